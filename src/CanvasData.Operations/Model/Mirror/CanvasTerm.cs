namespace CanvasData.Operations.Model;

/// <summary>An enrollment term.</summary>
public class CanvasTerm : CanvasRow
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>First day; null for open.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>Last day; null for open.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>active or deleted; open.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The set of grading periods.</summary>
    public long? GradingPeriodGroupId { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisTermId { get; set; }
}
