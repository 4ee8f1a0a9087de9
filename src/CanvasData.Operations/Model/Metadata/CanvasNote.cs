namespace CanvasData.Operations.Model;

/// <summary>A note about a student, an assignment or a course. Never touched by a sync.</summary>
public sealed class CanvasNote
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>student, assignment or course.</summary>
    public string TargetType { get; set; } = "";

    /// <summary>The Canvas id of what it is about.</summary>
    public long TargetId { get; set; }

    /// <summary>The course in which a note about a student was made; null for none.</summary>
    public long? CourseId { get; set; }

    /// <summary>Canvas user id of the author; null when unknown.</summary>
    public long? AuthorUserId { get; set; }

    /// <summary>For example general.</summary>
    public string Category { get; set; } = "";

    /// <summary>The note.</summary>
    public string Text { get; set; } = "";

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTime UpdatedAt { get; set; }
}
