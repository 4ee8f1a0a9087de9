namespace CanvasData.Operations.Queries;

/// <summary>A column of a gradebook: a published assignment that is graded.</summary>
public sealed record GradebookColumn : IQueryRow<GradebookColumn>
{
    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The title.</summary>
    public required string? AssignmentName { get; init; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>The group; null for none.</summary>
    public required long? AssignmentGroupId { get; init; }

    /// <summary>The name of the group.</summary>
    public required string? GroupName { get; init; }

    /// <summary>The place of the group among the groups.</summary>
    public required int? GroupPosition { get; init; }

    /// <summary>The place of the assignment within its group.</summary>
    public required int? Position { get; init; }

    static IReadOnlyList<string> IQueryRow<GradebookColumn>.Key => [nameof(AssignmentId)];

    static string IQueryRow<GradebookColumn>.DefaultSort => "GroupPosition,Position";
}

/// <summary>A line of a gradebook: a student with one cell for each column.</summary>
/// <param name="Student">The student, with totals.</param>
/// <param name="Cells">The cells in the order of the columns; null where the student does not have the assignment.</param>
public sealed record GradebookLine(CourseStudent Student, IReadOnlyList<GradebookCell?> Cells);
