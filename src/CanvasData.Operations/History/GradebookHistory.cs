using System.Runtime.CompilerServices;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <summary>
/// Reads a past gradebook some rows at a time: memory does not grow with the course. The rows are read before their
/// changes, so that a sync that commits in between cannot put today's values into the past.
/// </summary>
internal sealed class GradebookHistory(ICanvasContexts contexts) : IGradebookHistory
{
    private const int RowsAtOnce = 1_000;

    public async IAsyncEnumerable<SubmissionAsOf> SubmissionsAsOfAsync(long courseId, DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = moment.UtcDateTime;
        var ids = await contexts.UseAsync(
            database => All<CanvasSubmission>(database).Where(row => row.CourseId == courseId && row.FirstSyncedAt <= at).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var chunk in ids.Chunk(RowsAtOnce))
        {
            var (rows, changes) = await contexts.UseAsync(
                async database => (
                    await All<CanvasSubmission>(database).Where(row => EF.Parameter(chunk).Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false),
                    await FirstOfAsync(
                        All<CanvasAssignmentScoreHistory>(database).Where(row => EF.Parameter(chunk).Contains(row.SubmissionId) && row.RecordedAt > at).OrderBy(row => row.RecordedAt).ThenBy(row => row.Id),
                        row => row.SubmissionId,
                        (first, row) => first.RecordedAt == row.RecordedAt && row.Change == HistoryChange.Removed,
                        cancellationToken).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (AsOf(row, changes.GetValueOrDefault(row.Id)) is { } then)
                {
                    yield return then;
                }
            }
        }
    }

    public async IAsyncEnumerable<TotalsAsOf> TotalsAsOfAsync(long courseId, DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = moment.UtcDateTime;

        // An enrollment that moved since is found through its change.
        var ids = await contexts.UseAsync(
            database => All<CanvasEnrollment>(database).Where(row => row.CourseId == courseId && row.FirstSyncedAt <= at).Select(row => row.Id)
                .Union(All<CanvasGradeHistory>(database).Where(row => row.CourseId == courseId && row.RecordedAt > at).Select(row => row.EnrollmentId))
                .OrderBy(id => id).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var chunk in ids.Chunk(RowsAtOnce))
        {
            var (rows, changes) = await contexts.UseAsync(
                async database => (
                    await All<CanvasEnrollment>(database).Where(row => EF.Parameter(chunk).Contains(row.Id) && row.FirstSyncedAt <= at).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false),
                    await FirstOfAsync(
                        All<CanvasGradeHistory>(database).Where(row => row.CourseId == courseId && EF.Parameter(chunk).Contains(row.EnrollmentId) && row.RecordedAt > at).OrderBy(row => row.RecordedAt).ThenBy(row => row.Id),
                        row => row.EnrollmentId,
                        (first, row) => first.RecordedAt == row.RecordedAt && row.Change == HistoryChange.Removed,
                        cancellationToken).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (AsOf(row, changes.GetValueOrDefault(row.Id), courseId) is { } then)
                {
                    yield return then;
                }
            }
        }
    }

    private static SubmissionAsOf? AsOf(CanvasSubmission row, CanvasAssignmentScoreHistory? change)
    {
        if (change is null)
        {
            return row.MissingSince is not null
                ? null
                : new SubmissionAsOf(
                    row.Id, row.AssignmentId, row.UserId, row.Score, row.Grade, row.EnteredScore, row.PointsDeducted, row.WorkflowState, row.LatePolicyStatus,
                    row.Late, row.Missing, row.Excused, row.SubmittedAt, row.Attempt, row.GradedAt, row.PostedAt, row.CachedDueDate);
        }

        return change.Change == HistoryChange.Returned
            ? null
            : new SubmissionAsOf(
                row.Id, change.AssignmentId, change.UserId, change.PreviousScore, change.PreviousGrade, change.PreviousEnteredScore, change.PreviousPointsDeducted,
                change.PreviousWorkflowState, change.PreviousLatePolicyStatus, change.PreviousLate, change.PreviousMissing, change.PreviousExcused,
                change.PreviousSubmittedAt, change.PreviousAttempt, change.PreviousGradedAt, change.PreviousPostedAt, change.PreviousCachedDueDate);
    }

    private static TotalsAsOf? AsOf(CanvasEnrollment row, CanvasGradeHistory? change, long courseId)
    {
        if (change is null)
        {
            return row.MissingSince is not null || row.CourseId != courseId
                ? null
                : new TotalsAsOf(
                    row.Id, row.UserId, row.EnrollmentState, row.CurrentScore, row.FinalScore, row.CurrentGrade, row.FinalGrade,
                    row.UnpostedCurrentScore, row.UnpostedFinalScore, row.OverrideScore, row.OverrideGrade);
        }

        return change.Change == HistoryChange.Returned
            ? null
            : new TotalsAsOf(
                row.Id, change.UserId, change.PreviousEnrollmentState, change.PreviousCurrentScore, change.PreviousFinalScore, change.PreviousCurrentGrade, change.PreviousFinalGrade,
                change.PreviousUnpostedCurrentScore, change.PreviousUnpostedFinalScore, change.PreviousOverrideScore, change.PreviousOverrideGrade);
    }

    private static IQueryable<TRow> All<TRow>(DbContext database) where TRow : class => database.Set<TRow>().IgnoreQueryFilters().AsNoTracking();

    // Who moves leaves and enters at the same moment; leaving comes first, whatever the database's keys say.
    private static async Task<Dictionary<long, T>> FirstOfAsync<T>(IQueryable<T> ordered, Func<T, long> key, Func<T, T, bool> precedes, CancellationToken cancellationToken)
    {
        var result = new Dictionary<long, T>();
        await foreach (var row in ordered.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!result.TryAdd(key(row), row) && precedes(result[key(row)], row))
            {
                result[key(row)] = row;
            }
        }

        return result;
    }
}
