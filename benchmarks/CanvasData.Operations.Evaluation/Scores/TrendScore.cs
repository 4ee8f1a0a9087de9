using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Data;

namespace CanvasData.Operations.Evaluation.Scores;

/// <summary>How often trends are called where there is none, and how often they change.</summary>
/// <param name="Flagged">Share of students with a trend class who are improving or declining.</param>
/// <param name="FlaggedShuffled">The same when the scores of each student are in random order.</param>
/// <param name="Flips">Share of weeks with a new score, of students who had a class before, in which the class changes.</param>
internal sealed record TrendScore(double Flagged, double FlaggedShuffled, double Flips)
{
    private const int Seed = 20_14;

    public static TrendScore Of(IReadOnlyList<Offering> offerings)
    {
        var random = new Random(Seed);
        var (real, shuffled, flips, updates) = (new List<GradeTrend>(), new List<GradeTrend>(), 0, 0);
        foreach (var offering in offerings)
        {
            var work = OfferingWork.Of(offering);
            var last = offering.Items.Max(item => item.Day.GetValueOrDefault()) + 7;
            var end = StandingCalculator.Calculate(work, OfferingWork.EndOf(last));
            real.AddRange(Classified(end));
            shuffled.AddRange(Classified(StandingCalculator.Calculate(work with { Cells = Shuffled(end, random) }, end.AsOf)));
            (flips, updates) = Replay(work, last, flips, updates);
        }

        return new TrendScore(ShareOf(real), ShareOf(shuffled), updates == 0 ? 0 : flips / (double)updates);
    }

    private static IEnumerable<GradeTrend> Classified(ClassStanding standing) => TrendCalculator.Calculate(standing)
        .Where((trend, place) => standing.StatusOf(place) != AnalyticsStatus.NotFound && trend.Trend != TrendDirection.InsufficientData);

    private static double ShareOf(List<GradeTrend> trends) => trends.Count == 0 ? 0 : trends.Count(trend => trend.Trend != TrendDirection.Stable) / (double)trends.Count;

    private static WorkCell[] Shuffled(ClassStanding standing, Random random)
    {
        var (work, cells) = (standing.Work, (WorkCell[])standing.Work.Cells.Clone());
        for (var s = 0; s < work.StudentIds.Count; s++)
        {
            var states = standing.StatesOf(s).ToArray();
            var graded = Enumerable.Range(0, states.Length).Where(i => states[i] == ItemState.Graded && work.Items[i].Points > 0).ToArray();
            var percents = graded.Select(i => standing.PercentsOf(s)[i]).ToArray();
            random.Shuffle(percents);
            for (var g = 0; g < graded.Length; g++)
            {
                ref var cell = ref cells[(s * work.Items.Count) + graded[g]];
                cell = cell with { Score = percents[g] * work.Items[graded[g]].Points / 100 };
            }
        }

        return cells;
    }

    private static (int Flips, int Updates) Replay(CourseWork work, int last, int flips, int updates)
    {
        var (before, scores) = (new TrendDirection[work.StudentIds.Count], new int[work.StudentIds.Count]);
        for (var day = 0; day <= last; day += 7)
        {
            var standing = StandingCalculator.Calculate(work, OfferingWork.EndOf(day));
            var trends = TrendCalculator.Calculate(standing);
            for (var s = 0; s < trends.Length; s++)
            {
                var (now, count) = (trends[s].Trend, standing.StatesOf(s).Count(ItemState.Graded));
                var isUpdate = before[s] != TrendDirection.InsufficientData && now != TrendDirection.InsufficientData && count > scores[s];
                updates += isUpdate ? 1 : 0;
                flips += isUpdate && now != before[s] ? 1 : 0;
                (before[s], scores[s]) = (now, count);
            }
        }

        return (flips, updates);
    }
}
