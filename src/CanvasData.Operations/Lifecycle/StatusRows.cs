using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Lifecycle;

/// <inheritdoc/>
/// <param name="database">The context of a unit of work.</param>
/// <param name="of">The rows of objects.</param>
/// <param name="key">The object of a row.</param>
internal sealed class StatusRows<TRow>(DbContext database, Func<long[], IQueryable<TRow>> of, Expression<Func<TRow, long>> key) : StatusTable
    where TRow : CanvasLifecycleRow
{
    private const string Vanished = "reported as missing";

    private static readonly ObjectState[] States = Enum.GetValues<ObjectState>();

    public override async Task<LifecycleChange> MoveAsync(LifecycleStep step, CancellationToken cancellationToken)
    {
        var changed = 0;

        // Only a canceled deletion asks whether Canvas has the object.
        bool?[] missing = step.Action == LifecycleAction.CancelDeletion ? [false, true] : [null];
        foreach (var isMissing in missing)
        {
            changed += await MoveAsync(step, isMissing, cancellationToken).ConfigureAwait(false);
        }

        if (changed < step.Ids.Length)
        {
            await CheckAsync(step, cancellationToken).ConfigureAwait(false);
        }

        return new LifecycleChange(changed, step.Ids.Length - changed);
    }

    public override async Task<LifecycleChange> MarkMissingAsync(LifecycleStep step, HashSet<long> withUserData, HashSet<long> withHistory, CancellationToken cancellationToken)
    {
        var changed = 0;
        var reason = Cut(step.Reason ?? Vanished);
        foreach (var group in step.Ids.GroupBy(id => (UserData: withUserData.Contains(id), History: withHistory.Contains(id))))
        {
            var (target, (userData, history)) = (ObjectLifecycle.Next(ObjectState.Active, LifecycleAction.MarkMissing, hasDependencies: group.Key.UserData || group.Key.History)!.Value, group.Key);
            var rows = of([.. group]).Where(ObjectLifecycle.IsIn<TRow>([ObjectState.Active]));
            changed += await database.UpdateAsync(
                rows,
                set =>
                {
                    ObjectLifecycle.Set(set, target, step.Now, step.By);
                    SetFlags(set, userData, history);
                    set.SetProperty(row => row.RemovedAt, step.Now).SetProperty(row => row.RemovalReason, reason);
                },
                row =>
                {
                    ObjectLifecycle.Set(row, target, step.Now);
                    SetFlags(row, userData, history);
                    (row.RemovedAt, row.RemovalReason) = (step.Now, reason);
                },
                cancellationToken).ConfigureAwait(false);
        }

        if (changed == step.Ids.Length)
        {
            return new LifecycleChange(changed, 0);
        }

        // What was decided or proposed before stays, and so does its reason.
        await database.UpdateAsync(
            of(step.Ids).Where(row => row.RemovedAt == null),
            set => set.SetProperty(row => row.RemovedAt, step.Now).SetProperty(row => row.RemovalReason, row => row.RemovalReason ?? reason).SetProperty(row => row.UpdatedAt, step.Now),
            row => (row.RemovedAt, row.RemovalReason, row.UpdatedAt) = (step.Now, row.RemovalReason ?? reason, step.Now),
            cancellationToken).ConfigureAwait(false);
        await CheckAsync(step, cancellationToken).ConfigureAwait(false);
        return new LifecycleChange(changed, step.Ids.Length - changed);
    }

    public override Task<int> MoveFromAsync(long[] ids, ObjectState from, ObjectState target, DateTime now, string? by, CancellationToken cancellationToken) => database.UpdateAsync(
        of(ids).Where(ObjectLifecycle.IsIn<TRow>([from])),
        set => ObjectLifecycle.Set(set, target, now, by),
        row =>
        {
            ObjectLifecycle.Set(row, target, now);
            row.StateChangedBy = by;
        },
        cancellationToken);

    public override Task<int> RemindAsync(long[] ids, DateTime now, CancellationToken cancellationToken) => database.UpdateAsync(
        of(ids).Where(ObjectLifecycle.IsIn<TRow>([ObjectState.PendingDeletion])), set => set.SetProperty(row => row.RemindedAt, now), row => row.RemindedAt = now, cancellationToken);

    public override async Task<int> SetFlagsAsync(long[] ids, HashSet<long> withUserData, HashSet<long> withHistory, DateTime now, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var group in ids.GroupBy(id => (UserData: withUserData.Contains(id), History: withHistory.Contains(id))))
        {
            var (userData, history) = group.Key;
            changed += await database.UpdateAsync(
                Differing(of([.. group]), userData, history),
                set =>
                {
                    SetFlags(set, userData, history);
                    set.SetProperty(row => row.UpdatedAt, now);
                },
                row =>
                {
                    SetFlags(row, userData, history);
                    row.UpdatedAt = now;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    public override async Task<Dictionary<long, ObjectState>> StatesAsync(long[] ids, CancellationToken cancellationToken)
    {
        var keyOf = key.Compile();
        var states = new Dictionary<long, ObjectState>();
        await foreach (var row in of(ids).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            states[keyOf(row)] = ObjectLifecycle.StateOf(row);
        }

        return states;
    }

    public override async Task CheckAsync(LifecycleStep step, CancellationToken cancellationToken)
    {
        ObjectState[] refusing = [.. States.Where(state => state != ObjectState.Untracked && ObjectLifecycle.Next(state, step.Action) is null)];
        var refused = await of(step.Ids).Where(ObjectLifecycle.IsIn<TRow>(refusing)).OrderBy(key).Take(LifecycleRefusal.Shown + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (refused.Count > 0)
        {
            var keyOf = key.Compile();
            throw LifecycleRefusal.Of(step, refused.ConvertAll(row => (keyOf(row), ObjectLifecycle.StateOf(row))));
        }

        if (await of(step.Ids).CountAsync(cancellationToken).ConfigureAwait(false) < step.Ids.Length)
        {
            var known = await of(step.Ids).Select(key).ToHashSetAsync(cancellationToken).ConfigureAwait(false);
            throw LifecycleRefusal.Unknown(step.ObjectType, [.. step.Ids.Where(id => !known.Contains(id)).Order()]);
        }
    }

    private static IQueryable<TRow> Differing(IQueryable<TRow> rows, bool userData, bool history) => rows is IQueryable<CanvasObjectStatus> objects
        ? (IQueryable<TRow>)objects.Where(row => row.UserDataExists != userData || row.HistoricalDataExists != history)
        : rows.Where(row => row.HistoricalDataExists != history);

    private static void SetFlags(UpdateSettersBuilder<TRow> set, bool userData, bool history)
    {
        set.SetProperty(row => row.HistoricalDataExists, history);
        if (set is UpdateSettersBuilder<CanvasObjectStatus> objects)
        {
            objects.SetProperty(row => row.UserDataExists, userData);
        }
    }

    private static void SetFlags(TRow row, bool userData, bool history)
    {
        row.HistoricalDataExists = history;
        if (row is CanvasObjectStatus status)
        {
            status.UserDataExists = userData;
        }
    }

    private async Task<int> MoveAsync(LifecycleStep step, bool? isMissing, CancellationToken cancellationToken)
    {
        var moves = States.Select(state => (From: state, To: ObjectLifecycle.Next(state, step.Action, isMissing == true)))
            .Where(move => move.To is { } to && move.From != ObjectState.Untracked && (to != move.From || HasNews(step, to))).ToList();
        var (from, target) = (moves.ConvertAll(move => move.From), moves[0].To!.Value);
        var rows = of(step.Ids).Where(ObjectLifecycle.IsIn<TRow>(from));
        rows = isMissing switch
        {
            true => rows.Where(row => row.RemovedAt != null),
            false => rows.Where(row => row.RemovedAt == null),
            null => rows,
        };
        var (isBack, reason) = (target == ObjectState.Active, Cut(step.Reason));
        return await database.UpdateAsync(
            rows,
            set =>
            {
                ObjectLifecycle.Set(set, target, step.Now, step.By);
                if (isBack)
                {
                    set.SetProperty(row => row.RemovedAt, (DateTime?)null).SetProperty(row => row.RemovalReason, (string?)null);
                }
                else if (reason is not null)
                {
                    set.SetProperty(row => row.RemovalReason, reason);
                }
            },
            row =>
            {
                ObjectLifecycle.Set(row, target, step.Now);
                (row.StateChangedAt, row.StateChangedBy) = (step.Now, step.By);
                (row.RemovedAt, row.RemovalReason) = isBack ? (null, null) : (row.RemovedAt, reason ?? row.RemovalReason);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // A proposal that is repeated with another reason is stored.
    private static bool HasNews(LifecycleStep step, ObjectState target) => step.Reason is not null && target == ObjectState.PendingDeletion;

    private string? Cut(string? reason) => TextLength.Cut<TRow>(database, nameof(CanvasLifecycleRow.RemovalReason), reason);
}
