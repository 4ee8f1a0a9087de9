using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.History;

/// <summary>
/// Moves old history to the archive tables, batch by batch. What current queries look at stays: the last change of each row, the
/// changes from the last one of its score on, and the last snapshot of each course.
/// </summary>
internal sealed class HistoryArchiver(UnitOfWork unit, BulkWriters writers, TimeProvider time)
{
    private const int RowsAtOnce = 5_000;

    /// <summary>Counts what would be moved.</summary>
    public static async Task<HistoryArchived> CountAsync(DbContext database, DateTimeOffset before, CancellationToken cancellationToken) => new(
        await Scores(database, before.UtcDateTime, 0).LongCountAsync(cancellationToken).ConfigureAwait(false),
        await Grades(database, before.UtcDateTime, 0).LongCountAsync(cancellationToken).ConfigureAwait(false),
        await Snapshots(database, before.UtcDateTime, 0).LongCountAsync(cancellationToken).ConfigureAwait(false));

    public async Task<HistoryArchived> ArchiveAsync(DateTimeOffset before, IProgress<HistoryArchived>? progress, CancellationToken cancellationToken)
    {
        var (now, at) = (UtcDateTimeConverter.Now(time), before.UtcDateTime);
        if (at > now)
        {
            throw new InvalidArgumentException(nameof(before), "the moment is in the future.", "Give a moment in the past, for example a year ago.");
        }

        var moved = new HistoryArchived(0, 0, 0);
        await MoveAllAsync(Scores, Copier<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(), count => moved = moved with { ScoreChanges = moved.ScoreChanges + count }).ConfigureAwait(false);
        await MoveAllAsync(Grades, Copier<CanvasGradeHistory, CanvasArchivedGradeHistory>(), count => moved = moved with { GradeChanges = moved.GradeChanges + count }).ConfigureAwait(false);
        await MoveAllAsync(Snapshots, Copier<CanvasCourseSnapshot, CanvasArchivedCourseSnapshot>(), count => moved = moved with { Snapshots = moved.Snapshots + count }).ConfigureAwait(false);
        return moved;

        Func<TRow, TArchived> Copier<TRow, TArchived>() where TArchived : TRow, new()
        {
            var (properties, archivedAt) = (typeof(TRow).GetProperties(), typeof(TArchived).GetProperty(nameof(CanvasArchivedGradeHistory.ArchivedAt))!);
            return row =>
            {
                var copy = new TArchived();
                foreach (var property in properties)
                {
                    property.SetValue(copy, property.GetValue(row));
                }

                archivedAt.SetValue(copy, now);
                return copy;
            };
        }

        async Task MoveAllAsync<TRow, TArchived>(Func<DbContext, DateTime, long, IQueryable<TRow>> select, Func<TRow, TArchived> copy, Action<int> count) where TRow : class where TArchived : class
        {
            for (long? last = 0; last is { } from;)
            {
                (var rows, last) = await unit.RunAsync(MoveAsync, null, cancellationToken, nameof(IHistoryManager.ArchiveAsync)).ConfigureAwait(false);
                if (rows > 0)
                {
                    count(rows);
                    progress?.Report(moved);
                }

                cancellationToken.ThrowIfCancellationRequested();

                async Task<(int Rows, long? Last)> MoveAsync(DbContext database, CancellationToken token)
                {
                    var ids = await select(database, at, from).Select(row => EF.Property<long>(row, nameof(CanvasGradeHistory.Id))).Take(RowsAtOnce).ToArrayAsync(token).ConfigureAwait(false);
                    if (ids.Length == 0)
                    {
                        return (0, null);
                    }

                    // What was deleted or archived meanwhile is no longer there once the lock is held: a copy would bring it back.
                    var writer = writers.For(database);
                    await RowLocks.TakeAsync<TRow>(database, writer, ids, Touch, token).ConfigureAwait(false);
                    var batch = await database.ByIds<TRow>(ids).ToListAsync(token).ConfigureAwait(false);
                    await writer.InsertAsync(database, batch.Select(copy), token).ConfigureAwait(false);
                    await writer.DeleteAsync(database, batch, token).ConfigureAwait(false);
                    return (batch.Count, ids[^1]);
                }
            }

            static void Touch(UpdateSettersBuilder<TRow> set) =>
                set.SetProperty(row => EF.Property<DateTime>(row, nameof(CanvasGradeHistory.RecordedAt)), row => EF.Property<DateTime>(row, nameof(CanvasGradeHistory.RecordedAt)));
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
