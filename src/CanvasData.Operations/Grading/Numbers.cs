using System.Numerics;

namespace CanvasData.Operations.Grading;

/// <summary>
/// Grades are computed in <see cref="decimal"/>, as Canvas does, because halves must round as they are written. Numbers
/// that do not fit there (1e50 points can be entered) are computed in <see cref="double"/> instead of failing.
/// </summary>
internal static class Numbers
{
    /// <summary>What the magnitudes of a computation may add up to for every product in it to fit into a decimal.</summary>
    private const double DecimalReach = 1e10;

    private const double Most = 1e60;
    private const double MinDivisor = 1e-3;
    private const double MaxDecimal = 1e27;

    /// <summary>A number that every computation survives.</summary>
    public static double Clean(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, -Most, Most);

    /// <summary>A number that is not negative.</summary>
    public static double CleanAmount(double? value) => Math.Max(Clean(value ?? 0), 0);

    /// <summary>What a score adds to the reach of a computation.</summary>
    public static double ReachOf(double? score) => Math.Abs(Clean(score ?? 0));

    /// <summary>What points or a weight add to the reach of a computation; dividing by a tiny one reaches far.</summary>
    public static double ReachOfAmount(double? amount) => CleanAmount(amount) is var clean && clean is > 0 and < MinDivisor ? double.PositiveInfinity : clean;

    public static bool FitsDecimal(double reach) => reach <= DecimalReach;

    public static T To<T>(double value) where T : unmanaged, INumber<T> => T.CreateSaturating(value);

    /// <summary>To two decimals, halves away from zero.</summary>
    public static decimal Round(decimal value) =>
        // What divisions cut off at the 28th digit must not decide a half.
        Math.Round(Math.Round(value, 12), 2, MidpointRounding.AwayFromZero);

    /// <inheritdoc cref="Round(decimal)"/>
    public static decimal Round<T>(T value) where T : unmanaged, INumber<T> => Round(ToDecimal(value));

    public static decimal ToDecimal<T>(T value) where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(decimal) ? decimal.CreateTruncating(value) : ToDecimal(double.CreateTruncating(value));

    /// <summary>The decimal as it is written, to 15 digits; cut where it does not fit.</summary>
    public static decimal ToDecimal(double value) => (decimal)Math.Clamp(double.IsNaN(value) ? 0 : value, -MaxDecimal, MaxDecimal);
}
