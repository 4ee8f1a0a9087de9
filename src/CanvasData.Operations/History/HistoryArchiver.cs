using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.History;

/// <summary>
/// Moves old history to the archive tables, batch by batch. What current queries look at stays. Of each row these are its last change and
/// all from the last change of its score on that a reader may see. Of each course it is the last snapshot.
/// </summary>
internal sealed class HistoryArchiver(UnitOfWork unit, BulkWriters writers, TimeProvider time)
{
    private const int RowsAtOnce = 5_000;

    /// <summary>Counts what would be moved.</summary>
    public static async Task<HistoryArchived> CountAsync(DbContext database, DateTimeOffset before, CancellationToken cancellationToken) => new(
        await OldScores(database, database.Rows<CanvasAssignmentScoreHistory>()).LongCountAsync(row => row.RecordedAt < before.UtcDateTime, cancellationToken).ConfigureAwait(false),
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
        await MoveAllAsync(NextScoresAsync, Copier<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(), count => moved = moved with { ScoreChanges = moved.ScoreChanges + count }).ConfigureAwait(false);
        await MoveAllAsync((database, from, token) => NextAsync(Grades(database, at, from), token), Copier<CanvasGradeHistory, CanvasArchivedGradeHistory>(), count => moved = moved with { GradeChanges = moved.GradeChanges + count }).ConfigureAwait(false);
        await MoveAllAsync((database, from, token) => NextAsync(Snapshots(database, at, from), token), Copier<CanvasCourseSnapshot, CanvasArchivedCourseSnapshot>(), count => moved = moved with { Snapshots = moved.Snapshots + count }).ConfigureAwait(false);
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

        async Task<Candidates> NextScoresAsync(DbContext database, long from, CancellationToken token)
        {
            var rows = database.Rows<CanvasAssignmentScoreHistory>();
            var next = await rows.Where(row => row.RecordedAt < at && row.Id > from).OrderBy(row => row.Id).Select(row => new { row.Id, row.SubmissionId })
                .Take(RowsAtOnce).ToListAsync(token).ConfigureAwait(false);
            var (ids, submissions) = (next.Select(row => row.Id).ToArray(), next.Select(row => row.SubmissionId).Distinct().ToArray());
            return new(
                await OldScores(database, rows.Where(row => EF.Parameter(submissions).Contains(row.SubmissionId)))
                    .Where(row => EF.Parameter(ids).Contains(row.Id)).OrderBy(row => row.Id).Select(row => row.Id).ToArrayAsync(token).ConfigureAwait(false),
                next.Count == 0 ? null : ids[^1]);
        }

        async Task MoveAllAsync<TRow, TArchived>(Func<DbContext, long, CancellationToken, Task<Candidates>> next, Func<TRow, TArchived> copy, Action<int> count) where TRow : class where TArchived : class
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
                    var (ids, lookedAt) = await next(database, from, token).ConfigureAwait(false);
                    if (ids.Length == 0)
                    {
                        return (0, lookedAt);
                    }

                    // What was deleted or archived meanwhile is no longer there once the lock is held: a copy would bring it back.
                    var writer = writers.For(database);
                    await RowLocks.TakeAsync<TRow>(database, writer, ids, Touch, token).ConfigureAwait(false);
                    var batch = await database.ByIds<TRow>(ids).ToListAsync(token).ConfigureAwait(false);
                    await writer.InsertAsync(database, batch.Select(copy), token).ConfigureAwait(false);
                    await writer.DeleteAsync(database, batch, token).ConfigureAwait(false);
                    return (batch.Count, lookedAt);
                }
            }

            static void Touch(UpdateSettersBuilder<TRow> set) =>
                set.SetProperty(row => EF.Property<DateTime>(row, nameof(CanvasGradeHistory.RecordedAt)), row => EF.Property<DateTime>(row, nameof(CanvasGradeHistory.RecordedAt)));
        }
    }

    private static async Task<Candidates> NextAsync<TRow>(IQueryable<TRow> old, CancellationToken cancellationToken)
    {
        var ids = await old.Select(row => EF.Property<long>(row!, nameof(CanvasGradeHistory.Id))).Take(RowsAtOnce).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        return new(ids, ids.Length == 0 ? null : ids[^1]);
    }

    // Of each submission the archive holds the older changes and no later one. Which change of the score is the last depends on who asks:
    // a course may show letters only, and a learner sees what changed while the grade was posted. All from the earliest of these on stays.
    private static IQueryable<CanvasAssignmentScoreHistory> OldScores(DbContext database, IQueryable<CanvasAssignmentScoreHistory> rows)
    {
        var changes =
            from row in rows
            select new
            {
                row.SubmissionId,
                row.RecordedAt,
                Scored = row.Score != row.PreviousScore,
                Lettered = row.Score != row.PreviousScore && row.Grade != row.PreviousGrade,
                Posted = row.PostedAt != null && row.PreviousPostedAt != null,
                Graded = row.GradedAt != null && row.PreviousGradedAt != null,
            };
        var last =
            from change in changes
            group change by change.SubmissionId into all
            select new
            {
                SubmissionId = all.Key,
                Any = all.Max(change => change.RecordedAt),
                Scored = all.Max(change => change.Scored ? (DateTime?)change.RecordedAt : null),
                ScoredPosted = all.Max(change => change.Scored && change.Posted ? (DateTime?)change.RecordedAt : null),
                ScoredGraded = all.Max(change => change.Scored && change.Graded ? (DateTime?)change.RecordedAt : null),
                Lettered = all.Max(change => change.Lettered ? (DateTime?)change.RecordedAt : null),
                LetteredPosted = all.Max(change => change.Lettered && change.Posted ? (DateTime?)change.RecordedAt : null),
                LetteredGraded = all.Max(change => change.Lettered && change.Graded ? (DateTime?)change.RecordedAt : null),
            };
        var old =
            from row in rows
            join kept in last on row.SubmissionId equals kept.SubmissionId
            where row.RecordedAt < kept.Any && (kept.Scored == null || row.RecordedAt < kept.Scored)
                && (kept.ScoredPosted == null || row.RecordedAt < kept.ScoredPosted) && (kept.ScoredGraded == null || row.RecordedAt < kept.ScoredGraded)
                && (kept.Lettered == null || row.RecordedAt < kept.Lettered)
                && (kept.LetteredPosted == null || row.RecordedAt < kept.LetteredPosted) && (kept.LetteredGraded == null || row.RecordedAt < kept.LetteredGraded)
            select row;
        return old.WithNullsOfCSharp(database);
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

    /// <summary>The rows that may be moved next.</summary>
    /// <param name="Ids">Their keys, ascending.</param>
    /// <param name="LookedAt">The highest key that was looked at; null at the end.</param>
    private readonly record struct Candidates(long[] Ids, long? LookedAt);
}
