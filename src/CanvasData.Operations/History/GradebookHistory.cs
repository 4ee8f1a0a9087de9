using System.Runtime.CompilerServices;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <summary>
/// Reads a past gradebook some rows at a time: memory does not grow with the course, but for the ids. One statement reads a row with
/// its first change after the moment. A sync that commits in between cannot put today's values into the past.
/// Changes only move from the live tables into the archive, so the archive is read after them, and looked for each time.
/// </summary>
internal sealed class GradebookHistory(ReadContexts reads) : IGradebookHistory
{
    // The first rows come soon, the others in few statements.
    private const int FirstRows = 250;
    private const int RowsAtOnce = 5_000;

    private readonly ICanvasContexts _contexts = reads.Contexts;

    public async IAsyncEnumerable<SubmissionAsOf> SubmissionsAsOfAsync(long courseId, DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = moment.UtcDateTime;
        var ids = await _contexts.UseAsync(
            database => database.Rows<CanvasSubmission>().Where(row => row.CourseId == courseId).OrderBy(row => row.Id).Select(row => row.Id).ToArrayAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        var postedByHand = await _contexts.UseAsync(
            database => database.Rows<CanvasAssignment>().Where(row => row.CourseId == courseId && row.PostManually == true).Select(row => row.Id).ToHashSetAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var chunk in Chunks(ids))
        {
            var found = await _contexts.UseAsync(
                async database =>
                {
                    var rows = database.Rows<CanvasSubmission>().Where(row => EF.Parameter(chunk).Contains(row.Id) && row.FirstSyncedAt <= at);
                    var live = await PastSubmissions(rows, database.Rows<CanvasAssignmentScoreHistory>(), at).ToListAsync(cancellationToken).ConfigureAwait(false);
                    var isArchived = await database.Rows<CanvasArchivedScoreHistory>().AnyAsync(row => row.CourseId == courseId && row.RecordedAt > at, cancellationToken).ConfigureAwait(false);
                    var archived = isArchived ? await PastSubmissions(rows, database.Rows<CanvasArchivedScoreHistory>(), at).Where(past => past.HasChange).ToListAsync(cancellationToken).ConfigureAwait(false) : [];
                    return Earliest(live, archived);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var past in found)
            {
                // An older Canvas sends no moment of posting: SubmissionRules.PostedAt is the rule of today's rows.
                yield return past.Value.PostedAt is null && past.PostsWhenGraded && !postedByHand.Contains(past.Value.AssignmentId) ? past.Value with { PostedAt = past.Value.GradedAt } : past.Value;
            }
        }
    }

    public async IAsyncEnumerable<TotalsAsOf> TotalsAsOfAsync(long courseId, DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = moment.UtcDateTime;

        // An enrollment that moved since is found through its change.
        var ids = await _contexts.UseAsync(
            database => database.Rows<CanvasEnrollment>().Where(row => row.CourseId == courseId && row.FirstSyncedAt <= at).Select(row => row.Id)
                .Union(database.Rows<CanvasGradeHistory>().Where(row => row.CourseId == courseId && row.RecordedAt > at).Select(row => row.EnrollmentId))
                .Union(database.Rows<CanvasArchivedGradeHistory>().Where(row => row.CourseId == courseId && row.RecordedAt > at).Select(row => row.EnrollmentId))
                .OrderBy(id => id).ToArrayAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var chunk in Chunks(ids))
        {
            var found = await _contexts.UseAsync(
                async database =>
                {
                    var rows = database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(chunk).Contains(row.Id) && row.FirstSyncedAt <= at);
                    var live = await PastTotals(rows, database.Rows<CanvasGradeHistory>(), courseId, at).ToListAsync(cancellationToken).ConfigureAwait(false);
                    var isArchived = await database.Rows<CanvasArchivedGradeHistory>().AnyAsync(row => row.CourseId == courseId && row.RecordedAt > at, cancellationToken).ConfigureAwait(false);
                    var archived = isArchived ? await PastTotals(rows, database.Rows<CanvasArchivedGradeHistory>(), courseId, at).Where(past => past.HasChange).ToListAsync(cancellationToken).ConfigureAwait(false) : [];
                    return Earliest(live, archived);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var past in found)
            {
                yield return past.Value;
            }
        }
    }

    // An index gives the time of the next change; only changes of that time are compared. Who moves leaves and enters at the same
    // moment; leaving comes first, whatever the database's keys say.
    private static IQueryable<Past<SubmissionAsOf>> PastSubmissions(IQueryable<CanvasSubmission> rows, IQueryable<CanvasAssignmentScoreHistory> history, DateTime at) =>
        from row in rows
        let next = history.Where(change => change.SubmissionId == row.Id && change.RecordedAt > at).Min(change => (DateTime?)change.RecordedAt)
        let first = history.Where(change => change.SubmissionId == row.Id && change.RecordedAt == next)
            .OrderBy(change => change.Change == HistoryChange.Removed ? 0 : 1).ThenBy(change => change.Id).Select(change => change.Id).FirstOrDefault()
        join found in history on first equals found.Id into changes
        from change in changes.DefaultIfEmpty()
        orderby row.Id
        select new Past<SubmissionAsOf>
        {
            Id = row.Id,
            HasChange = change != null,
            WasThere = change != null ? change.Change != HistoryChange.Returned : row.MissingSince == null,
            PostsWhenGraded = row.PostedAtUnspecified != null && row.PostedAtUnspecified == true,
            Value = new SubmissionAsOf(
                row.Id, change != null ? change.AssignmentId : row.AssignmentId, change != null ? change.UserId : row.UserId, change != null ? change.PreviousScore : row.Score,
                change != null ? change.PreviousGrade : row.Grade, change != null ? change.PreviousEnteredScore : row.EnteredScore, change != null ? change.PreviousPointsDeducted : row.PointsDeducted,
                change != null ? change.PreviousWorkflowState : row.WorkflowState, change != null ? change.PreviousLatePolicyStatus : row.LatePolicyStatus,
                change != null ? change.PreviousLate : row.Late, change != null ? change.PreviousMissing : row.Missing, change != null ? change.PreviousExcused : row.Excused,
                change != null ? change.PreviousSubmittedAt : row.SubmittedAt, change != null ? change.PreviousAttempt : row.Attempt, change != null ? change.PreviousGradedAt : row.GradedAt,
                change != null ? change.PreviousPostedAt : row.PostedAt, change != null ? change.PreviousCachedDueDate : row.CachedDueDate),
        };

    private static IQueryable<Past<TotalsAsOf>> PastTotals(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasGradeHistory> history, long courseId, DateTime at) =>
        from row in rows
        let next = history.Where(change => change.EnrollmentId == row.Id && change.CourseId == courseId && change.RecordedAt > at).Min(change => (DateTime?)change.RecordedAt)
        let first = history.Where(change => change.EnrollmentId == row.Id && change.CourseId == courseId && change.RecordedAt == next)
            .OrderBy(change => change.Change == HistoryChange.Removed ? 0 : 1).ThenBy(change => change.Id).Select(change => change.Id).FirstOrDefault()
        join found in history on first equals found.Id into changes
        from change in changes.DefaultIfEmpty()
        orderby row.Id
        select new Past<TotalsAsOf>
        {
            Id = row.Id,
            HasChange = change != null,
            WasThere = change != null ? change.Change != HistoryChange.Returned : row.MissingSince == null && row.CourseId == courseId,
            Value = new TotalsAsOf(
                row.Id, change != null ? change.UserId : row.UserId, change != null ? change.PreviousEnrollmentState : row.EnrollmentState, change != null ? change.PreviousCurrentScore : row.CurrentScore,
                change != null ? change.PreviousFinalScore : row.FinalScore, change != null ? change.PreviousCurrentGrade : row.CurrentGrade, change != null ? change.PreviousFinalGrade : row.FinalGrade,
                change != null ? change.PreviousUnpostedCurrentScore : row.UnpostedCurrentScore, change != null ? change.PreviousUnpostedFinalScore : row.UnpostedFinalScore,
                change != null ? change.PreviousOverrideScore : row.OverrideScore, change != null ? change.PreviousOverrideGrade : row.OverrideGrade),
        };

    // The archive holds the older changes of a row.
    private static IEnumerable<Past<T>> Earliest<T>(List<Past<T>> live, List<Past<T>> archived)
    {
        var older = archived.ToDictionary(past => past.Id);
        return live.Select(past => older.GetValueOrDefault(past.Id) ?? past).Where(past => past.WasThere);
    }

    private static IEnumerable<long[]> Chunks(long[] ids) => ids.Length <= FirstRows ? ids.Chunk(FirstRows) : ids[FirstRows..].Chunk(RowsAtOnce).Prepend(ids[..FirstRows]);

    private sealed class Past<T>
    {
        public required long Id { get; init; }

        public required bool HasChange { get; init; }

        public required bool WasThere { get; init; }

        /// <summary>Whether Canvas sends no moment of posting for the row.</summary>
        public bool PostsWhenGraded { get; init; }

        public required T Value { get; init; }
    }
}
