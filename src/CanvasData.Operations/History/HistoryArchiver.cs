using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <summary>
/// Moves old history to the archive tables, batch by batch. What current queries look at stays: the last change of each row, the
/// changes from the last one of its score on, and the last snapshot of each course.
/// </summary>
internal sealed class HistoryArchiver(UnitOfWork unit, BulkWriters writers, TimeProvider time)
{
    private const int RowsAtOnce = 5_000;

    public async Task<HistoryArchived> ArchiveAsync(DateTimeOffset before, IProgress<HistoryArchived>? progress, CancellationToken cancellationToken)
    {
        var (now, at) = (UtcDateTimeConverter.ToMicroseconds(time.GetUtcNow().UtcDateTime), before.UtcDateTime);
        if (at > now)
        {
            throw new InvalidArgumentException(nameof(before), "the moment is in the future.", "Give a moment in the past, for example a year ago.");
        }

        var moved = new HistoryArchived(0, 0, 0);
        await MoveAllAsync(Scores, row => Copy<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(row), count => moved = moved with { ScoreChanges = moved.ScoreChanges + count }).ConfigureAwait(false);
        await MoveAllAsync(Grades, row => Copy<CanvasGradeHistory, CanvasArchivedGradeHistory>(row), count => moved = moved with { GradeChanges = moved.GradeChanges + count }).ConfigureAwait(false);
        await MoveAllAsync(Snapshots, row => Copy<CanvasCourseSnapshot, CanvasArchivedCourseSnapshot>(row), count => moved = moved with { Snapshots = moved.Snapshots + count }).ConfigureAwait(false);
        return moved;

        TArchived Copy<TRow, TArchived>(TRow row) where TArchived : TRow, new()
        {
            var copy = new TArchived();
            foreach (var property in typeof(TRow).GetProperties())
            {
                property.SetValue(copy, property.GetValue(row));
            }

            typeof(TArchived).GetProperty(nameof(CanvasArchivedGradeHistory.ArchivedAt))!.SetValue(copy, now);
            return copy;
        }

        async Task MoveAllAsync<TRow, TArchived>(Func<DbContext, DateTime, long, IQueryable<TRow>> select, Func<TRow, TArchived> copy, Action<int> count) where TRow : class where TArchived : class
        {
            for (var last = 0L; ;)
            {
                var (rows, id) = await unit.RunAsync(MoveAsync, null, cancellationToken, nameof(IHistoryManager.ArchiveAsync)).ConfigureAwait(false);
                if (rows == 0)
                {
                    return;
                }

                last = id;
                count(rows);
                progress?.Report(moved);
                cancellationToken.ThrowIfCancellationRequested();

                async Task<(int Rows, long Last)> MoveAsync(DbContext database, CancellationToken token)
                {
                    var batch = await select(database, at, last).Take(RowsAtOnce).ToListAsync(token).ConfigureAwait(false);
                    if (batch.Count == 0)
                    {
                        return (0, last);
                    }

                    var writer = writers.For(database);
                    await writer.InsertAsync(database, batch.Select(copy), token).ConfigureAwait(false);
                    await writer.DeleteAsync(database, batch, token).ConfigureAwait(false);
                    return (batch.Count, (long)typeof(TRow).GetProperty(nameof(CanvasGradeHistory.Id))!.GetValue(batch[^1])!);
                }
            }
        }
    }

    private static IQueryable<CanvasAssignmentScoreHistory> Scores(DbContext database, DateTime at, long last)
    {
        var rows = database.Rows<CanvasAssignmentScoreHistory>();
        var scored = rows.Where(row => row.Score != row.PreviousScore);

        // All from the last change of the score on stays: of each row the archive holds the older changes, and no later one.
        return rows
            .Where(row => row.RecordedAt < at && row.Id > last && (scored.Any(newer => newer.SubmissionId == row.SubmissionId && newer.RecordedAt > row.RecordedAt) ||
                (rows.Any(newer => newer.SubmissionId == row.SubmissionId && newer.RecordedAt > row.RecordedAt) && !scored.Any(change => change.SubmissionId == row.SubmissionId))))
            .OrderBy(row => row.Id).WithNullsOfCSharp(database);
    }

    private static IQueryable<CanvasGradeHistory> Grades(DbContext database, DateTime at, long last)
    {
        var rows = database.Rows<CanvasGradeHistory>();
        return rows
            .Where(row => row.RecordedAt < at && row.Id > last && rows.Any(newer => newer.EnrollmentId == row.EnrollmentId && newer.RecordedAt > row.RecordedAt))
            .OrderBy(row => row.Id);
    }

    private static IQueryable<CanvasCourseSnapshot> Snapshots(DbContext database, DateTime at, long last)
    {
        var rows = database.Rows<CanvasCourseSnapshot>();
        return rows
            .Where(row => row.RecordedAt < at && row.Id > last && rows.Any(newer => newer.CourseId == row.CourseId && newer.RecordedAt > row.RecordedAt))
            .OrderBy(row => row.Id);
    }
}
