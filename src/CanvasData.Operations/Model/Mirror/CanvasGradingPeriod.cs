namespace CanvasData.Operations.Model;

/// <summary>A grading period; several courses may share it.</summary>
public class CanvasGradingPeriod : CanvasRow
{
    /// <summary>The set that it belongs to.</summary>
    public long? GradingPeriodGroupId { get; set; }

    /// <summary>The title of the period.</summary>
    public string? Title { get; set; }

    /// <summary>The start, exclusive.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>The end, inclusive.</summary>
    public DateTime? EndDate { get; set; }

    /// <summary>When grades close.</summary>
    public DateTime? CloseDate { get; set; }

    /// <summary>The percentage; null when not weighted.</summary>
    public double? Weight { get; set; }

    /// <summary>Whether it is closed.</summary>
    public bool? IsClosed { get; set; }
}
