namespace CanvasData.Operations.Model;

/// <summary>A finished offering of a course that was captured for the models to learn from.</summary>
public class CanvasOffering
{
    /// <summary>The Canvas course id.</summary>
    public long CourseId { get; set; }

    /// <summary>The key that the offerings of one course have in common; null when the course has no code.</summary>
    public string? CourseKey { get; set; }

    /// <summary>The last day, UTC; null when Canvas has none.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>The last change of the course that the capture saw; null when no sync recorded one.</summary>
    public DateTime? SourceChangedAt { get; set; }

    /// <summary>When it was captured (the host's clock).</summary>
    public DateTime CapturedAt { get; set; }

    /// <summary>The revision, raised by every capture. Two hosts at once cannot both raise it.</summary>
    public int Revision { get; set; }

    /// <summary>The students who stayed to the end and have a snapshot.</summary>
    public int Completers { get; set; }

    /// <summary>The mean final percentage of those who stayed to the end; null when none did.</summary>
    public double? MeanFinal { get; set; }

    /// <summary>The share of the weight that was due by the end of each week from the first day, 0 to 1; null without dates.</summary>
    public double[]? DueByWeek { get; set; }

    /// <summary>The weight of each dated item; null without dates.</summary>
    public double[]? ItemWeights { get; set; }

    /// <summary>When each of these items was due; null without dates.</summary>
    public double[]? ItemsDue { get; set; }

    /// <summary>The number of snapshots.</summary>
    public int Snapshots { get; set; }
}
