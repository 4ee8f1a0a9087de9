namespace CanvasData.Operations.Model;

/// <summary>The portal's own data about a student. Never touched by a sync.</summary>
public class CanvasStudentMetadata : IVersionedRow
{
    /// <summary>The Canvas user id.</summary>
    public long UserId { get; set; }

    /// <summary>A group of the portal's own; null for none.</summary>
    public string? CustomGroupId { get; set; }

    /// <summary>When the school took the student in; null when unknown.</summary>
    public DateTime? EnrollmentDate { get; set; }

    /// <summary>When it was created; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it last changed; SaveChanges sets it.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises with each change, and guards against lost updates; SaveChanges sets it.</summary>
    public int Version { get; set; }
}
