namespace CanvasData.Operations.Simulator.School;

/// <summary>What only few submissions have; kept beside the rows, so that a million of those stay small.</summary>
internal sealed class RowDetails
{
    /// <summary>The school's own grade status, or null.</summary>
    public long? CustomStatusId { get; set; }

    /// <summary>Who graded, when it is neither the teacher nor the quiz.</summary>
    public long? GraderId { get; set; }

    /// <summary>Seconds late as set by hand, of meaning with the status "late".</summary>
    public int SecondsLate { get; set; }

    /// <summary>The work on each checkpoint, in the order of the assignment's checkpoints; null without any.</summary>
    public PartRow[]? Parts { get; set; }
}

/// <summary>A student's work on one checkpoint.</summary>
internal record struct PartRow(double Score, Moment SubmittedAt, Moment GradedAt)
{
    public static PartRow Empty => new(double.NaN, Moment.None, Moment.None);

    public readonly bool HasScore => !double.IsNaN(Score);
}
