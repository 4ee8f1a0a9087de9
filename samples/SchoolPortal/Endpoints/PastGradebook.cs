using CanvasData.Operations.History;
using CanvasData.Operations.Queries;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>The scores and totals of a course as they stood at a moment.</summary>
internal sealed class PastGradebook
{
    private readonly Dictionary<(long Student, long Assignment), SubmissionAsOf> _work = [];
    private readonly Dictionary<long, TotalsAsOf> _totals = [];

    public static async Task<PastGradebook> ReadAsync(long courseId, DateTimeOffset moment, IGradebookHistory history, CancellationToken cancellationToken)
    {
        var past = new PastGradebook();
        await foreach (var work in history.SubmissionsAsOfAsync(courseId, moment, cancellationToken))
        {
            if (work.UserId is { } student)
            {
                past._work[(student, work.AssignmentId)] = work;
            }
        }

        await foreach (var totals in history.TotalsAsOfAsync(courseId, moment, cancellationToken))
        {
            past._totals[totals.EnrollmentId] = totals;
        }

        return past;
    }

    public GradebookViewRow Row(CourseStudent student, IReadOnlyList<GradebookColumn> columns)
    {
        var work = columns.Select(column => _work.GetValueOrDefault((student.StudentId, column.AssignmentId))).ToList();
        var totals = _totals.GetValueOrDefault(student.EnrollmentId);
        return new GradebookViewRow
        {
            Id = GradebookView.Text(student.StudentId),
            Name = student.SortableName ?? student.StudentName ?? "",
            Section = student.SectionName,
            Total = totals?.OverrideScore ?? totals?.CurrentScore,

            // A score that was set by hand has its own letter or none, never that of the computed score.
            Letter = totals is { OverrideScore: null, OverrideGrade: null } ? totals.CurrentGrade : totals?.OverrideGrade,
            Scores = [.. work.Select(cell => cell?.Score)],
            States = string.Concat(work.Select(cell => cell is null
                ? GradebookViewRow.NotAssigned
                : GradebookViewRow.State(cell.Excused == true, cell.Missing == true, cell.Late == true, cell.Score, cell.WorkflowState))),
        };
    }
}
