using System.Runtime.CompilerServices;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>
/// A gradebook as a table: students as lines, assignments as columns. The columns and the students are known; the cells are read while the
/// lines are, for some students at a time.
/// </summary>
public sealed class GradebookGrid
{
    private const int StudentsAtOnce = 100;

    private readonly IReadOnlyList<CourseStudent> _students;
    private readonly Func<long[], IQueryable<GradebookCell>> _cellsOf;

    internal GradebookGrid(IReadOnlyList<GradebookColumn> columns, IReadOnlyList<CourseStudent> students, Func<long[], IQueryable<GradebookCell>> cellsOf) =>
        (Columns, _students, _cellsOf) = (columns, students, cellsOf);

    /// <summary>The columns: published assignments that are graded, in the order of the groups and of their places there.</summary>
    public IReadOnlyList<GradebookColumn> Columns { get; }

    /// <summary>How many lines there are.</summary>
    public int StudentCount => _students.Count;

    /// <summary>Reads the lines, in the order of the sortable names. The context of the grid must still be open.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<GradebookLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var places = Columns.Select((column, place) => (column.AssignmentId, place)).ToDictionary();
        foreach (var portion in _students.Chunk(StudentsAtOnce))
        {
            var lines = portion.ToDictionary(student => student.StudentId, _ => new GradebookCell?[Columns.Count]);
            await foreach (var cell in _cellsOf([.. lines.Keys]).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (places.TryGetValue(cell.AssignmentId, out var place) && lines.TryGetValue(cell.StudentId, out var line))
                {
                    line[place] = cell;
                }
            }

            foreach (var student in portion)
            {
                yield return new GradebookLine(student, lines[student.StudentId]);
            }
        }
    }

    /// <summary>
    /// Writes the grid as CSV, in the form of Canvas's own export: a header, the points possible, and a line a student. An excused cell
    /// is <c>EX</c>, and one that waits for review holds the points so far. Beside Canvas's totals stands the effective one: what was set by hand, else
    /// the current score. Text that a spreadsheet would take for a formula begins with an apostrophe.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteCsvAsync(TextWriter writer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        await Csv.WriteLineAsync(
            writer, ["Student", "ID", "SIS User ID", "Section", .. Columns.Select(column => $"{column.AssignmentName} ({Csv.Text(column.AssignmentId)})"), "Current Score", "Final Score", "Override Score", "Effective Score", "Effective Grade"], cancellationToken).ConfigureAwait(false);
        await Csv.WriteLineAsync(writer, ["Points Possible", null, null, null, .. Columns.Select(column => column.PointsPossible), null, null, null, null, null], cancellationToken).ConfigureAwait(false);
        await foreach (var (student, cells) in ReadLinesAsync(cancellationToken).ConfigureAwait(false))
        {
            await Csv.WriteLineAsync(
                writer,
                [
                    student.SortableName ?? student.StudentName, student.StudentId, student.SisUserId, student.SectionName, .. cells.Select(cell => cell is { IsExcused: true } ? "EX" : (object?)cell?.Score),
                    student.CurrentScore, student.FinalScore, student.OverrideScore, student.EffectiveScore, student.EffectiveGrade,
                ],
                cancellationToken).ConfigureAwait(false);
        }
    }
}
