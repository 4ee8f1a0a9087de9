namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Trends by the book: all pairs, all orders, every replay from the fifth item.</summary>
internal sealed class NaiveTrend
{
    private readonly List<Score> _all;

    private NaiveTrend(List<Score> all) => _all = all;

    public required bool IsCompared { get; init; }

    public required string SubmissionRun { get; init; }

    public List<Score> Last => Window(_all.Count);

    public double? Velocity => Slope(Last, score => score.Adjusted);

    public double? RawVelocity => Velocity is null ? null : Slope(Last, score => score.Percent);

    public double? Change => Velocity * (Last.Count == 0 ? 0 : Last[^1].Week - Last[0].Week);

    public double? PValue => P(Last);

    public double? Form => Last.Count == 0 ? null : Last.Skip(1).Aggregate(Last[0].Adjusted, (mean, score) => (0.4 * score.Adjusted) + (0.6 * mean)) - Last.Average(score => score.Adjusted);

    public bool HasNearTies => Enumerable.Range(5, Math.Max(0, _all.Count - 4)).Select(Window).Append(Last).Any(window =>
        window.SelectMany((a, i) => window.Skip(i + 1).Select(b => Math.Abs(a.Adjusted - b.Adjusted))).Any(distance => distance < 1e-6));

    public TrendDirection Class
    {
        get
        {
            var trend = _all.Count < 5 ? TrendDirection.InsufficientData : TrendDirection.Stable;
            for (var end = 5; end <= _all.Count; end++)
            {
                var window = Window(end);
                var (p, change) = (P(window)!.Value, Slope(window, score => score.Adjusted).GetValueOrDefault() * (window[^1].Week - window[0].Week));
                var way = change > 0 ? TrendDirection.Improving : TrendDirection.Declining;
                trend = p <= 0.10 && Math.Abs(change) >= 10 ? way : p <= 0.25 && Math.Abs(change) >= 5 && trend == way ? way : TrendDirection.Stable;
            }

            return trend;
        }
    }

    public static NaiveTrend Of(ClassStanding standing, int student)
    {
        var (work, asOf) = (standing.Work, standing.AsOf);
        bool IsGraded(int s, int i) => work.Items[i].Points > 0 && work.CellsOf(s)[i] is { Counts: true, AwaitsReview: false, Score: { } score } cell && !((cell.GradedAt ?? cell.SubmittedAt) > asOf) && !NaiveStanding.IsMarked(cell, asOf) &&
            (score > 0 || cell.SubmittedAt <= asOf || !cell.ExpectsSubmission);
        double PercentOf(int s, int i) => Math.Clamp(100 * work.CellsOf(s)[i].Score!.Value / work.Items[i].Points, 0, 120);
        var students = Enumerable.Range(0, work.StudentIds.Count).ToList();
        var items = Enumerable.Range(0, work.Items.Count).OrderBy(i => MomentOf(work.CellsOf(student)[i], asOf) ?? DateTime.MinValue)
            .ThenBy(i => work.Items[i].DueAt ?? DateTime.MaxValue).ThenBy(i => work.Items[i].AssignmentId).ToList();
        var (scores, isCompared) = (new List<Score>(), true);
        foreach (var i in items.Where(i => IsGraded(student, i)))
        {
            var others = students.Where(s => s != student && IsGraded(s, i)).Select(s => PercentOf(s, i)).ToList();
            var ofGroup = students.Where(s => s != student).SelectMany(s => Enumerable.Range(0, work.Items.Count).Where(j => work.Items[j].GroupId == work.Items[i].GroupId && IsGraded(s, j)).Select(j => PercentOf(s, j))).ToList();
            isCompared &= others.Count >= 5;
            var mean = others.Count >= 5 ? others.Average() : ofGroup.Count >= 5 ? ofGroup.Average() : 0;
            scores.Add(new Score((MomentOf(work.CellsOf(student)[i], asOf) ?? DateTime.MinValue).Ticks / (7.0 * TimeSpan.TicksPerDay), PercentOf(student, i), PercentOf(student, i) - mean, work.Items[i].Points));
        }

        var letters = string.Concat(items.Where(i => work.Items[i].Points > 0).Select(i => standing.StatesOf(student)[i] switch
        {
            ItemState.NotCounted or ItemState.Open => "",
            _ when IsGraded(student, i) || (work.CellsOf(student)[i].SubmittedAt <= asOf && !NaiveStanding.IsMarked(work.CellsOf(student)[i], asOf)) => work.CellsOf(student)[i] is { Late: true } cell && cell.SubmittedAt <= asOf ? "L" : "S",
            _ => "M",
        }));
        return new NaiveTrend(scores) { IsCompared = scores.Count > 0 && isCompared, SubmissionRun = letters.Length > 10 ? letters[^10..] : letters };
    }

    public static int Kendall(IReadOnlyList<double> values) => values.SelectMany((a, i) => values.Skip(i + 1).Select(b => Math.Sign(b - a))).Sum();

    /// <summary>2 (1 - Φ(z)) by Simpson's rule.</summary>
    public static double TwoSided(double z)
    {
        const int Steps = 2000;
        var width = z / Steps;
        double Density(int step) => Math.Exp(-Math.Pow(step * width, 2) / 2) / Math.Sqrt(2 * Math.PI);
        return Math.Min(1, 1 - (2 * width / 3 * Enumerable.Range(0, Steps / 2).Sum(i => Density(2 * i) + (4 * Density((2 * i) + 1)) + Density((2 * i) + 2))));
    }

    private static DateTime? MomentOf(WorkCell cell, DateTime asOf) => cell.DueAt ?? (cell.SubmittedAt <= asOf ? cell.SubmittedAt : cell.GradedAt <= asOf ? cell.GradedAt : null);

    private List<Score> Window(int end) => _all.GetRange(Math.Max(0, end - 10), Math.Min(10, end));

    private static double? Slope(List<Score> scores, Func<Score, double> value)
    {
        var pairs = (from a in scores from b in scores where b.Week > a.Week select (Slope: (value(b) - value(a)) / (b.Week - a.Week), Weight: a.Points * b.Points)).OrderBy(pair => pair.Slope).ToList();
        return pairs.Count == 0 ? null
            : scores.Max(score => score.Points) <= 4 * scores.Min(score => score.Points) ? (pairs[(pairs.Count - 1) / 2].Slope + pairs[pairs.Count / 2].Slope) / 2
            : pairs.Select(pair => pair.Slope).First(slope => pairs.Where(pair => pair.Slope <= slope).Sum(pair => pair.Weight) >= pairs.Sum(pair => pair.Weight) / 2);
    }

    private static double? P(List<Score> scores)
    {
        double n = scores.Count;
        if (n < 3)
        {
            return null;
        }

        var s = Math.Abs(Kendall([.. scores.Select(score => score.Adjusted)]));
        var groups = scores.GroupBy(score => score.Adjusted).Select(group => (double)group.Count()).ToList();
        if (groups.Count == scores.Count)
        {
            // Of the orders of n values, those with so many inversions: one more value adds 0 to n - 1.
            List<double> ways = [1];
            for (var size = 2; size <= n; size++)
            {
                ways = [.. Enumerable.Range(0, ways.Count + size - 1).Select(inversions => Enumerable.Range(0, size).Sum(add => inversions - add >= 0 && inversions - add < ways.Count ? ways[inversions - add] : 0))];
            }

            return ways.Where((_, inversions) => Math.Abs((n * (n - 1) / 2) - (2 * inversions)) >= s).Sum() / ways.Sum();
        }

        var variance = ((n * (n - 1) * ((2 * n) + 5)) - groups.Sum(tied => tied * (tied - 1) * ((2 * tied) + 5))) / 18;
        return s == 0 || variance <= 0 ? 1 : TwoSided((s - 1) / Math.Sqrt(variance));
    }

    internal sealed record Score(double Week, double Percent, double Adjusted, double Points);
}
