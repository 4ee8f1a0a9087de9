using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.Evaluation.Scores;

/// <summary>How well the forecasts of all active students found who would be in trouble.</summary>
/// <param name="Count">Students.</param>
/// <param name="BaseRate">The share of those in trouble.</param>
/// <param name="Auc">Null when all or none were.</param>
/// <param name="Brier">Null for a method that states no probability.</param>
/// <param name="ExpectedError">Expected calibration error, ten bins; null likewise.</param>
internal sealed record RiskScore(int Count, double BaseRate, double? Auc, double? Brier, double? ExpectedError)
{
    public static RiskScore Of(IReadOnlyList<Outcome> outcomes, Func<Forecast, double?> probability, Func<Outcome, bool> happened)
    {
        var stated = outcomes.Where(outcome => probability(outcome.Said) is not null).Select(outcome => (probability(outcome.Said)!.Value, happened(outcome))).ToList();
        var isStated = stated.Count > 0 && stated.Count == outcomes.Count;
        return new RiskScore(
            outcomes.Count,
            outcomes.Count(happened) / (double)Math.Max(1, outcomes.Count),
            Calibration.Auc(outcomes.Select(outcome => (probability(outcome.Said) ?? -outcome.Said.Point, happened(outcome)))),
            isStated ? Calibration.Brier(stated) : null,
            isStated ? Calibration.ExpectedError(stated) : null);
    }
}
