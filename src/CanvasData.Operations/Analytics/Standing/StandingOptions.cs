namespace CanvasData.Operations.Analytics;

/// <summary>What the last offering of the course tells about this one. All may be left out.</summary>
public sealed record StandingOptions
{
    /// <summary>Nothing is known of earlier offerings.</summary>
    public static StandingOptions None { get; } = new();

    /// <summary>Mean final percentage of the last offering: stands for the class mean while fewer than five others have work; null, and what is not a number, counts as 75.</summary>
    public double? LastOfferingMean { get; init; }

    /// <summary>How the last offering gave out its weight; null for none.</summary>
    public WeightCurve? LastOfferingCurve { get; init; }
}
