using System.Collections.ObjectModel;

namespace CanvasData.Operations.Analytics;

/// <summary>Finds the best model that finished offerings allow, cut by cut.</summary>
internal static class FinalGradeModelSelector
{
    private const int MinCompleters = 30;
    private const int MinInstitutionOfferings = 3;
    private const int MinInstitutionCompleters = 200;

    /// <summary>The model of all offerings; where they are too few or teach nothing, of the class alone with their residuals.</summary>
    public static FinalGradeModel OfInstitution(IReadOnlyList<OfferingSnapshot> history, IReadOnlyList<IRateModelTrainer> challengers)
    {
        var rows = RowsOf(history);
        var alone = OfClassAlone(rows);
        if (!IsEnough(rows))
        {
            return FinalGradeModel.Create(alone);
        }

        var ridge = Try(rows, PredictionBasis.InstitutionHistory, new RidgeTrainer());
        var kept = KeptCuts(ridge, rows);
        var (challenger, accepted) = ModelChallenge.BestOf(challengers, rows, IsEnough, BuiltIn, trainer => Try(rows, PredictionBasis.InstitutionHistory, trainer));
        return new FinalGradeModel(
            challenger is null ? [ridge, alone] : [challenger, ridge, alone],
            [.. Enumerable.Range(0, Cuts.Count).Select(cut => accepted[cut] ? challenger! : kept[cut] ? ridge : alone)]);

        // What the product predicts without a challenger, from some of the offerings.
        static Func<string?, FinalGradeModel> BuiltIn(List<OfferingSnapshot> earlier)
        {
            var institution = OfInstitution(earlier, []);
            var courses = new Dictionary<string, FinalGradeModel>(StringComparer.Ordinal);
            return key =>
            {
                if (key is null)
                {
                    return institution;
                }

                if (!courses.TryGetValue(key, out var own))
                {
                    courses[key] = own = OfCourse(earlier, key, institution, []);
                }

                return own;
            };
        }
    }

    /// <summary>The model of the offerings of a course, with that of the institution where they are too few or teach nothing.</summary>
    public static FinalGradeModel OfCourse(IReadOnlyList<OfferingSnapshot> history, string courseKey, FinalGradeModel institution, IReadOnlyList<IRateModelTrainer> challengers)
    {
        var rows = RowsOf([.. history.Where(row => row.CourseKey == courseKey)]);
        if (CompletersOf(rows) < MinCompleters)
        {
            return institution;
        }

        var ridge = Own(Try(rows, PredictionBasis.CourseHistory, new RidgeTrainer()));
        var kept = KeptCuts(ridge, rows);
        var (challenger, accepted) = ModelChallenge.BestOf(
            challengers, rows, earlier => CompletersOf(earlier) >= MinCompleters, earlier => key => OfCourse(earlier, courseKey, FinalGradeModel.ColdStart, []), trainer => Own(Try(rows, PredictionBasis.CourseHistory, trainer)));
        var byCut = Enumerable.Range(0, Cuts.Count)
            .Select(cut => institution.At(cut).IsBetterFor(courseKey, cut, ridge) ? institution.At(cut) : accepted[cut] ? challenger! : kept[cut] ? ridge : institution.At(cut))
            .ToArray();
        return Array.TrueForAll(byCut, fitted => fitted.Basis != PredictionBasis.CourseHistory)
            ? institution
            : new FinalGradeModel([.. challenger is null ? Array.Empty<FittedModel>() : [challenger], ridge, .. byCut], byCut);

        FittedModel Own(FittedModel fitted) => fitted with
        {
            Plans = [.. rows.Select(row => row.Plan).OfType<AssessmentPlan>().Distinct()],
            Pooled = fitted.Residuals is { } own && institution.IsCalibrated && institution.Offerings.Count > 1
                ? ResidualTable.Pooled(own, band => institution.At(Cuts.IndexOf(band)).Residuals!)
                : null,
            Outcomes = fitted is { Offerings.Count: 1, Outcomes: { } everybody } && institution.IsCalibrated && institution.Offerings.Count > 1
                ? ResidualTable.Pooled(everybody, band => institution.At(Cuts.IndexOf(band)).Outcomes!)
                : fitted.Outcomes,
        };
    }

    private static bool IsEnough(List<OfferingSnapshot> rows) => OfferingsOf(rows).Count >= MinInstitutionOfferings && CompletersOf(rows) >= MinInstitutionCompleters;

    // An offering that no student completed holds nothing to learn from.
    private static List<OfferingSnapshot> RowsOf(IReadOnlyList<OfferingSnapshot> history)
    {
        var finished = history.Where(row => row.Completed).Select(row => row.OfferingId).ToHashSet();
        return OfferingCrossValidation.RowsOf(history).FindAll(row => finished.Contains(row.OfferingId));
    }

    // Where a history helps early and hurts late, it is not used late.
    private static CutSet KeptCuts(FittedModel fitted, List<OfferingSnapshot> rows)
    {
        var alone = new CutErrors(rows.Where(row => row.Completed).Select(row => (Cuts.IndexOf(in row), Math.Abs(row.Final - PredictionMath.FinalOf(row.Standing, ClassOnlyModel.Instance.Predict(row.Standing))))));
        return CutSet.Where(cut => fitted.Errors.MeanOf(cut) <= alone.MeanOf(cut) * (1 + FinalGradeModel.Margin));
    }

    // Without a trainer, the class alone.
    private static FittedModel Try(List<OfferingSnapshot> rows, PredictionBasis basis, IRateModelTrainer? trainer)
    {
        var parts = OfferingCrossValidation.PartsOf(rows);
        var rates = OfferingCrossValidation.Rates(rows, parts, trainer);
        var residuals = OfferingCrossValidation.Residuals(rows, rates);
        var tables = OfferingCrossValidation.TablesWithout(rows, parts, residuals, onlyCompleters: true);
        var (stayed, kept, errors) = (new List<OfferingSnapshot>(rows.Count), new List<double>(rows.Count), new List<(int Cut, double Error)>(rows.Count));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Completed)
            {
                var row = rows[i];
                var standing = row.Standing;
                stayed.Add(row);
                kept.Add(residuals[i]);
                errors.Add((Cuts.IndexOf(in row), Math.Abs(row.Final - PredictionMath.PointOf(in standing, rates[i], tables[parts[i]].ResidualsFor(in standing)))));
            }
        }

        var ofThoseWhoStayed = stayed.Count < ResidualTable.Least ? null : new ResidualTable(stayed, [.. kept]);
        return new FittedModel
        {
            Version = trainer?.Version ?? ClassOnlyModel.Version,
            Basis = basis,
            Offerings = OfferingsOf(rows),
            Rates = trainer is null ? ClassOnlyModel.Instance : trainer.Fit(stayed),
            Residuals = ofThoseWhoStayed,
            Outcomes = ofThoseWhoStayed is null || stayed.Count == rows.Count ? ofThoseWhoStayed : new ResidualTable(rows, residuals),
            Errors = new CutErrors(errors),
            ErrorsOfCourses = trainer is null or RidgeTrainer || basis != PredictionBasis.InstitutionHistory ? ReadOnlyDictionary<string, CutErrors>.Empty : ByCourse(stayed, errors),
        };
    }

    private static SortedDictionary<string, CutErrors> ByCourse(List<OfferingSnapshot> rows, List<(int Cut, double Error)> errors) => new(
        rows.Zip(errors).Where(pair => pair.First.CourseKey is not null).GroupBy(pair => pair.First.CourseKey!, pair => pair.Second).ToDictionary(course => course.Key, course => new CutErrors(course)),
        StringComparer.Ordinal);

    private static FittedModel OfClassAlone(List<OfferingSnapshot> rows) => rows.Count(row => row.Completed) < ResidualTable.Least
        ? FinalGradeModel.ColdStart.Main
        : Try(rows, PredictionBasis.ClassOnly, null);

    private static List<long> OfferingsOf(List<OfferingSnapshot> rows) => [.. rows.Where(row => row.Completed).Select(row => row.OfferingId).Distinct().Order()];

    private static int CompletersOf(List<OfferingSnapshot> rows) => rows.Where(row => row.Completed).Select(row => (row.OfferingId, row.StudentId)).Distinct().Count();
}
