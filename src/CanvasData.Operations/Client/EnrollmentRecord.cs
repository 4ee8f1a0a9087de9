namespace CanvasData.Operations.Client;

/// <summary>An enrollment: one person, one role, one section. A person can have several in one course.</summary>
public sealed class EnrollmentRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The person.</summary>
    public Optional<long?> UserId { get; set; }

    /// <summary>The course.</summary>
    public Optional<long?> CourseId { get; set; }

    /// <summary>The section.</summary>
    public Optional<long?> CourseSectionId { get; set; }

    /// <summary>The root account.</summary>
    public Optional<long?> RootAccountId { get; set; }

    /// <summary>StudentEnrollment, TeacherEnrollment, TaEnrollment, DesignerEnrollment, ObserverEnrollment or StudentViewEnrollment (the test student); open.</summary>
    public Optional<string?> Type { get; set; }

    /// <summary>The role; the name of a custom role.</summary>
    public Optional<string?> Role { get; set; }

    /// <summary>The role id.</summary>
    public Optional<long?> RoleId { get; set; }

    /// <summary>active, invited, creation_pending, inactive, completed, rejected or deleted; open.</summary>
    public Optional<string?> EnrollmentState { get; set; }

    /// <summary>For an observer, the observed student.</summary>
    public Optional<long?> AssociatedUserId { get; set; }

    /// <summary>Whether the person sees only the own section.</summary>
    public Optional<bool?> LimitPrivilegesToCourseSection { get; set; }

    /// <summary>When the enrollment was made.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>When the row changed; a grade change does not move it.</summary>
    public Optional<DateTimeOffset?> UpdatedAt { get; set; }

    /// <summary>Start override.</summary>
    public Optional<DateTimeOffset?> StartAt { get; set; }

    /// <summary>End override.</summary>
    public Optional<DateTimeOffset?> EndAt { get; set; }

    /// <summary>Last activity; told only with permission.</summary>
    public Optional<DateTimeOffset?> LastActivityAt { get; set; }

    /// <summary>Last attendance; told only with permission.</summary>
    public Optional<DateTimeOffset?> LastAttendedAt { get; set; }

    /// <summary>Seconds of activity.</summary>
    public Optional<int?> TotalActivityTime { get; set; }

    /// <summary>SIS id of the section; told only with permission.</summary>
    public Optional<string?> SisSectionId { get; set; }

    /// <summary>SIS id of the course; told only with permission.</summary>
    public Optional<string?> SisCourseId { get; set; }

    /// <summary>SIS id of the person; told only with permission.</summary>
    public Optional<string?> SisUserId { get; set; }

    /// <summary>The totals; told only for students.</summary>
    public Optional<GradesRecord?> Grades { get; set; }

    /// <summary>The person.</summary>
    public Optional<UserRecord?> User { get; set; }
}

/// <summary>The totals of a student in a course, as Canvas computed them. Percent; may exceed 100.</summary>
public sealed class GradesRecord : CanvasRecord
{
    /// <summary>Posted work only, ungraded work left out.</summary>
    public Optional<double?> CurrentScore { get; set; }

    /// <summary>Posted work only, ungraded work as zero.</summary>
    public Optional<double?> FinalScore { get; set; }

    /// <summary>Letter of the current score.</summary>
    public Optional<string?> CurrentGrade { get; set; }

    /// <summary>Letter of the final score.</summary>
    public Optional<string?> FinalGrade { get; set; }

    /// <summary>Current, unposted work included; told to graders.</summary>
    public Optional<double?> UnpostedCurrentScore { get; set; }

    /// <summary>Final, unposted work included; told to graders.</summary>
    public Optional<double?> UnpostedFinalScore { get; set; }

    /// <summary>Letter of the unposted current score.</summary>
    public Optional<string?> UnpostedCurrentGrade { get; set; }

    /// <summary>Letter of the unposted final score.</summary>
    public Optional<string?> UnpostedFinalGrade { get; set; }

    /// <summary>The score that a grader set by hand, when there is one.</summary>
    public Optional<double?> OverrideScore { get; set; }

    /// <summary>Letter of the override.</summary>
    public Optional<string?> OverrideGrade { get; set; }

    /// <summary>Points kept in the current score, when asked for.</summary>
    public Optional<double?> CurrentPoints { get; set; }

    /// <summary>The grading period that the totals are of.</summary>
    public Optional<long?> GradingPeriodId { get; set; }
}
