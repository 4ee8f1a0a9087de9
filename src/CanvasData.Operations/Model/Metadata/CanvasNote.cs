namespace CanvasData.Operations.Model;

/// <summary>A note of the portal, most often about a student. Never touched by a sync.</summary>
public class CanvasNote : IVersionedRow
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The type of the target, one of <see cref="CanvasTargetTypes"/>; SaveChanges refuses any other.</summary>
    public string TargetType { get; set; } = "";

    /// <summary>The Canvas id of the target.</summary>
    public long TargetId { get; set; }

    /// <summary>The course in which a note about a student was made; null for none.</summary>
    public long? CourseId { get; set; }

    /// <summary>The Canvas user id of the author; null for an author who is not in Canvas.</summary>
    public long? AuthorUserId { get; set; }

    /// <summary>The name or key of the author in the portal, for one who is not in Canvas; null for none. At most 200 characters.</summary>
    public string? AuthorName { get; set; }

    /// <summary>The category, for example general.</summary>
    public string Category { get; set; } = "";

    /// <summary>
    /// The readers, one of <see cref="NoteVisibility"/>. An empty text, as notes of earlier versions have it, is read as staff.
    /// </summary>
    public string Visibility { get; set; } = NoteVisibility.Staff;

    /// <summary>The note.</summary>
    public string Text { get; set; } = "";

    /// <summary>When it was created; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it last changed; SaveChanges sets it.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises with each change, and guards against lost updates; SaveChanges sets it.</summary>
    public int Version { get; set; }
}
