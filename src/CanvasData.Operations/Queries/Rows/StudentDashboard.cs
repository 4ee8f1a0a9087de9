namespace CanvasData.Operations.Queries;

/// <summary>A student over all courses.</summary>
/// <param name="StudentId">The student.</param>
/// <param name="Courses">The courses with the student's totals and counts, in the order of names.</param>
/// <param name="Work">The work that is missing, and that is due within the asked span, in the order of due times.</param>
public sealed record StudentDashboard(long StudentId, IReadOnlyList<CourseStudent> Courses, IReadOnlyList<DashboardWork> Work);

/// <summary>The missing or upcoming work on a dashboard.</summary>
public sealed record DashboardWork : IQueryRow<DashboardWork>
{
    /// <summary>The submission of the work.</summary>
    public required long SubmissionId { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The title.</summary>
    public required string? AssignmentName { get; init; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>When it is due for this student; null for never.</summary>
    public required DateTime? DueAt { get; init; }

    /// <summary>Whether it is missing; else it is upcoming.</summary>
    public required bool IsMissing { get; init; }

    static IReadOnlyList<string> IQueryRow<DashboardWork>.Key => [nameof(SubmissionId)];

    static string IQueryRow<DashboardWork>.DefaultSort => "DueAt,AssignmentId";
}
