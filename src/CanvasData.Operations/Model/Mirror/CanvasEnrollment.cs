namespace CanvasData.Operations.Model;

/// <summary>An enrollment: one person, one role, one section. A person can have several in one course; the scores are the same on each.</summary>
public class CanvasEnrollment : CanvasCourseRow
{
    /// <summary>The person.</summary>
    public long UserId { get; set; }

    /// <summary>The section.</summary>
    public long? SectionId { get; set; }

    /// <summary>
    /// The type: StudentEnrollment, TeacherEnrollment, TaEnrollment, DesignerEnrollment, ObserverEnrollment or StudentViewEnrollment (the
    /// test student); other values may occur.
    /// </summary>
    public string? Type { get; set; }

    /// <summary>The role; the name of a custom role.</summary>
    public string? Role { get; set; }

    /// <summary>The id of the role in Canvas.</summary>
    public long? RoleId { get; set; }

    /// <summary>The state: active, invited, creation_pending, inactive, completed, rejected or deleted; other values may occur.</summary>
    public string? EnrollmentState { get; set; }

    /// <summary>The observed student, for an observer; null otherwise.</summary>
    public long? AssociatedUserId { get; set; }

    /// <summary>Whether the person sees only people of the same section.</summary>
    public bool? LimitPrivilegesToCourseSection { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it changed; a grade change does not move it.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>The start override.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>The end override.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>The last activity.</summary>
    public DateTime? LastActivityAt { get; set; }

    /// <summary>The last attendance.</summary>
    public DateTime? LastAttendedAt { get; set; }

    /// <summary>The seconds of activity.</summary>
    public int? TotalActivityTime { get; set; }

    /// <summary>The percentage over posted and graded work; null means no score, not zero; may exceed 100.</summary>
    public double? CurrentScore { get; set; }

    /// <summary>The percentage over posted work, ungraded work as zero.</summary>
    public double? FinalScore { get; set; }

    /// <summary>The letter of the current score.</summary>
    public string? CurrentGrade { get; set; }

    /// <summary>The letter of the final score.</summary>
    public string? FinalGrade { get; set; }

    /// <summary>The current score with unposted work included, percent.</summary>
    public double? UnpostedCurrentScore { get; set; }

    /// <summary>The final score with unposted work included, percent.</summary>
    public double? UnpostedFinalScore { get; set; }

    /// <summary>The letter of the unposted current score.</summary>
    public string? UnpostedCurrentGrade { get; set; }

    /// <summary>The letter of the unposted final score.</summary>
    public string? UnpostedFinalGrade { get; set; }

    /// <summary>The score set by hand.</summary>
    public double? OverrideScore { get; set; }

    /// <summary>The letter of the override.</summary>
    public string? OverrideGrade { get; set; }
}
