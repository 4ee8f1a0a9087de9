using CanvasData.Operations.Model;
using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning;

/// <summary>What the trees see of a student: nothing of the class, so that what one course taught holds in another.</summary>
internal static class TreeFeatures
{
    public const int Count = 12;

    // Far beyond every real value, and small enough that no sum of a training overflows.
    private const double Bound = 100_000;

    public static void Write(in StudentStanding standing, Span<float> into)
    {
        into[0] = Bounded(standing.Current);
        into[1] = Bounded(standing.RecentMean);
        into[2] = Bounded(standing.RecentMean - standing.Current);
        into[3] = Bounded(standing.MissingRate);
        into[4] = standing.LastMissing ? 1 : 0;
        into[5] = Bounded(standing.SubmittedRate);
        into[6] = Bounded(standing.KnownWeight);
        into[7] = standing.MissingRun;
        into[8] = Bounded(standing.SubmittedMean ?? standing.Current);
        into[9] = Bounded(standing.ScoreDeviation);
        into[10] = Bounded(standing.LateShare);
        into[11] = standing.Pattern == SubmissionPattern.NothingSubmitted ? 1 : 0;
    }

    // Trees know no order for what is not a number.
    private static float Bounded(double value) => double.IsNaN(value) ? 0 : (float)Math.Clamp(value, -Bound, Bound);
}
