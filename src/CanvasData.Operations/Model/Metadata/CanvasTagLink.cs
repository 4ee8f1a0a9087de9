namespace CanvasData.Operations.Model;

/// <summary>A tag on a student, an assignment or a course.</summary>
public sealed class CanvasTagLink
{
    /// <summary>The tag.</summary>
    public long TagId { get; set; }

    /// <summary>student, assignment or course.</summary>
    public string TargetType { get; set; } = "";

    /// <summary>The Canvas id of what it is on.</summary>
    public long TargetId { get; set; }

    /// <summary>When it was put there.</summary>
    public DateTime CreatedAt { get; set; }
}
