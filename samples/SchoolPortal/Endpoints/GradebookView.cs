using System.Globalization;
using CanvasData.Operations.History;
using CanvasData.Operations.Queries;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>A gradebook as the grid draws it: scores by place, and a letter for the state of each cell.</summary>
internal sealed record GradebookView(IReadOnlyList<GradebookViewColumn> Columns, IReadOnlyList<GradebookViewRow> Rows)
{
    public static async Task<GradebookView> ReadAsync(GradebookGrid grid, DateTimeOffset? asOf, long courseId, IGradebookHistory history, CancellationToken cancellationToken)
    {
        var columns = grid.Columns.Select(column => new GradebookViewColumn(
            Text(column.AssignmentId), column.AssignmentName ?? "", column.GroupName, column.PointsPossible)).ToList();
        var rows = new List<GradebookViewRow>(grid.StudentCount);
        var past = asOf is { } moment ? await PastGradebook.ReadAsync(courseId, moment, history, cancellationToken) : null;
        await foreach (var (student, cells) in grid.ReadLinesAsync(cancellationToken))
        {
            rows.Add(past is null ? Row(student, cells) : past.Row(student, grid.Columns));
        }

        return new GradebookView(columns, rows);
    }

    private static GradebookViewRow Row(CourseStudent student, IReadOnlyList<GradebookCell?> cells) => new()
    {
        Id = Text(student.StudentId),
        Name = student.SortableName ?? student.StudentName ?? "",
        Section = student.SectionName,
        Total = student.EffectiveScore,
        Letter = student.EffectiveGrade,
        Scores = [.. cells.Select(cell => cell?.Score)],
        States = string.Concat(cells.Select(cell => cell is null ? GradebookViewRow.NotAssigned : GradebookViewRow.State(cell.IsExcused, cell.IsMissing, cell.IsLate, cell.Score, cell.WorkflowState))),
    };

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An assignment of the grid.</summary>
internal sealed record GradebookViewColumn(string Id, string Name, string? Group, double? Points);

/// <summary>A student of the grid.</summary>
internal sealed record GradebookViewRow
{
    public const char NotAssigned = 'x';

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Section { get; init; }

    public required double? Total { get; init; }

    public required string? Letter { get; init; }

    public required IReadOnlyList<double?> Scores { get; init; }

    /// <summary>A letter for each cell: e excused, m missing, l late, s submitted and not graded, x not assigned, - nothing special.</summary>
    public required string States { get; init; }

    public static char State(bool isExcused, bool isMissing, bool isLate, double? score, string? state) => true switch
    {
        _ when isExcused => 'e',
        _ when isMissing => 'm',
        _ when isLate => 'l',
        _ when score is null && state is "submitted" or "pending_review" => 's',
        _ => '-',
    };
}
