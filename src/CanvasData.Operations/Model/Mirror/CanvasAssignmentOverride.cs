namespace CanvasData.Operations.Model;

/// <summary>The dates of an assignment that differ for some students, a group or a section.</summary>
public class CanvasAssignmentOverride : CanvasCourseRow
{
    /// <summary>The assignment.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The title of the override.</summary>
    public string? Title { get; set; }

    /// <summary>The students, separated by commas; null for none.</summary>
    public string? StudentIds { get; set; }

    /// <summary>The group.</summary>
    public long? GroupId { get; set; }

    /// <summary>The section.</summary>
    public long? SectionId { get; set; }

    /// <summary>Whether the override is for everyone in the course.</summary>
    public bool? IsForCourse { get; set; }

    /// <summary>The number of an override that names no student (1 for mastery paths).</summary>
    public long? NoopId { get; set; }

    /// <summary>The module that the override comes from; null for an override of the assignment itself.</summary>
    public long? ContextModuleId { get; set; }

    /// <summary>Whether the named students are taken out of the assignment.</summary>
    public bool? UnassignItem { get; set; }

    /// <summary>Whether the due date is overridden.</summary>
    public bool? OverridesDueAt { get; set; }

    /// <summary>The due date; null with <see cref="OverridesDueAt"/> is "no due date".</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>Whether the opening is overridden.</summary>
    public bool? OverridesUnlockAt { get; set; }

    /// <summary>When it opens for them.</summary>
    public DateTime? UnlockAt { get; set; }

    /// <summary>Whether the closing is overridden.</summary>
    public bool? OverridesLockAt { get; set; }

    /// <summary>When it closes for them.</summary>
    public DateTime? LockAt { get; set; }

    /// <summary>Whether the due time is the end of a day.</summary>
    public bool? AllDay { get; set; }
}
