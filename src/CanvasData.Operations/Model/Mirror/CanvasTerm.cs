namespace CanvasData.Operations.Model;

/// <summary>An enrollment term.</summary>
public class CanvasTerm : CanvasRow
{
    /// <summary>The name of the term.</summary>
    public string? Name { get; set; }

    /// <summary>The first day; null for open.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>The last day; null for open.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>The state: active or deleted; other values may occur.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The set of grading periods.</summary>
    public long? GradingPeriodGroupId { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisTermId { get; set; }
}
