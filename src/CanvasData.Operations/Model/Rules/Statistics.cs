namespace CanvasData.Operations.Model;

/// <summary>Statistics that every feature computes the same way.</summary>
internal static class Statistics
{
    /// <summary>The median: the middle value, or the mean of the two in the middle.</summary>
    /// <param name="ordered">The values in ascending order; at least one.</param>
    public static double Median(ReadOnlySpan<double> ordered) => ordered.Length % 2 == 1
        ? ordered[ordered.Length / 2]
        : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;
}
