using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>The product's predictor with a model for each course, fitted once.</summary>
internal sealed class ProductMethod(string name, string description, Func<string, FinalGradeModel> fit, DropoutModel? dropout = null) : Method(name, description)
{
    private readonly SortedDictionary<string, FinalGradeModel> _models = new(StringComparer.Ordinal);

    /// <summary>The models in use, by course.</summary>
    public IReadOnlyDictionary<string, FinalGradeModel> Models => _models;

    public override Forecast?[] Predict(CutClass today)
    {
        if (!_models.TryGetValue(today.Offering.Module, out var model))
        {
            _models[today.Offering.Module] = model = fit(today.Offering.Module);
        }

        var used = model.For(today.Standing);
        return [.. FinalGradePredictor.Predict(today.Standing, used, Forecast.PassMark).Select(prediction => prediction is { Point: { } point, Standing: { } standing }
            ? new Forecast(
                point, prediction.Interval80, prediction.Interval90, FinalGradePredictor.ProbabilityBelow(in standing, used, Forecast.PassMark), dropout?.Probability(in standing))
            : null)];
    }
}
