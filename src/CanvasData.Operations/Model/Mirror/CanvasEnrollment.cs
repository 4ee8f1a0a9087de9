namespace CanvasData.Operations.Model;

/// <summary>An enrollment: one person, one role, one section. A person can have several in one course; the scores are the same on each.</summary>
public class CanvasEnrollment : CanvasCourseRow
{
    /// <summary>The person.</summary>
    public long UserId { get; set; }

    /// <summary>The section.</summary>
    public long? SectionId { get; set; }

    /// <summary>StudentEnrollment, TeacherEnrollment, TaEnrollment, DesignerEnrollment, ObserverEnrollment or StudentViewEnrollment (the test student); open.</summary>
    public string? Type { get; set; }

    /// <summary>The role; the name of a custom role.</summary>
    public string? Role { get; set; }

    /// <summary>The role id.</summary>
    public long? RoleId { get; set; }

    /// <summary>active, invited, creation_pending, inactive, completed, rejected or deleted; open.</summary>
    public string? EnrollmentState { get; set; }

    /// <summary>For an observer, the observed student.</summary>
    public long? AssociatedUserId { get; set; }

    /// <summary>Whether the person sees only the own section.</summary>
    public bool? LimitPrivilegesToCourseSection { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it changed; a grade change does not move it.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>Start override.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>End override.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>Last activity.</summary>
    public DateTime? LastActivityAt { get; set; }

    /// <summary>Last attendance.</summary>
    public DateTime? LastAttendedAt { get; set; }

    /// <summary>Seconds of activity.</summary>
    public int? TotalActivityTime { get; set; }

    /// <summary>Percent over posted and graded work; null is no score, not zero; may exceed 100.</summary>
    public double? CurrentScore { get; set; }

    /// <summary>Percent over posted work, ungraded work as zero.</summary>
    public double? FinalScore { get; set; }

    /// <summary>Letter of the current score.</summary>
    public string? CurrentGrade { get; set; }

    /// <summary>Letter of the final score.</summary>
    public string? FinalGrade { get; set; }

    /// <summary>Current, unposted work included.</summary>
    public double? UnpostedCurrentScore { get; set; }

    /// <summary>Final, unposted work included.</summary>
    public double? UnpostedFinalScore { get; set; }

    /// <summary>Letter of the unposted current score.</summary>
    public string? UnpostedCurrentGrade { get; set; }

    /// <summary>Letter of the unposted final score.</summary>
    public string? UnpostedFinalGrade { get; set; }

    /// <summary>The score set by hand.</summary>
    public double? OverrideScore { get; set; }

    /// <summary>Letter of the override.</summary>
    public string? OverrideGrade { get; set; }
}
