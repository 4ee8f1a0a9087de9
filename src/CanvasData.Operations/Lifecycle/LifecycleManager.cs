using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <inheritdoc/>
internal sealed class LifecycleManager(UnitOfWork units, IRequestContext contexts, BulkWriters writers, TimeProvider time) : ILifecycleManager
{
    private const int IdsAStatement = 100_000;

    public Task<LifecycleChange> TrackAsync(string objectType, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        RunAsync(LifecycleAction.Track, objectType, ids, null, null, TrackAsync, cancellationToken, CheckStoredAsync);

    public Task<LifecycleChange> MarkMissingAsync(string objectType, IReadOnlyCollection<long> ids, string? reason, CancellationToken cancellationToken) =>
        RunAsync(LifecycleAction.MarkMissing, objectType, ids, null, reason, MarkMissingAsync, cancellationToken);

    public async Task<LifecycleChange> MarkForDeletionAsync(
        string objectType, IReadOnlyCollection<long> ids, string? reason, string? by, bool requireApproval, CancellationToken cancellationToken)
    {
        if (requireApproval)
        {
            return await MoveAsync(LifecycleAction.MarkForDeletion, objectType, ids, by, reason, cancellationToken).ConfigureAwait(false);
        }

        return await RunAsync(LifecycleAction.MarkForDeletion, objectType, ids, by, reason, MarkAndApproveAsync, cancellationToken, CheckProposedAsync).ConfigureAwait(false);

        static async Task CheckProposedAsync(DbContext database, LifecycleStep step, CancellationToken token) =>
            await CheckAsync(database, await ProposedAsync(database, step, token).ConfigureAwait(false), token).ConfigureAwait(false);

        static async Task<LifecycleChange> MarkAndApproveAsync(DbContext database, LifecycleStep step, CancellationToken token)
        {
            await MoveAsync(database, await ProposedAsync(database, step, token).ConfigureAwait(false), token).ConfigureAwait(false);
            return await MoveAsync(database, step with { Action = LifecycleAction.ApproveDeletion, Reason = null }, token).ConfigureAwait(false);
        }

        // A repeated call finds them approved.
        static async Task<LifecycleStep> ProposedAsync(DbContext database, LifecycleStep step, CancellationToken token)
        {
            var states = await StatusTable.Of(database, step.ObjectType).StatesAsync(step.Ids, token).ConfigureAwait(false);
            return step with { Ids = [.. step.Ids.Where(id => states.GetValueOrDefault(id) != ObjectState.DeletionApproved)] };
        }
    }

    public Task<LifecycleChange> ApproveDeletionAsync(string objectType, IReadOnlyCollection<long> ids, string? by, CancellationToken cancellationToken) =>
        MoveAsync(LifecycleAction.ApproveDeletion, objectType, ids, by, null, cancellationToken);

    public Task<LifecycleChange> CancelDeletionAsync(string objectType, IReadOnlyCollection<long> ids, string? by, CancellationToken cancellationToken) =>
        MoveAsync(LifecycleAction.CancelDeletion, objectType, ids, by, null, cancellationToken);

    public Task<LifecycleChange> KeepInactiveAsync(string objectType, IReadOnlyCollection<long> ids, string? by, CancellationToken cancellationToken) =>
        MoveAsync(LifecycleAction.KeepInactive, objectType, ids, by, null, cancellationToken);

    public Task<LifecycleChange> ArchiveAsync(string objectType, IReadOnlyCollection<long> ids, string? by, CancellationToken cancellationToken) =>
        MoveAsync(LifecycleAction.Archive, objectType, ids, by, null, cancellationToken);

    public Task<LifecycleChange> ReactivateAsync(string objectType, IReadOnlyCollection<long> ids, string? by, CancellationToken cancellationToken) =>
        RunAsync(LifecycleAction.Reactivate, objectType, ids, by, null, ReactivateAsync, cancellationToken);

    public async Task<DeletionImpact> DeletePermanentlyAsync(string objectType, IReadOnlyCollection<long> ids, bool includeHistory, string? by, CancellationToken cancellationToken)
    {
        LifecycleRefusal.Check(objectType, ids, by);
        var step = new LifecycleStep(LifecycleAction.DeletePermanently, objectType, [.. ids.Distinct()], Now, by);
        return await units.RunAsync((database, token) => DeletePermanentlyAsync(database, step, includeHistory, token), null, cancellationToken, nameof(DeletePermanentlyAsync)).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<long, ObjectState>> GetStatesAsync(string objectType, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        LifecycleRefusal.Check(objectType, ids);
        long[] objects = [.. ids.Distinct()];
        var states = await units.RunAsync((database, token) => StatusTable.Of(database, objectType).StatesAsync(objects, token), null, cancellationToken, nameof(GetStatesAsync)).ConfigureAwait(false);
        foreach (var id in objects)
        {
            states.TryAdd(id, ObjectState.Untracked);
        }

        return states;
    }

    public Task<DeletionReviewPage> GetPendingDeletionsAsync(DeletionReviewRequest? request, CancellationToken cancellationToken)
    {
        request ??= new DeletionReviewRequest();
        request.Check();
        return new DeletionReview(contexts.ForQuestion(), request).ReadAsync(cancellationToken);
    }

    private DateTime Now => UtcDateTimeConverter.Now(time);

    // Without transactions, and in a host's without savepoints, nothing can be taken back: all objects are checked before the first is written.
    private static bool CanTakeBack(DbContext database) => database.Database.IsRelational() && database.Database.CurrentTransaction is { SupportsSavepoints: true };

    private static Task CheckAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken) => StatusTable.Of(database, step.ObjectType).CheckAsync(step, cancellationToken);

    private static Task<LifecycleChange> MoveAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken) =>
        StatusTable.Of(database, step.ObjectType).MoveAsync(step, cancellationToken);

    private static async Task<LifecycleChange> ReactivateAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken)
    {
        // Rows before statuses, as a sync writes them.
        await MirroredObjects.SetMissingAsync(database, step.ObjectType, step.Ids, null, cancellationToken).ConfigureAwait(false);
        return await MoveAsync(database, step, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<LifecycleChange> MarkMissingAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken)
    {
        await MirroredObjects.SetMissingAsync(database, step.ObjectType, step.Ids, step.Now, cancellationToken).ConfigureAwait(false);
        return await StatusTable.Of(database, step.ObjectType).MarkMissingAsync(
            step,
            await Dependencies.WithUserDataAsync(database, step.ObjectType, step.Ids, cancellationToken).ConfigureAwait(false),
            await Dependencies.WithHistoryAsync(database, step.ObjectType, step.Ids, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<LifecycleChange> TrackAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken)
    {
        var stored = await ReadStoredAsync(database, step, cancellationToken).ConfigureAwait(false);
        await MirroredObjects.SetMissingAsync(database, step.ObjectType, step.Ids, null, cancellationToken).ConfigureAwait(false);
        var known = await StatusTable.Of(database, step.ObjectType).StatesAsync(step.Ids, cancellationToken).ConfigureAwait(false);
        var added = stored.FindAll(row => !known.ContainsKey(row.Id));
        var change = await MoveAsync(database, step with { Ids = [.. known.Keys] }, cancellationToken).ConfigureAwait(false);
        await AddAsync(database, step, added, cancellationToken).ConfigureAwait(false);
        return change with { Changed = change.Changed + added.Count };
    }

    private static Task CheckStoredAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken) => ReadStoredAsync(database, step, cancellationToken);

    private static async Task<List<MirroredObject>> ReadStoredAsync(DbContext database, LifecycleStep step, CancellationToken cancellationToken)
    {
        var stored = await MirroredObjects.ReadAsync(database, step.ObjectType, step.Ids, cancellationToken).ConfigureAwait(false);
        return stored.Count == step.Ids.Length
            ? stored
            : throw new ObjectNotFoundException(step.ObjectType, [.. step.Ids.Except(stored.Select(row => row.Id)).Order()], "Sync its course first.");
    }

    private async Task AddAsync(DbContext database, LifecycleStep step, List<MirroredObject> objects, CancellationToken cancellationToken)
    {
        var now = step.Now;
        var writer = writers.For(database);
        if (objects.Count == 0)
        {
            return;
        }

        _ = step.ObjectType == CanvasObjectTypes.Enrollment
            ? await writer.InsertAsync(
                database,
                objects.Select(row => new CanvasEnrollmentStatus { EnrollmentId = row.Id, UserId = row.UserId!.Value, CourseId = row.CourseId!.Value, Active = true, FirstSeenAt = now, UpdatedAt = now }),
                cancellationToken).ConfigureAwait(false)
            : await writer.InsertAsync(
                database,
                objects.Select(row => new CanvasObjectStatus { ObjectType = step.ObjectType, ObjectId = row.Id, CourseId = row.CourseId, Active = true, FirstSeenAt = now, UpdatedAt = now }),
                cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DeletionImpact> DeletePermanentlyAsync(DbContext database, LifecycleStep step, bool includeHistory, CancellationToken cancellationToken)
    {
        if (!CanTakeBack(database))
        {
            await CheckAsync(database, step, cancellationToken).ConfigureAwait(false);
        }

        await FullSyncNext.RequireAsync(database, step.ObjectType, step.Ids, cancellationToken).ConfigureAwait(false);
        await MoveAsync(database, step, cancellationToken).ConfigureAwait(false);
        var students = await AffectedStudents.CountAsync(database, step.ObjectType, step.Ids, cancellationToken).ConfigureAwait(false);
        var tables = new List<TableImpact>();
        foreach (var table in DependentTables.Of(database, step.ObjectType, step.Ids, includeHistory, step.Now))
        {
            tables.Add(new TableImpact(table.Layer, table.Table, await table.ApplyAsync(cancellationToken).ConfigureAwait(false), table.Fate));
        }

        return DependencyTracker.Sum(step.ObjectType, step.Ids.Length, tables, students);
    }

    private Task<LifecycleChange> MoveAsync(
        LifecycleAction action, string objectType, IReadOnlyCollection<long> ids, string? by, string? reason, CancellationToken cancellationToken) =>
        RunAsync(action, objectType, ids, by, reason, MoveAsync, cancellationToken);

    private async Task<LifecycleChange> RunAsync(
        LifecycleAction action, string objectType, IReadOnlyCollection<long> ids, string? by, string? reason,
        Func<DbContext, LifecycleStep, CancellationToken, Task<LifecycleChange>> move, CancellationToken cancellationToken, Func<DbContext, LifecycleStep, CancellationToken, Task>? check = null)
    {
        LifecycleRefusal.Check(objectType, ids, by);
        var step = new LifecycleStep(action, objectType, [.. ids.Distinct()], Now, by, reason);
        return await units.RunAsync(MoveAllAsync, null, cancellationToken, $"{action}").ConfigureAwait(false);

        async Task<LifecycleChange> MoveAllAsync(DbContext database, CancellationToken token)
        {
            var sum = new LifecycleChange(0, 0);
            var parts = step.Ids.Chunk(IdsAStatement).Select(chunk => step with { Ids = chunk }).ToList();
            foreach (var part in CanTakeBack(database) ? [] : parts)
            {
                await (check ?? CheckAsync)(database, part, token).ConfigureAwait(false);
            }

            foreach (var part in parts)
            {
                var (changed, unchanged) = await move(database, part, token).ConfigureAwait(false);
                sum = new LifecycleChange(sum.Changed + changed, sum.Unchanged + unchanged);
            }

            return sum;
        }
    }
}
