namespace CanvasData.Operations.Model;

/// <summary>A row of <see cref="CanvasAssignmentScoreHistory"/> that was archived, with the key that it had. Append-only.</summary>
public class CanvasArchivedScoreHistory : CanvasAssignmentScoreHistory
{
    /// <summary>When it was archived.</summary>
    public DateTime ArchivedAt { get; set; }
}
