namespace CanvasData.Operations.Model;

/// <summary>A row of <see cref="CanvasCourseSnapshot"/> that was archived, with the key that it had. Append-only.</summary>
public class CanvasArchivedCourseSnapshot : CanvasCourseSnapshot
{
    /// <summary>When it was archived.</summary>
    public DateTime ArchivedAt { get; set; }
}
