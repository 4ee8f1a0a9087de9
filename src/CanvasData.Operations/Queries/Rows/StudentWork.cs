namespace CanvasData.Operations.Queries;

/// <summary>The work that a student owes: missing, or due soon.</summary>
public sealed record StudentWork : IQueryRow<StudentWork>
{
    /// <summary>The submission of the work.</summary>
    public required long SubmissionId { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The full name.</summary>
    public required string? StudentName { get; init; }

    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The title.</summary>
    public required string? AssignmentName { get; init; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>When it is due for this student; null for never.</summary>
    public required DateTime? DueAt { get; init; }

    static IReadOnlyList<string> IQueryRow<StudentWork>.Key => [nameof(SubmissionId)];

    static string IQueryRow<StudentWork>.DefaultSort => "DueAt,CourseId,StudentId,AssignmentId";
}

/// <summary>A cell of a gradebook. A student to whom an assignment was not given has no cell for it.</summary>
public sealed record GradebookCell : IQueryRow<GradebookCell>
{
    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The name for sorting: last name, first name.</summary>
    public required string? SortableName { get; init; }

    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The title.</summary>
    public required string? AssignmentName { get; init; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>The points; null means no score, not zero.</summary>
    public required double? Score { get; init; }

    /// <summary>The grade in the form of the assignment.</summary>
    public required string? Grade { get; init; }

    /// <summary>The state: unsubmitted, submitted, pending_review or graded; other values may occur.</summary>
    public required string? WorkflowState { get; init; }

    /// <summary>Whether it was late.</summary>
    public required bool IsLate { get; init; }

    /// <summary>Whether it is missing now.</summary>
    public required bool IsMissing { get; init; }

    /// <summary>Whether it is excused.</summary>
    public required bool IsExcused { get; init; }

    static IReadOnlyList<string> IQueryRow<GradebookCell>.Key => [nameof(StudentId), nameof(AssignmentId)];

    static string IQueryRow<GradebookCell>.DefaultSort => "StudentId,AssignmentId";
}
