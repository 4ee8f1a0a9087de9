namespace CanvasData.Operations.Analytics;

/// <summary>
/// Reads everything off one prediction and its residuals, so that point, interval, confidence, letters and risk cannot
/// contradict each other. Residuals are in order.
/// </summary>
internal static class Foresight
{
    private const double Rounding = 1e-9;

    /// <summary>The median of the final percentage.</summary>
    public static double PointOf(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals) => FinalOf(in standing, rate + Median(residuals));

    public static GradeInterval IntervalOf(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals, double level)
    {
        var n = residuals.Length;

        // Of 79 residuals the eighth: 80 times a tenth is less than 8 in binary.
        var place = (int)Math.Floor(((n + 1) * ((1 - level) / 2)) + Rounding);
        var (low, high) = (residuals[Math.Clamp(place - 1, 0, n - 1)], residuals[Math.Clamp(n - place, 0, n - 1)]);
        return new GradeInterval(FinalOf(in standing, rate + low), FinalOf(in standing, rate + high) + standing.OpenBonus);
    }

    /// <summary>P(final below a percentage). 0 or 1 where arithmetic decides.</summary>
    public static double ProbabilityBelow(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals, double percentage) =>
        percentage <= standing.Earned ? 0
        : percentage > standing.Earned + (100 * standing.RemainingWeight) + standing.OpenBonus ? 1
        : (1.0 + CountBelow(residuals, ((percentage - standing.Earned) / standing.RemainingWeight) - rate)) / (residuals.Length + 2);

    /// <summary>P(|final - point| at most the tolerance).</summary>
    public static double Confidence(in StudentStanding standing, ReadOnlySpan<double> residuals, double tolerance)
    {
        var (median, reach) = (Median(residuals), tolerance / standing.RemainingWeight);
        return (double)(CountBelow(residuals, Math.BitIncrement(median + reach)) - CountBelow(residuals, median - reach)) / residuals.Length;
    }

    /// <summary>The final percentage when the rest is earned at a rate: within what is arithmetically possible.</summary>
    public static double FinalOf(in StudentStanding standing, double rate) => standing.Earned + (standing.RemainingWeight * Math.Clamp(rate, 0, 100));

    private static double Median(ReadOnlySpan<double> ordered) => ordered.Length % 2 == 1
        ? ordered[ordered.Length / 2]
        : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;

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
