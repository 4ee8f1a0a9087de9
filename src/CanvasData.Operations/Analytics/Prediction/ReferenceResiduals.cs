using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Residuals of the class-only model on a public data set, divided by the class's noise: the width of intervals before a
/// school has history. Wide on purpose: they come from distance learning, where more students fall silent. Source: Open
/// University Learning Analytics Dataset (Kuzilek, Hlosta, Zdrahal, Scientific Data 2017; CC BY 4.0).
/// </summary>
internal static class ReferenceResiduals
{
    // By remaining weight (under 0.35, to 0.60, above) and submission state (last missing or nothing, some missing, none missing): quantiles 0.05, 0.1, 0.9, 0.95.
    private static readonly double[,,] Quantiles =
    {
        { { -1.616, -1.272, 1.585, 2.771 }, { -1.693, -1.487, 2.051, 2.721 }, { -2.181, -1.699, 0.378, 0.487 } },
        { { -1.398, -1.248, 2.199, 3.030 }, { -1.451, -1.241, 1.037, 1.456 }, { -1.654, -1.192, 0.349, 0.456 } },
        { { -1.714, -1.479, 0.622, 1.562 }, { -1.402, -1.198, 0.609, 1.139 }, { -1.951, -1.438, 0.341, 0.428 } },
    };

    public static (GradeInterval Interval80, GradeInterval Interval90) IntervalsOf(in StudentStanding standing, double rate, double noise)
    {
        var band = ResidualTable.BandOf(in standing);
        var state = standing.Pattern switch { SubmissionPattern.NoneMissing => 2, SubmissionPattern.SomeMissing => 1, _ => 0 };
        return (Between(in standing, 1, 2), Between(in standing, 0, 3));

        GradeInterval Between(in StudentStanding at, int low, int high) => new(
            PredictionMath.FinalOf(in at, rate + (noise * Quantiles[band, state, low])),
            PredictionMath.FinalOf(in at, rate + (noise * Quantiles[band, state, high])) + at.OpenBonus);
    }
}
