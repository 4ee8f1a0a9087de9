namespace CanvasData.Operations.Queries;

/// <summary>The latest state of one student's work on one assignment.</summary>
public sealed record StudentGrade : IQueryRow<StudentGrade>
{
    /// <summary>The submission.</summary>
    public required long SubmissionId { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The student, a Canvas user id.</summary>
    public required long StudentId { get; init; }

    /// <summary>The full name; null when Canvas never sent the user.</summary>
    public required string? StudentName { get; init; }

    /// <summary>The name for sorting: last name, first name.</summary>
    public required string? SortableName { get; init; }

    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The title.</summary>
    public required string? AssignmentName { get; init; }

    /// <summary>The group; null for none.</summary>
    public required long? AssignmentGroupId { get; init; }

    /// <summary>The name of the group; null for none.</summary>
    public required string? GroupName { get; init; }

    /// <summary>The percentage; null when the course does not weight its groups.</summary>
    public required double? GroupWeight { get; init; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>The points after deductions; null means no score, not zero. Students and observers see posted scores only.</summary>
    public required double? Score { get; init; }

    /// <summary>The grade in the form of the assignment; as <see cref="Score"/>.</summary>
    public required string? Grade { get; init; }

    /// <summary>The score in percent of the points, may exceed 100; null without a score or without points.</summary>
    public required double? Percentage { get; init; }

    /// <summary>
    /// The state: unsubmitted, submitted, pending_review or graded; other values may occur. An unposted grade shows as submitted or
    /// unsubmitted to students and observers.
    /// </summary>
    public required string? WorkflowState { get; init; }

    /// <summary>When it was submitted; null when it was not.</summary>
    public required DateTime? SubmittedAt { get; init; }

    /// <summary>When it was graded; null when it was not, or when that is hidden.</summary>
    public required DateTime? GradedAt { get; init; }

    /// <summary>When the grade was shown to the student; null for hidden.</summary>
    public required DateTime? PostedAt { get; init; }

    /// <summary>When it is due for this student; null for never.</summary>
    public required DateTime? DueAt { get; init; }

    /// <summary>Whether it was late.</summary>
    public required bool IsLate { get; init; }

    /// <summary>Whether it is missing now.</summary>
    public required bool IsMissing { get; init; }

    /// <summary>Whether it is excused; hidden with the grade.</summary>
    public required bool IsExcused { get; init; }

    /// <summary>Whether totals leave it out.</summary>
    public required bool OmitFromFinalGrade { get; init; }

    /// <summary>The moment from which Canvas lacks the submission; null while it has it.</summary>
    public required DateTime? MissingSince { get; init; }

    /// <summary>When a sync last saw the score change; null for never, or when <see cref="GradeDetails.LastChange"/> was not asked for.</summary>
    public DateTime? ChangedAt { get; init; }

    /// <summary>The score before that change.</summary>
    public double? PreviousScore { get; init; }

    /// <summary>The score minus previous score; null when either is.</summary>
    public double? ScoreChange { get; init; }

    /// <summary>
    /// The notes about the student that the scope may read; null when <see cref="GradeDetails.Metadata"/> was not asked for.
    /// </summary>
    public int? NoteCount { get; init; }

    /// <summary>
    /// The tags on the student, see <see cref="ICanvasQueries.StudentTags"/>; null when <see cref="GradeDetails.Metadata"/> was not asked
    /// for, and for students and observers.
    /// </summary>
    public int? TagCount { get; init; }

    /// <summary>The portal's rating, 1 to 5; null when not rated or not asked for.</summary>
    public int? Difficulty { get; init; }

    static IReadOnlyList<string> IQueryRow<StudentGrade>.Key => [nameof(SubmissionId)];

    static string IQueryRow<StudentGrade>.DefaultSort => "CourseId,StudentId,AssignmentId";
}

/// <summary>The details that a row of grades can carry besides the grade; each costs a join.</summary>
[Flags]
public enum GradeDetails
{
    /// <summary>The grade without details.</summary>
    None = 0,

    /// <summary>The last change of the score.</summary>
    LastChange = 1,

    /// <summary>The numbers of notes and tags, and the portal's rating.</summary>
    Metadata = 2,
}
