using System.Runtime.CompilerServices;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <inheritdoc/>
internal sealed class GradebookHistory(ICanvasContexts contexts) : IGradebookHistory
{
    public async IAsyncEnumerable<SubmissionAsOf> SubmissionsAsOfAsync(long courseId, DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = moment.UtcDateTime;
        var (rows, changes) = await contexts.UseAsync(
            async database => (
                await database.Set<CanvasSubmission>().IgnoreQueryFilters().AsNoTracking()
                    .Where(row => row.CourseId == courseId && row.FirstSyncedAt <= at).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false),
                FirstOf(
                    await database.Set<CanvasAssignmentScoreHistory>().IgnoreQueryFilters().AsNoTracking()
                        .Where(row => row.CourseId == courseId && row.RecordedAt > at).OrderBy(row => row.RecordedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false),
                    row => row.SubmissionId)),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (!changes.TryGetValue(row.Id, out var change))
            {
                if (row.MissingSince is null)
                {
                    yield return new SubmissionAsOf(
                        row.Id, row.AssignmentId, row.UserId, row.Score, row.Grade, row.EnteredScore, row.PointsDeducted, row.WorkflowState, row.LatePolicyStatus,
                        row.Late, row.Missing, row.Excused, row.SubmittedAt, row.Attempt, row.GradedAt, row.PostedAt, row.CachedDueDate);
                }
            }
            else if (change.Change != HistoryChange.Returned)
            {
                yield return new SubmissionAsOf(
                    row.Id, change.AssignmentId, change.UserId, change.PreviousScore, change.PreviousGrade, change.PreviousEnteredScore, change.PreviousPointsDeducted,
                    change.PreviousWorkflowState, change.PreviousLatePolicyStatus, change.PreviousLate, change.PreviousMissing, change.PreviousExcused,
                    change.PreviousSubmittedAt, change.PreviousAttempt, change.PreviousGradedAt, change.PreviousPostedAt, change.PreviousCachedDueDate);
            }
        }
    }

    public async IAsyncEnumerable<TotalsAsOf> TotalsAsOfAsync(long courseId, DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = moment.UtcDateTime;
        var (rows, changes) = await contexts.UseAsync(
            async database =>
            {
                var changes = FirstOf(
                    await database.Set<CanvasGradeHistory>().IgnoreQueryFilters().AsNoTracking()
                        .Where(row => row.CourseId == courseId && row.RecordedAt > at).OrderBy(row => row.RecordedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false),
                    row => row.EnrollmentId);

                // An enrollment that moved since is found through its change.
                var changed = changes.Keys.ToArray();
                var rows = await database.Set<CanvasEnrollment>().IgnoreQueryFilters().AsNoTracking()
                    .Where(row => (row.CourseId == courseId || EF.Parameter(changed).Contains(row.Id)) && row.FirstSyncedAt <= at)
                    .OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                return (rows, changes);
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (!changes.TryGetValue(row.Id, out var change))
            {
                if (row.MissingSince is null)
                {
                    yield return new TotalsAsOf(
                        row.Id, row.UserId, row.EnrollmentState, row.CurrentScore, row.FinalScore, row.CurrentGrade, row.FinalGrade,
                        row.UnpostedCurrentScore, row.UnpostedFinalScore, row.OverrideScore, row.OverrideGrade);
                }
            }
            else if (change.Change != HistoryChange.Returned)
            {
                yield return new TotalsAsOf(
                    row.Id, change.UserId, change.PreviousEnrollmentState, change.PreviousCurrentScore, change.PreviousFinalScore, change.PreviousCurrentGrade, change.PreviousFinalGrade,
                    change.PreviousUnpostedCurrentScore, change.PreviousUnpostedFinalScore, change.PreviousOverrideScore, change.PreviousOverrideGrade);
            }
        }
    }

    private static Dictionary<long, T> FirstOf<T>(List<T> ordered, Func<T, long> key)
    {
        var result = new Dictionary<long, T>();
        foreach (var row in ordered)
        {
            result.TryAdd(key(row), row);
        }

        return result;
    }
}
