using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Keeps Layer 0 in step with the rows of a sync: first sight, disappearance, return.</summary>
internal sealed class LifecycleRecorder(WriteSession session, DateTime? lastComplete)
{
    private const string Vanished = "not listed by Canvas any more";

    public async Task ObjectsAsync<TRow>(string type, IReadOnlyList<RowChange<TRow>> changes, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        var concerned = changes.Where(IsConcerned).ToList();
        if (concerned.Count == 0)
        {
            return;
        }

        var ids = concerned.Select(change => change.After.Id).ToArray();
        var statuses = await LoadAsync(
            session.Database.Set<CanvasObjectStatus>().Where(status => status.ObjectType == type && EF.Parameter(ids).Contains(status.ObjectId)), status => status.ObjectId, cancellationToken).ConfigureAwait(false);
        var gone = GoneOf(concerned);
        var withUserData = await Dependencies.WithUserDataAsync(session.Database, type, gone, cancellationToken).ConfigureAwait(false);
        var withHistory = await Dependencies.WithHistoryAsync(session.Database, type, gone, cancellationToken).ConfigureAwait(false);

        var added = new List<CanvasObjectStatus>();
        var updated = new List<CanvasObjectStatus>();
        foreach (var (kind, _, row, _) in concerned)
        {
            var known = statuses.TryGetValue(row.Id, out var status);
            status ??= new CanvasObjectStatus { ObjectType = type, ObjectId = row.Id, Active = true, FirstSeenAt = session.Now };
            status.CourseId = (row as CanvasCourseRow)?.CourseId;
            if (kind == RowChangeKind.Missing)
            {
                (status.UserDataExists, status.HistoricalDataExists) = (withUserData.Contains(row.Id), withHistory.Contains(row.Id));
            }

            Follow(status, kind, status.UserDataExists || status.HistoricalDataExists);
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
        var statuses = await LoadAsync(
            session.Database.Set<CanvasEnrollmentStatus>().Where(status => EF.Parameter(ids).Contains(status.EnrollmentId)), status => status.EnrollmentId, cancellationToken).ConfigureAwait(false);
        var withHistory = await Dependencies.WithHistoryAsync(session.Database, CanvasObjectTypes.Enrollment, GoneOf(concerned), cancellationToken).ConfigureAwait(false);

        var written = new List<CanvasEnrollmentStatus>();
        foreach (var (kind, _, row, _) in concerned)
        {
            var status = statuses.GetValueOrDefault(row.Id) ?? new CanvasEnrollmentStatus { EnrollmentId = row.Id, Active = true, FirstSeenAt = session.Now };
            (status.UserId, status.CourseId) = (row.UserId, row.CourseId);
            if (kind == RowChangeKind.Missing)
            {
                status.HistoricalDataExists = withHistory.Contains(row.Id);
            }

            Follow(status, kind, status.HistoricalDataExists);
            written.Add(status);
        }

        await WriteAsync(written, cancellationToken).ConfigureAwait(false);
    }

    // What moves to another course, or to another person, is not new, but found elsewhere.
    private static bool IsConcerned<TRow>(RowChange<TRow> change) where TRow : CanvasRow =>
        change.Kind != RowChangeKind.Changed ||
        (change is { Before: CanvasCourseRow before, After: CanvasCourseRow after } && before.CourseId != after.CourseId) ||
        (change is { Before: CanvasEnrollment of, After: CanvasEnrollment to } && of.UserId != to.UserId);

    private static long[] GoneOf<TRow>(List<RowChange<TRow>> changes) where TRow : CanvasRow =>
        [.. changes.Where(change => change.Kind == RowChangeKind.Missing).Select(change => change.After.Id)];

    private void Follow(CanvasLifecycleRow status, RowChangeKind kind, bool hasDependencies)
    {
        if (kind == RowChangeKind.Missing)
        {
            // What was decided or noted before stays, and so does the moment when it was first missed.
            ObjectLifecycle.Set(status, ObjectLifecycle.Next(ObjectLifecycle.StateOf(status), LifecycleAction.MarkMissing, hasDependencies: hasDependencies)!.Value, session.Now);
            if (status.RemovedAt is null)
            {
                (status.RemovedAt, status.RemovalReason, status.LastSeenAt) = (session.Now, status.RemovalReason ?? Vanished, lastComplete);
            }
        }
        else if (kind != RowChangeKind.Changed || status.RemovedAt is not null)
        {
            ObjectLifecycle.Set(status, ObjectState.Active, session.Now);
            (status.RemovedAt, status.RemovalReason) = (null, null);
        }

        status.UpdatedAt = session.Now;
    }

    // A decision that is being made about one of them must not be overwritten: every database locks what it updates.
    private async Task<Dictionary<long, TStatus>> LoadAsync<TStatus>(IQueryable<TStatus> rows, Func<TStatus, long> key, CancellationToken cancellationToken)
        where TStatus : CanvasLifecycleRow
    {
        var found = rows.IgnoreQueryFilters().AsNoTracking();
        var statuses = await found.ToDictionaryAsync(key, cancellationToken).ConfigureAwait(false);
        if (statuses.Count > 0 && session.Database.Database.IsRelational())
        {
            await found.ExecuteUpdateAsync(set => set.SetProperty(status => status.UpdatedAt, status => status.UpdatedAt), cancellationToken).ConfigureAwait(false);
            statuses = await found.ToDictionaryAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return statuses;
    }

    private Task WriteAsync<TEntity>(List<TEntity> rows, CancellationToken cancellationToken) where TEntity : class =>
        rows.Count == 0 ? Task.CompletedTask : session.UpsertAsync(rows, cancellationToken);
}
