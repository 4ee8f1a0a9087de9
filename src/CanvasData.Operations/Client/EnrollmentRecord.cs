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

    /// <summary>
    /// The type: StudentEnrollment, TeacherEnrollment, TaEnrollment, DesignerEnrollment, ObserverEnrollment or StudentViewEnrollment (the
    /// test student); other values may occur.
    /// </summary>
    public Optional<string?> Type { get; set; }

    /// <summary>The role; the name of a custom role.</summary>
    public Optional<string?> Role { get; set; }

    /// <summary>The id of the role in Canvas.</summary>
    public Optional<long?> RoleId { get; set; }

    /// <summary>The state: active, invited, creation_pending, inactive, completed, rejected or deleted; other values may occur.</summary>
    public Optional<string?> EnrollmentState { get; set; }

    /// <summary>The observed student, for an observer; null otherwise.</summary>
    public Optional<long?> AssociatedUserId { get; set; }

    /// <summary>Whether the person sees only people of the same section.</summary>
    public Optional<bool?> LimitPrivilegesToCourseSection { get; set; }

    /// <summary>When the enrollment was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>When the row changed; a grade change does not move it.</summary>
    public Optional<DateTimeOffset?> UpdatedAt { get; set; }

    /// <summary>The start override.</summary>
    public Optional<DateTimeOffset?> StartAt { get; set; }

    /// <summary>The end override.</summary>
    public Optional<DateTimeOffset?> EndAt { get; set; }

    /// <summary>The last activity; sent only with permission.</summary>
    public Optional<DateTimeOffset?> LastActivityAt { get; set; }

    /// <summary>The last attendance; sent only with permission.</summary>
    public Optional<DateTimeOffset?> LastAttendedAt { get; set; }

    /// <summary>The seconds of activity.</summary>
    public Optional<int?> TotalActivityTime { get; set; }

    /// <summary>The SIS id of the section; sent only with permission.</summary>
    public Optional<string?> SisSectionId { get; set; }

    /// <summary>The SIS id of the course; sent only with permission.</summary>
    public Optional<string?> SisCourseId { get; set; }

    /// <summary>The SIS id of the person; sent only with permission.</summary>
    public Optional<string?> SisUserId { get; set; }

    /// <summary>The totals; sent only for students.</summary>
    public Optional<GradesRecord?> Grades { get; set; }

    /// <summary>The person.</summary>
    public Optional<UserRecord?> User { get; set; }
}

/// <summary>The totals of a student in a course, as Canvas computed them. Percent; may exceed 100.</summary>
public sealed class GradesRecord : CanvasRecord
{
    /// <summary>The posted work only, ungraded work left out.</summary>
    public Optional<double?> CurrentScore { get; set; }

    /// <summary>The posted work only, ungraded work as zero.</summary>
    public Optional<double?> FinalScore { get; set; }

    /// <summary>The letter of the current score.</summary>
    public Optional<string?> CurrentGrade { get; set; }

    /// <summary>The letter of the final score.</summary>
    public Optional<string?> FinalGrade { get; set; }

    /// <summary>The current score with unposted work included; sent to graders.</summary>
    public Optional<double?> UnpostedCurrentScore { get; set; }

    /// <summary>The final score with unposted work included; sent to graders.</summary>
    public Optional<double?> UnpostedFinalScore { get; set; }

    /// <summary>The letter of the unposted current score.</summary>
    public Optional<string?> UnpostedCurrentGrade { get; set; }

    /// <summary>The letter of the unposted final score.</summary>
    public Optional<string?> UnpostedFinalGrade { get; set; }

    /// <summary>The score that a grader set by hand, when there is one.</summary>
    public Optional<double?> OverrideScore { get; set; }

    /// <summary>The letter of the override.</summary>
    public Optional<string?> OverrideGrade { get; set; }

    /// <summary>The points kept in the current score, when asked for.</summary>
    public Optional<double?> CurrentPoints { get; set; }

    /// <summary>The grading period that the totals are of.</summary>
    public Optional<long?> GradingPeriodId { get; set; }
}
