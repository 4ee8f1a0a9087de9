using System.Linq.Expressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Keeps Layer 0 in step with the rows of a sync: first sight, disappearance, return.</summary>
internal sealed class LifecycleRecorder(WriteSession session, DateTime? lastComplete)
{
    private const string Vanished = "not listed by Canvas any more";

    // A first observation is history too, though no row of Layer 2 shows it; a departure without any work is none,
    // though a row shows it.
    private static readonly Expression<Func<CanvasAssignmentScoreHistory, bool>> TellsWork =
        row => row.Change == HistoryChange.Changed || row.Score != null || row.PreviousScore != null || row.SubmittedAt != null || row.PreviousSubmittedAt != null;

    private static readonly Expression<Func<CanvasGradeHistory, bool>> TellsGrade =
        row => row.Change == HistoryChange.Changed || row.CurrentScore != null || row.PreviousCurrentScore != null;

    private static readonly Expression<Func<CanvasEnrollment, bool>> HasGrade = row => row.CurrentScore != null || row.OverrideScore != null;

    public async Task ObjectsAsync<TRow>(string type, IReadOnlyList<RowChange<TRow>> changes, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        var concerned = changes.Where(IsConcerned).ToList();
        if (concerned.Count == 0)
        {
            return;
        }

        var ids = concerned.Select(change => change.After.Id).ToArray();
        var statuses = await session.Database.All<CanvasObjectStatus>()
            .Where(status => status.ObjectType == type && EF.Parameter(ids).Contains(status.ObjectId))
            .ToDictionaryAsync(status => status.ObjectId, cancellationToken).ConfigureAwait(false);
        var gone = concerned.Where(change => change.Kind == RowChangeKind.Missing).Select(change => change.After.Id).ToArray();
        var withUserData = gone.Length == 0 ? [] : await UserDataAsync(type, gone, cancellationToken).ConfigureAwait(false);
        var withHistory = gone.Length == 0 ? [] : await HistoryAsync(type, gone, cancellationToken).ConfigureAwait(false);

        var added = new List<CanvasObjectStatus>();
        var updated = new List<CanvasObjectStatus>();
        foreach (var (kind, _, row) in concerned)
        {
            var known = statuses.TryGetValue(row.Id, out var status);
            status ??= new CanvasObjectStatus { ObjectType = type, ObjectId = row.Id, Active = true, FirstSeenAt = session.Now };
            (status.CourseId, status.UpdatedAt) = ((row as CanvasCourseRow)?.CourseId, session.Now);
            if (kind == RowChangeKind.Missing)
            {
                (status.UserDataExists, status.HistoricalDataExists) = (withUserData.Contains(row.Id), withHistory.Contains(row.Id));
                status.PendingDeletion = status.UserDataExists || status.HistoricalDataExists;
                status.Active = status.PendingDeletion;
                (status.RemovedAt, status.RemovalReason, status.LastSeenAt) = (session.Now, Vanished, lastComplete);
            }
            else if (known)
            {
                (status.Active, status.PendingDeletion, status.RemovedAt, status.RemovalReason) = (true, false, null, null);
            }

            (known ? updated : added).Add(status);
        }

        await session.InsertAsync(added, cancellationToken).ConfigureAwait(false);
        await WriteAsync(updated, cancellationToken).ConfigureAwait(false);
    }

    public async Task EnrollmentsAsync(IReadOnlyList<RowChange<CanvasEnrollment>> changes, CancellationToken cancellationToken)
    {
        var concerned = changes.Where(IsConcerned).ToList();
        if (concerned.Count == 0)
        {
            return;
        }

        var ids = concerned.Select(change => change.After.Id).ToArray();
        var statuses = await session.Database.All<CanvasEnrollmentStatus>()
            .Where(status => EF.Parameter(ids).Contains(status.EnrollmentId))
            .ToDictionaryAsync(status => status.EnrollmentId, cancellationToken).ConfigureAwait(false);
        var gone = concerned.Where(change => change.Kind == RowChangeKind.Missing).Select(change => change.After.Id).ToArray();
        var withHistory = gone.Length == 0 ? [] : (await session.Database.All<CanvasGradeHistory>()
            .Where(TellsGrade).Where(row => EF.Parameter(gone).Contains(row.EnrollmentId)).Select(row => row.EnrollmentId)
            .Union(session.Database.All<CanvasEnrollment>().Where(HasGrade).Where(row => EF.Parameter(gone).Contains(row.Id)).Select(row => row.Id))
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();

        var written = new List<CanvasEnrollmentStatus>();
        foreach (var (kind, _, row) in concerned)
        {
            var status = statuses.GetValueOrDefault(row.Id) ?? new CanvasEnrollmentStatus { EnrollmentId = row.Id, FirstSeenAt = session.Now };
            (status.UserId, status.CourseId, status.UpdatedAt) = (row.UserId, row.CourseId, session.Now);
            if (kind == RowChangeKind.Missing)
            {
                status.HistoricalDataExists = withHistory.Contains(row.Id);
                (status.PendingDeletion, status.Active) = (status.HistoricalDataExists, status.HistoricalDataExists);
                (status.RemovedAt, status.RemovalReason, status.LastSeenAt) = (session.Now, Vanished, lastComplete);
            }
            else
            {
                (status.Active, status.PendingDeletion, status.RemovedAt, status.RemovalReason) = (true, false, null, null);
            }

            written.Add(status);
        }

        await WriteAsync(written, cancellationToken).ConfigureAwait(false);
    }

    // What moves to another course, or to another person, is not new, but found elsewhere.
    private static bool IsConcerned<TRow>(RowChange<TRow> change) where TRow : CanvasRow =>
        change.Kind != RowChangeKind.Changed ||
        (change is { Before: CanvasCourseRow before, After: CanvasCourseRow after } && before.CourseId != after.CourseId) ||
        (change is { Before: CanvasEnrollment of, After: CanvasEnrollment to } && of.UserId != to.UserId);

    private Task WriteAsync<TEntity>(List<TEntity> rows, CancellationToken cancellationToken) where TEntity : class =>
        rows.Count == 0 ? Task.CompletedTask : session.UpsertAsync(rows, cancellationToken);

    private async Task<HashSet<long>> UserDataAsync(string type, long[] ids, CancellationToken cancellationToken)
    {
        var target = type == CanvasObjectTypes.User ? "student" : type;
        var database = session.Database;
        var annotated = database.All<CanvasNote>().Where(note => note.TargetType == target && EF.Parameter(ids).Contains(note.TargetId)).Select(note => note.TargetId)
            .Union(database.All<CanvasTagLink>().Where(link => link.TargetType == target && EF.Parameter(ids).Contains(link.TargetId)).Select(link => link.TargetId))
            .Union(database.All<CanvasCustomFieldValue>().Where(value => value.TargetType == target && EF.Parameter(ids).Contains(value.TargetId)).Select(value => value.TargetId));
        annotated = type switch
        {
            CanvasObjectTypes.User => annotated.Union(database.All<CanvasStudentMetadata>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.UserId)),
            CanvasObjectTypes.Assignment => annotated.Union(database.All<CanvasAssignmentMetadata>().Where(row => EF.Parameter(ids).Contains(row.AssignmentId)).Select(row => row.AssignmentId)),
            CanvasObjectTypes.Course => annotated.Union(database.All<CanvasCourseMetadata>().Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId)),
            _ => annotated,
        };
        return (await annotated.ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
    }

    private async Task<HashSet<long>> HistoryAsync(string type, long[] ids, CancellationToken cancellationToken)
    {
        var database = session.Database;
        var (scores, grades) = (database.All<CanvasAssignmentScoreHistory>().Where(TellsWork), database.All<CanvasGradeHistory>().Where(TellsGrade));
        var (work, totals) = (database.All<CanvasSubmission>().Where(SubmissionRules.HasWork), database.All<CanvasEnrollment>().Where(HasGrade));
        var found = type switch
        {
            CanvasObjectTypes.User => scores.Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.UserId!.Value)
                .Union(grades.Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.UserId))
                .Union(work.Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.UserId!.Value))
                .Union(totals.Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.UserId)),
            CanvasObjectTypes.Assignment => scores.Where(row => EF.Parameter(ids).Contains(row.AssignmentId)).Select(row => row.AssignmentId)
                .Union(work.Where(row => EF.Parameter(ids).Contains(row.AssignmentId)).Select(row => row.AssignmentId)),
            CanvasObjectTypes.Course => scores.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId)
                .Union(grades.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId))
                .Union(work.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId))
                .Union(totals.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId)),
            _ => null,
        };
        return found is null ? [] : (await found.ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
    }
}
