namespace CanvasData.Operations.Analytics;

/// <summary>The facts about the last offering of the course that serve this one. All may be left out.</summary>
internal sealed record StandingOptions
{
    /// <summary>The options when earlier offerings are unknown.</summary>
    public static StandingOptions None { get; } = new();

    /// <summary>
    /// The mean final percentage of the last offering. It replaces the class mean while fewer than five others have work. Null, and what is
    /// not a number, counts as 75.
    /// </summary>
    public double? LastOfferingMean { get; init; }

    /// <summary>How the last offering gave out its weight; null for none.</summary>
    public WeightCurve? LastOfferingCurve { get; init; }
}
