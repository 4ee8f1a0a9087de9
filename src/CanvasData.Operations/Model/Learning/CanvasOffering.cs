namespace CanvasData.Operations.Model;

/// <summary>A finished offering of a course that was captured for the models to learn from.</summary>
public class CanvasOffering
{
    /// <summary>The Canvas course id.</summary>
    public long CourseId { get; set; }

    /// <summary>What the offerings of one course have in common; null when the course has no code.</summary>
    public string? CourseKey { get; set; }

    /// <summary>Last day, UTC; null when Canvas tells none.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>The last change of the course that the capture saw; null when no sync recorded one.</summary>
    public DateTime? SourceChangedAt { get; set; }

    /// <summary>When it was captured (the host's clock).</summary>
    public DateTime CapturedAt { get; set; }

    /// <summary>Raised by every capture; two hosts at once cannot both raise it.</summary>
    public int Revision { get; set; }

    /// <summary>Students who stayed to the end and have a snapshot.</summary>
    public int Completers { get; set; }

    /// <summary>Mean final percentage of those who stayed to the end; null when nobody did.</summary>
    public double? MeanFinal { get; set; }

    /// <summary>The share of the weight that was due by the end of each week from the first day, 0 to 1; null without dates.</summary>
    public double[]? DueByWeek { get; set; }

    /// <summary>The weight of each dated item; null without dates.</summary>
    public double[]? ItemWeights { get; set; }

    /// <summary>When each of these items was due; null without dates.</summary>
    public double[]? ItemsDue { get; set; }

    /// <summary>How many snapshots there are.</summary>
    public int Snapshots { get; set; }
}
