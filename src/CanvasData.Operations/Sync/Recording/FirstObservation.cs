using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Gives rows that the host deleted and that come back the moment when they were first stored, as far as other rows
/// show it: without that, the gradebook of before would lack them.
/// </summary>
internal sealed class FirstObservation(WriteSession session, DateTime? lastComplete)
{
    public async Task EnrollmentsAsync(IReadOnlyList<CanvasEnrollment> added, CancellationToken cancellationToken)
    {
        var ids = added.Select(row => row.Id).ToArray();
        var seen = await session.Database.Rows<CanvasEnrollmentStatus>().Where(status => EF.Parameter(ids).Contains(status.EnrollmentId))
            .ToDictionaryAsync(status => status.EnrollmentId, status => status.FirstSeenAt, cancellationToken).ConfigureAwait(false);
        foreach (var row in added)
        {
            row.FirstSyncedAt = seen.GetValueOrDefault(row.Id, row.FirstSyncedAt);
        }
    }

    /// <summary>
    /// Finds the submissions that have been stored before: those with a history, or whose Canvas times are before the last complete listing
    /// was stored. A submission cannot have been stored before its assignment and its student.
    /// </summary>
    public async Task SubmissionsAsync(IReadOnlyList<CanvasSubmission> added, CancellationToken cancellationToken)
    {
        var ids = added.Select(row => row.Id).ToArray();
        var changed = await Changes(session.Database.Rows<CanvasAssignmentScoreHistory>(), ids).Concat(Changes(session.Database.Rows<CanvasArchivedScoreHistory>(), ids))
            .GroupBy(row => row.SubmissionId).Select(group => new { Id = group.Key, First = group.Min(row => row.RecordedAt) })
            .ToDictionaryAsync(group => group.Id, group => group.First, cancellationToken).ConfigureAwait(false);
        var before = added.Where(row => changed.ContainsKey(row.Id) || LastTouch(row) < lastComplete).ToList();
        if (before.Count == 0)
        {
            return;
        }

        var assignments = await session.Database.Rows<CanvasAssignment>().Where(row => row.CourseId == session.CourseId)
            .ToDictionaryAsync(row => row.Id, row => row.FirstSyncedAt, cancellationToken).ConfigureAwait(false);
        var students = (await session.Database.Rows<CanvasEnrollment>().Where(row => row.CourseId == session.CourseId)
            .GroupBy(row => row.UserId).Select(group => new { Id = group.Key, First = group.Min(row => row.FirstSyncedAt) })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(group => group.Id, group => group.First);
        foreach (var row in before)
        {
            var first = Later(assignments.GetValueOrDefault(row.AssignmentId, session.Now), students.GetValueOrDefault(row.UserId ?? 0, session.Now));
            first = changed.TryGetValue(row.Id, out var change) ? Earlier(first, change.AddMicroseconds(-1)) : Later(first, LastTouch(row)!.Value);
            row.FirstSyncedAt = Earlier(first, row.FirstSyncedAt);
        }
    }

    private static IQueryable<Change> Changes(IQueryable<CanvasAssignmentScoreHistory> history, long[] ids) =>
        history.Where(row => EF.Parameter(ids).Contains(row.SubmissionId)).Select(row => new Change { SubmissionId = row.SubmissionId, RecordedAt = row.RecordedAt });

    private static DateTime? LastTouch(CanvasSubmission row)
    {
        DateTime?[] times = [row.SubmittedAt, row.GradedAt, row.PostedAt];
        return times.Max();
    }

    private static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    private static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;

    private sealed class Change
    {
        public long SubmissionId { get; init; }

        public DateTime RecordedAt { get; init; }
    }
}
