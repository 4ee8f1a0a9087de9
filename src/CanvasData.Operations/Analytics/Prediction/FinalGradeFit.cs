using System.Collections.ObjectModel;

namespace CanvasData.Operations.Analytics;

/// <summary>Finds the best model that finished offerings allow.</summary>
internal static class FinalGradeFit
{
    private const int LeastCompleters = 30;
    private const int LeastInstitutionOfferings = 3;
    private const int LeastInstitutionCompleters = 200;

    /// <summary>The model of all offerings; of the class alone, with their residuals, where they are too few or teach nothing.</summary>
    public static FinalGradeModel OfInstitution(IReadOnlyList<OfferingSnapshot> history, IReadOnlyList<IRateModelTrainer> challengers)
    {
        var rows = RowsOf(history);
        var isEnough = OfferingsOf(rows).Count >= LeastInstitutionOfferings && CompletersOf(rows) >= LeastInstitutionCompleters;
        return (isEnough ? Best(rows, PredictionBasis.InstitutionHistory, challengers) : null) ?? OfClassAlone(rows);
    }

    /// <summary>The model of the offerings of a course; null where they are too few or teach nothing.</summary>
    public static FinalGradeModel? OfCourse(IReadOnlyList<OfferingSnapshot> history, string courseKey, IReadOnlyList<IRateModelTrainer> challengers)
    {
        var rows = RowsOf([.. history.Where(row => row.CourseKey == courseKey)]);
        return CompletersOf(rows) >= LeastCompleters ? Best(rows, PredictionBasis.CourseHistory, challengers) : null;
    }

    /// <summary>Whether the institution's model, in which a challenger had its chance, is better for a course than its own.</summary>
    public static bool Wins(FinalGradeModel institution, FinalGradeModel own, string courseKey, IReadOnlyList<IRateModelTrainer> challengers) =>
        challengers.Any(challenger => Qualifies(challenger, institution.Offerings.Count, institution.ResidualCount))
        && institution.ErrorsOfCourses.TryGetValue(courseKey, out var error) && error < own.MeanAbsoluteError * (1 - FinalGradeModel.Margin);

    // An offering that nobody completed teaches nothing.
    private static List<OfferingSnapshot> RowsOf(IReadOnlyList<OfferingSnapshot> history)
    {
        var finished = history.Where(row => row.Completed).Select(row => row.OfferingId).ToHashSet();
        return OutOfOffering.RowsOf(history).FindAll(row => finished.Contains(row.OfferingId));
    }

    /// <returns>Null when the basis loses to the class alone.</returns>
    private static FinalGradeModel? Best(List<OfferingSnapshot> rows, PredictionBasis basis, IReadOnlyList<IRateModelTrainer> challengers)
    {
        var parts = OutOfOffering.PartsOf(rows);
        var alone = rows.Where(row => row.Completed).Average(row => Math.Abs(row.Final - Foresight.FinalOf(row.Standing, ClassOnlyModel.Instance.Predict(row.Standing))));
        var best = Try(rows, parts, basis, new RidgeTrainer());
        var (offerings, completed) = (best.Offerings.Count, rows.Count(row => row.Completed));
        foreach (var challenger in challengers.Where(challenger => Qualifies(challenger, offerings, completed)))
        {
            var tried = Try(rows, parts, basis, challenger);
            best = tried.MeanAbsoluteError < best.MeanAbsoluteError * (1 - FinalGradeModel.Margin) ? tried : best;
        }

        return best.MeanAbsoluteError <= alone * (1 + FinalGradeModel.Margin) ? best : null;
    }

    // Without a trainer, the class alone.
    private static FinalGradeModel Try(List<OfferingSnapshot> rows, int[] parts, PredictionBasis basis, IRateModelTrainer? trainer)
    {
        var rates = OutOfOffering.Rates(rows, parts, trainer);
        var residuals = OutOfOffering.Residuals(rows, rates);
        var tables = OutOfOffering.TablesWithout(rows, parts, residuals, onlyCompleters: true);
        var (stayed, kept, errors) = (new List<OfferingSnapshot>(rows.Count), new List<double>(rows.Count), new List<double>(rows.Count));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Completed)
            {
                var standing = rows[i].Standing;
                stayed.Add(rows[i]);
                kept.Add(residuals[i]);
                errors.Add(Math.Abs(rows[i].Final - Foresight.PointOf(in standing, rates[i], tables[parts[i]].Of(in standing))));
            }
        }

        return new FinalGradeModel(
            trainer?.Version ?? FinalGradeModel.ColdStart.Version,
            basis,
            OfferingsOf(rows),
            trainer is null ? ClassOnlyModel.Instance : trainer.Fit(stayed),
            new ResidualTable(stayed, [.. kept]),
            stayed.Count == rows.Count ? null : new ResidualTable(rows, residuals))
        {
            MeanAbsoluteError = errors.Average(),
            ErrorsOfCourses = basis == PredictionBasis.InstitutionHistory ? ByCourse(stayed, errors) : ReadOnlyDictionary<string, double>.Empty,
        };
    }

    private static SortedDictionary<string, double> ByCourse(List<OfferingSnapshot> rows, List<double> errors) => new(
        rows.Zip(errors).Where(pair => pair.First.CourseKey is not null).GroupBy(pair => pair.First.CourseKey!, pair => pair.Second).ToDictionary(course => course.Key, course => course.Average()),
        StringComparer.Ordinal);

    private static FinalGradeModel OfClassAlone(List<OfferingSnapshot> rows) => rows.Count(row => row.Completed) < ResidualTable.Least
        ? FinalGradeModel.ColdStart
        : Try(rows, OutOfOffering.PartsOf(rows), PredictionBasis.ClassOnly, null);

    private static bool Qualifies(IRateModelTrainer trainer, int offerings, int snapshots) => snapshots >= trainer.LeastSnapshots && offerings >= trainer.LeastOfferings;

    private static List<long> OfferingsOf(List<OfferingSnapshot> rows) => [.. rows.Where(row => row.Completed).Select(row => row.OfferingId).Distinct().Order()];

    private static int CompletersOf(List<OfferingSnapshot> rows) => rows.Where(row => row.Completed).Select(row => (row.OfferingId, row.StudentId)).Distinct().Count();
}
