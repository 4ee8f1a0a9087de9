using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Reads everything off one prediction and its residuals, so that point, interval, confidence, letters and risk cannot
/// contradict each other. Residuals are in order.
/// </summary>
internal static class PredictionMath
{
    private const double Rounding = 1e-9;
    private const double Clearly = 0.95;

    /// <summary>The median of the final percentage.</summary>
    public static double PointOf(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals) => FinalOf(in standing, rate + Statistics.Median(residuals));

    /// <summary>
    /// The intervals that hold the final grade of eight and of nine students in ten. As many lie below as above, unless an
    /// interval with a third of the misses on one side is clearly shorter. No grade lies beyond what is arithmetically
    /// possible, so that an interval that ends there leaves all its misses to the other side.
    /// </summary>
    /// <param name="standing">The standing.</param>
    /// <param name="rate">The expected rate of the rest.</param>
    /// <param name="residuals">By how much such rates were missed.</param>
    /// <param name="point">The point, which lies in both.</param>
    /// <param name="isOfAnotherPlan">Whether the residuals come from offerings that were assessed otherwise: half of the misses are allowed.</param>
    public static (GradeInterval Interval80, GradeInterval Interval90) IntervalsOf(
        in StudentStanding standing, double rate, ReadOnlySpan<double> residuals, double point, bool isOfAnotherPlan)
    {
        var (likelyLow, likelyHigh) = IntervalOf(in standing, rate, residuals, isOfAnotherPlan ? 0.10 : 0.20);
        var (wideLow, wideHigh) = IntervalOf(in standing, rate, residuals, isOfAnotherPlan ? 0.05 : 0.10);
        (likelyLow, likelyHigh) = (Math.Min(likelyLow, point), Math.Max(likelyHigh, point));
        return (
            new GradeInterval(likelyLow, likelyHigh + standing.OpenBonus),
            new GradeInterval(Math.Min(wideLow, likelyLow), Math.Max(wideHigh, likelyHigh) + standing.OpenBonus));
    }

    /// <summary>P(final below a percentage). 0 or 1 where arithmetic decides.</summary>
    public static double ProbabilityBelow(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals, double percentage) =>
        percentage <= standing.Earned ? 0
        : percentage > standing.Earned + (100 * standing.RemainingWeight) + standing.OpenBonus ? 1
        : (1.0 + CountBelow(residuals, ((percentage - standing.Earned) / standing.RemainingWeight) - rate)) / (residuals.Length + 2);

    /// <summary>P(|final - point| at most the tolerance).</summary>
    /// <param name="standing">The standing.</param>
    /// <param name="median">The residual of the point.</param>
    /// <param name="residuals">By how much rates were missed.</param>
    /// <param name="tolerance">Percentage points of the final grade.</param>
    public static double Confidence(in StudentStanding standing, double median, ReadOnlySpan<double> residuals, double tolerance)
    {
        var reach = tolerance / standing.RemainingWeight;
        return (double)(CountBelow(residuals, Math.BitIncrement(median + reach)) - CountBelow(residuals, median - reach)) / residuals.Length;
    }

    /// <summary>The final percentage when the rest is earned at a rate: within what is arithmetically possible.</summary>
    public static double FinalOf(in StudentStanding standing, double rate) => standing.Earned + (standing.RemainingWeight * Math.Clamp(rate, 0, 100));

    private static (double Low, double High) IntervalOf(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals, double misses)
    {
        var n = residuals.Length;

        // Of 79 residuals the eighth: 80 times a tenth is less than 8 in binary. Two more are held, because the
        // same residuals choose the place.
        var tail = (int)Math.Floor(((n + 1) * misses / 2) + Rounding);
        var inside = Math.Clamp(n - (int)Math.Floor(((n + 1) * misses) + Rounding) + 3, 1, n);
        var outside = n - inside;
        if (rate + residuals[Math.Clamp(tail - 1, 0, n - 1)] <= 0)
        {
            return (FinalOf(in standing, 0), FinalOf(in standing, rate + residuals[inside - 1]));
        }

        if (rate + residuals[Math.Clamp(n - tail, 0, n - 1)] >= 100)
        {
            return (FinalOf(in standing, rate + residuals[outside]), FinalOf(in standing, 100));
        }

        // Equal tails, unless others are clearly shorter: among a few residuals the shortest is so by chance.
        var (best, width) = (outside / 2, Clearly * WidthAt(residuals, outside / 2));
        foreach (var below in (ReadOnlySpan<int>)[outside / 3, outside - (outside / 3)])
        {
            var own = WidthAt(residuals, below);
            (best, width) = own < width - Rounding ? (below, own) : (best, width);
        }

        return (FinalOf(in standing, rate + residuals[best]), FinalOf(in standing, rate + residuals[best + inside - 1]));

        double WidthAt(ReadOnlySpan<double> ordered, int below) => Math.Min(100, rate + ordered[below + inside - 1]) - Math.Max(0, rate + ordered[below]);
    }

    private static int CountBelow(ReadOnlySpan<double> ordered, double limit)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ordered[middle] < limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
