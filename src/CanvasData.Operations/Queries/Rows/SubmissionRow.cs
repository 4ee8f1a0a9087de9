namespace CanvasData.Operations.Queries;

/// <summary>A student's submission to an assignment, as a grader lists them.</summary>
public sealed record SubmissionRow : IQueryRow<SubmissionRow>
{
    /// <summary>The submission.</summary>
    public required long SubmissionId { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The title.</summary>
    public required string? AssignmentName { get; init; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The full name.</summary>
    public required string? StudentName { get; init; }

    /// <summary>The name for sorting: last name, first name.</summary>
    public required string? SortableName { get; init; }

    /// <summary>The status: excused, graded, missing, submitted or unsubmitted.</summary>
    public required string Status { get; init; }

    /// <summary>The points; null means no score, not zero. Students and observers see posted scores only.</summary>
    public required double? Score { get; init; }

    /// <summary>The score in percent of the points; null without a score or without points.</summary>
    public required double? Percentage { get; init; }

    /// <summary>When it was submitted; null when it was not.</summary>
    public required DateTime? SubmittedAt { get; init; }

    /// <summary>When it was graded; null when it was not, or when that is hidden.</summary>
    public required DateTime? GradedAt { get; init; }

    /// <summary>When it is due for this student.</summary>
    public required DateTime? DueAt { get; init; }

    /// <summary>The number of the attempt, from 1; null when nothing was submitted.</summary>
    public required int? Attempt { get; init; }

    /// <summary>Whether it was late.</summary>
    public required bool IsLate { get; init; }

    /// <summary>The hours between the due time and the submission, as Canvas counts them; null when not late.</summary>
    public required double? HoursLate { get; init; }

    /// <summary>When a sync last saw the score change; null for never.</summary>
    public required DateTime? ChangedAt { get; init; }

    /// <summary>The score before that change.</summary>
    public required double? PreviousScore { get; init; }

    static IReadOnlyList<string> IQueryRow<SubmissionRow>.Key => [nameof(SubmissionId)];

    static string IQueryRow<SubmissionRow>.DefaultSort => "AssignmentName,AssignmentId,SortableName,StudentId";
}

/// <summary>Orders of submissions. Rows without the value come last.</summary>
public enum SubmissionSort
{
    /// <summary>The order by assignment, then by student.</summary>
    Assignment,

    /// <summary>The latest submission first.</summary>
    SubmittedAt,

    /// <summary>The order by the sortable name of the student.</summary>
    StudentName,

    /// <summary>The best score first.</summary>
    Score,
}
