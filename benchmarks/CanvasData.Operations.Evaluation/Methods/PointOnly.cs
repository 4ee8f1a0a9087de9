using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>The points of another method, without its intervals.</summary>
internal sealed class PointOnly(string name, string description, Method source) : Method(name, description)
{
    public override Forecast?[] Predict(CutClass today) => [.. source.Predict(today).Select(said => said is null ? null : new Forecast(said.Point))];
}
