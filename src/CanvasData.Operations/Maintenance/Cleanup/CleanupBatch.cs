using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// One batch of a clean-up: objects of one kind in one state. The state is part of each statement that changes it: an object that
/// has come back since it was found is left alone.
/// </summary>
internal sealed class CleanupBatch(CleanupRules rules, ObjectState state, string type, string? by)
{
    private readonly List<(CleanupRule Rule, IReadOnlyCollection<Candidate> Changed)> _objects = [];
    private readonly List<TableImpact> _tables = [];

    /// <summary>Does it.</summary>
    /// <returns>The last object that was looked at; null when there are no more.</returns>
    public async Task<long?> ApplyAsync(DbContext database, long after, CancellationToken cancellationToken)
    {
        Clear();
        var batch = await rules.FindAsync(database, state, type, after, CleanupManager.AtOnce(type), null, cancellationToken).ConfigureAwait(false);
        foreach (var group in batch.Found.GroupBy(candidate => candidate.Rule))
        {
            Candidate[] candidates = [.. group];
            var isDeletion = group.Key is CleanupRule.DeleteApproved or CleanupRule.DeleteInactive;
            long[] ids = [.. candidates.Select(candidate => candidate.ObjectId)];
            if (isDeletion)
            {
                await FullSyncNext.RequireAsync(database, type, ids, cancellationToken).ConfigureAwait(false);
            }

            var changed = await MoveAsync(database, group.Key, ids, cancellationToken).ConfigureAwait(false);
            _objects.Add((group.Key, changed is null ? candidates : [.. candidates.Where(candidate => changed.Contains(candidate.ObjectId))]));
            if (isDeletion && changed is not { Count: 0 })
            {
                foreach (var table in Deleted(database, group.Key, changed is null ? ids : [.. changed.Order()], null))
                {
                    _tables.Add(new TableImpact(table.Layer, table.Table, await table.ApplyAsync(cancellationToken).ConfigureAwait(false), table.Fate));
                }
            }
        }

        return batch.Last;
    }

    /// <summary>Counts what it would do.</summary>
    /// <param name="database">The context of a unit of work.</param>
    /// <param name="after">The object before the first.</param>
    /// <param name="deleted">What earlier batches would have deleted; those of this batch are added.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<long?> CountAsync(DbContext database, long after, DeletedObjects deleted, CancellationToken cancellationToken)
    {
        Clear();
        var batch = await rules.FindAsync(database, state, type, after, CleanupManager.AtOnce(type), deleted, cancellationToken).ConfigureAwait(false);
        foreach (var group in batch.Found.GroupBy(candidate => candidate.Rule))
        {
            Candidate[] candidates = [.. group];
            _objects.Add((group.Key, candidates));
            if (group.Key is CleanupRule.DeleteApproved or CleanupRule.DeleteInactive)
            {
                long[] ids = [.. candidates.Select(candidate => candidate.ObjectId)];
                foreach (var table in Deleted(database, group.Key, ids, deleted))
                {
                    _tables.Add(new TableImpact(table.Layer, table.Table, await table.CountAsync(cancellationToken).ConfigureAwait(false), table.Fate));
                }

                deleted.Add(type, ids);
            }
        }

        return batch.Last;
    }

    /// <summary>Adds what the batch did, once it is written.</summary>
    /// <returns>Whether it did anything.</returns>
    public bool AddTo(CleanupTally tally)
    {
        foreach (var (rule, changed) in _objects)
        {
            tally.Add(rule, type, changed);
        }

        tally.Add(_tables);
        return _objects.Any(row => row.Changed.Count > 0);
    }

    // A unit may be repeated.
    private void Clear()
    {
        _objects.Clear();
        _tables.Clear();
    }

    // Of an object without data of the portal none is deleted: what was written a moment ago stays.
    private IEnumerable<DependentTable> Deleted(DbContext database, CleanupRule rule, long[] ids, DeletedObjects? deleted) =>
        DependentTables.Of(database, type, ids, includeHistory: false, rules.Now, deleted)
            .Where(table => table.Fate != RowFate.Kept && (rule != CleanupRule.DeleteInactive || table.Layer != 3));

    /// <returns>The objects that were moved; null for all.</returns>
    private async Task<HashSet<long>?> MoveAsync(DbContext database, CleanupRule rule, long[] ids, CancellationToken cancellationToken)
    {
        var statuses = StatusTable.Of(database, type);
        if (rule == CleanupRule.RemindPending)
        {
            await statuses.RemindAsync(ids, rules.Now, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var target = TargetOf(rule);
        var changed = await statuses.MoveFromAsync(ids, state, target, rules.Now, by, cancellationToken).ConfigureAwait(false);
        return changed == ids.Length
            ? null
            : [.. (await statuses.StatesAsync(ids, cancellationToken).ConfigureAwait(false)).Where(pair => pair.Value == target).Select(pair => pair.Key)];
    }

    private ObjectState TargetOf(CleanupRule rule)
    {
        LifecycleAction[] actions = rule switch
        {
            CleanupRule.DeleteApproved => [LifecycleAction.DeletePermanently],
            CleanupRule.DeleteInactive => [LifecycleAction.MarkForDeletion, LifecycleAction.ApproveDeletion, LifecycleAction.DeletePermanently],
            _ => [LifecycleAction.Archive],
        };
        return actions.Aggregate(state, (at, action) => ObjectLifecycle.Next(at, action, isMissing: true)!.Value);
    }
}
