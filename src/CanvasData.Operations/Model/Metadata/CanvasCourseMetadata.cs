namespace CanvasData.Operations.Model;

/// <summary>The portal's own data about a course. Never touched by a sync.</summary>
public class CanvasCourseMetadata : IVersionedRow
{
    /// <summary>The Canvas course id.</summary>
    public long CourseId { get; set; }

    /// <summary>The colour as #RRGGBB; null for none.</summary>
    public string? CustomColor { get; set; }

    /// <summary>The hours of work, 0 or more; null when unknown.</summary>
    public int? CourseHours { get; set; }

    /// <summary>Whether the portal follows the course. True unless it is switched off.</summary>
    public bool TrackingEnabled { get; set; } = true;

    /// <summary>When it was created; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it last changed; SaveChanges sets it.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises with each change, and guards against lost updates; SaveChanges sets it.</summary>
    public int Version { get; set; }
}
