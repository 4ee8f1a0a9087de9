using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.Evaluation.Scores;

/// <summary>How near the forecasts of completers came, in percentage points.</summary>
internal sealed record GradeScore(int Count, double Mae, double Rmse, double Bias, IntervalScore? Interval80, IntervalScore? Interval90)
{
    public static GradeScore Of(IEnumerable<Outcome> outcomes)
    {
        var completers = outcomes.Where(outcome => outcome.Completed).ToList();
        var errors = completers.Select(outcome => outcome.Said.Point - outcome.Final).DefaultIfEmpty(double.NaN).ToList();
        return new GradeScore(
            completers.Count, errors.Average(Math.Abs), Math.Sqrt(errors.Average(error => error * error)), errors.Average(),
            IntervalScore.Of(completers, forecast => forecast.Interval80), IntervalScore.Of(completers, forecast => forecast.Interval90));
    }
}

/// <summary>The share of final grades that an interval held, and how wide it was on average.</summary>
internal sealed record IntervalScore(double Coverage, double Width)
{
    // Ends are sums of shares: a final grade on an end must not fall out by a rounding.
    private const double Rounding = 1e-9;

    public static IntervalScore? Of(IReadOnlyList<Outcome> outcomes, Func<Forecast, GradeInterval?> interval)
    {
        var stated = outcomes.Where(outcome => interval(outcome.Said) is not null).Select(outcome => (outcome.Final, Interval: interval(outcome.Said)!.Value)).ToList();
        return stated.Count == 0
            ? null
            : new IntervalScore(
                stated.Average(row => row.Interval.Low - Rounding <= row.Final && row.Final <= row.Interval.High + Rounding ? 1.0 : 0.0),
                stated.Average(row => row.Interval.High - row.Interval.Low));
    }
}
