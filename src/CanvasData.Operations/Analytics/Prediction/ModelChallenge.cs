using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Tries challengers on whole terms that they have not seen, in time order: each term is predicted from those before it, by
/// the challenger and by the product without it. Offerings left out among others of their own term would flatter it.
/// </summary>
internal static class ModelChallenge
{
    // One term does not show how terms differ; more than the last few take long to train for.
    private const int MinTerms = 2;
    private const int MaxTerms = 4;

    private static readonly TimeSpan OneTerm = TimeSpan.FromDays(60);

    /// <summary>The first challenger that does better, with the cuts at which it does.</summary>
    /// <param name="challengers">The challengers.</param>
    /// <param name="rows">The history.</param>
    /// <param name="isEnough">Whether some of the rows are enough for the product without a challenger: before that, it would lose to anything.</param>
    /// <param name="builtIn">The product without a challenger, from some of the rows, by course.</param>
    /// <param name="fit">Fits a challenger to the whole history.</param>
    /// <returns>Null and no cut where none does.</returns>
    public static (FittedModel? Fitted, CutSet Accepted) BestOf(
        IReadOnlyList<IRateModelTrainer> challengers,
        List<OfferingSnapshot> rows,
        Func<List<OfferingSnapshot>, bool> isEnough,
        Func<List<OfferingSnapshot>, Func<string?, FinalGradeModel>> builtIn,
        Func<IRateModelTrainer, FittedModel> fit)
    {
        var (completed, offerings) = (rows.Count(row => row.Completed), rows.Where(row => row.Completed).Select(row => row.OfferingId).Distinct().Count());
        foreach (var challenger in challengers.Where(challenger => completed >= challenger.LeastSnapshots && offerings >= challenger.LeastOfferings))
        {
            var terms = Run(rows, challenger, isEnough, builtIn);
            var accepted = WonBy(terms.ConvertAll(term => term.All));
            if (!accepted.IsEmpty)
            {
                var courses = terms.SelectMany(term => term.ByCourse.Keys).Distinct().Order(StringComparer.Ordinal);
                var wins = new SortedDictionary<string, CutSet>(StringComparer.Ordinal);
                foreach (var course in courses)
                {
                    List<Tally> own = [.. terms.Select(term => term.ByCourse.GetValueOrDefault(course)).OfType<Tally>()];
                    if (own.Count >= MinTerms)
                    {
                        var won = WonBy(own);
                        wins[course] = CutSet.Where(cut => won[cut] && accepted[cut]);
                    }
                }

                return (fit(challenger) with { Wins = wins }, accepted);
            }
        }

        return (null, default);
    }

    // Better over all terms, and at no cut of any worse.
    private static CutSet WonBy(IReadOnlyList<Tally> terms)
    {
        var isWon = terms.Count >= MinTerms
            && terms.All(term => Enumerable.Range(0, Cuts.Count).All(cut => term.Tried[cut] <= term.Without[cut]))
            && terms.Sum(term => term.Tried.Sum()) < terms.Sum(term => term.Without.Sum()) * (1 - FinalGradeModel.Margin);
        return CutSet.Where(_ => isWon);
    }

    private static List<Term> Run(
        List<OfferingSnapshot> rows, IRateModelTrainer challenger, Func<List<OfferingSnapshot>, bool> isEnough, Func<List<OfferingSnapshot>, Func<string?, FinalGradeModel>> builtIn)
    {
        var (terms, results) = (TermsOf(rows), new List<Term>());
        if (terms.Count <= MinTerms)
        {
            return results;
        }

        var (seen, residuals) = (new List<OfferingSnapshot>(), new List<double>());
        for (var unseen = Math.Max(1, terms.Count - MaxTerms); unseen < terms.Count; unseen++)
        {
            var before = terms.Take(unseen).SelectMany(term => term).ToHashSet();
            var earlier = rows.FindAll(row => before.Contains(row.OfferingId));
            if (!isEnough(earlier))
            {
                continue;
            }

            var rates = challenger.Fit(earlier.FindAll(row => row.Completed));
            var without = builtIn(earlier);

            // What it missed by in the terms that it was tried on before.
            var shifts = seen.Count < ResidualTable.Least ? null : new ResidualTable(seen, [.. residuals]);
            var result = new Term();
            foreach (var row in rows.Where(row => row.Completed && terms[unseen].Contains(row.OfferingId)))
            {
                var standing = row.Standing;
                var rate = rates.Predict(in standing);
                var tried = Math.Abs(row.Final - PredictionMath.FinalOf(in standing, rate + (shifts is null ? 0 : Statistics.Median(shifts.ResidualsFor(in standing)))));
                result.Add(in row, tried, Math.Abs(row.Final - FinalGradePredictor.PointOf(in standing, without(row.CourseKey))));
                seen.Add(row);
                residuals.Add(row.FutureRate - rate);
            }

            results.Add(result);
        }

        return results;
    }

    /// <summary>The offerings of each term, in the order of time; those without an end follow by their ids, each by itself.</summary>
    private static List<HashSet<long>> TermsOf(List<OfferingSnapshot> rows)
    {
        var (terms, first) = (new List<HashSet<long>>(), (DateTime?)null);
        foreach (var (id, end) in rows.Where(row => row.Completed).Select(row => (row.OfferingId, row.EndedAt)).DistinctBy(offering => offering.OfferingId)
            .OrderBy(offering => offering.EndedAt ?? DateTime.MaxValue).ThenBy(offering => offering.OfferingId))
        {
            if (terms.Count == 0 || end is null || first is null || end - first > OneTerm)
            {
                terms.Add([]);
                first = end;
            }

            terms[^1].Add(id);
        }

        return terms;
    }

    private sealed class Term
    {
        public Tally All { get; } = new();

        public Dictionary<string, Tally> ByCourse { get; } = new(StringComparer.Ordinal);

        public void Add(in OfferingSnapshot row, double tried, double without)
        {
            All.Add(Cuts.IndexOf(in row), tried, without);
            if (row.CourseKey is { } key)
            {
                if (!ByCourse.TryGetValue(key, out var own))
                {
                    ByCourse[key] = own = new Tally();
                }

                own.Add(Cuts.IndexOf(in row), tried, without);
            }
        }
    }

    private sealed class Tally
    {
        public double[] Tried { get; } = new double[Cuts.Count];

        public double[] Without { get; } = new double[Cuts.Count];

        public void Add(int cut, double tried, double without)
        {
            Tried[cut] += tried;
            Without[cut] += without;
        }
    }
}
