using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Data;
using CanvasData.Operations.Evaluation.Scores;
using CanvasData.Operations.MachineLearning;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>The methods that are compared. All learn from the same snapshots of finished offerings.</summary>
internal static class MethodList
{
    public const string CarriedForward = "a2";
    public const string ClassAlone = "b0";
    public const string History = "history";
    public const string LightGbm = "lightgbm";
    public const string LightGbmMean = "lightgbm-mean";
    public const string Trees = "ml";

    /// <summary>Trainers to be tried beside the built-in one, by the name of their method.</summary>
    private static readonly (string Name, IRateModelTrainer Trainer)[] Challengers = [(Trees, new BoostedTreesTrainer()), ("ml-lightgbm", new BoostedTreesTrainer(TreeAlgorithm.LightGbm))];

    /// <exception cref="EvaluationException">There is nothing to learn from.</exception>
    public static IReadOnlyList<Method> Of(IReadOnlyList<Offering> finished, bool trees)
    {
        var history = finished.SelectMany(SnapshotsOf).ToList();
        if (!history.Exists(row => row.Completed))
        {
            throw new EvaluationException($"No model can be trained on {string.Join(", ", finished.Select(offering => offering.Presentation).Distinct().Order())}: no one completed an offering with coursework due on two days or more.");
        }

        var dropout = DropoutModel.Fit(history, Forecast.PassMark);
        var cold = new ProductMethod("cold", "the product without history", _ => FinalGradeModel.ColdStart);
        return
        [
            new CarriedForward(),
            new PointOnly(ClassAlone, "drawn to the class by a tenth of the course", cold),
            cold,
            new ProductMethod(History, "the product with the history", FitOf(history), dropout),
            new MondrianMethod(LightGbm, "LightGBM, median of its residuals", history, LightGbmRates.Fit, isMedian: true),
            new MondrianMethod(LightGbmMean, "LightGBM as it is", history, LightGbmRates.Fit, isMedian: false),
            .. (trees ? Challengers : []).SelectMany(challenger => new Method[]
            {
                new ProductMethod(challenger.Name, $"the product with the history and {challenger.Trainer.Version}, if that wins", FitOf(history, challenger.Trainer), dropout),
                new MondrianMethod($"{challenger.Name}-forced", $"{challenger.Trainer.Version} come what may", history, rows => RateOf(challenger.Trainer.Fit(rows)), isMedian: true),
            }),
        ];
    }

    private static Func<string, FinalGradeModel> FitOf(IReadOnlyList<OfferingSnapshot> history, params IReadOnlyList<IRateModelTrainer> challengers)
    {
        var institution = FinalGradeModel.Fit(history, null, challengers);
        return key => FinalGradeModel.FitCourse(history, key, institution, challengers);
    }

    // Who left is known from the results when an offering is finished, also where no day was recorded.
    private static IEnumerable<OfferingSnapshot> SnapshotsOf(Offering offering)
    {
        var students = offering.Students.ToDictionary(student => student.StudentId);
        return OfferingSnapshots.Create(OfferingWork.Of(offering)).Select(snapshot => snapshot with
        {
            EndedAt = EndOf(offering.Presentation),
            Completed = students[snapshot.StudentId].Completed,
            Failed = students[snapshot.StudentId].FailedOrLeft,
        });
    }

    // Days are counted from the first of each term: the order of terms is in their names, a year and B for February or J for October.
    private static DateTime? EndOf(string presentation) =>
        presentation.Length == 5 && int.TryParse(presentation.AsSpan(0, 4), out var year) && year is > 1900 and < 2100 ? new DateTime(year, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(presentation[4] == 'J' ? 8 : 0) : null;

    private static Func<StudentStanding, double> RateOf(IRateModel model) => standing => model.Predict(in standing);
}
