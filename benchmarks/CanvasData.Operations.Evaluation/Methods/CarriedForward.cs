using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>The current percentage, overdue missing work as 0, is the final one.</summary>
internal sealed class CarriedForward() : Method("a2", "current percentage carried forward")
{
    public override Forecast?[] Predict(CutClass today) => [.. Enumerable.Range(0, today.Offering.Students.Count)
        .Select(place => today.Standing.StatusOf(place) == AnalyticsStatus.Ok ? new Forecast(today.Standing[place].Current) : null)];
}
