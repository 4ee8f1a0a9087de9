using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Diff first, write second, for one table of one course: reads the keys and hashes that are stored, and hands
/// the writer only rows that are new, changed, missing or back.
/// </summary>
internal sealed class TableSync<TRow>(WriteSession session, FetchedTable<TRow> incoming, TableRules<TRow> rules) where TRow : CanvasRow, new()
{
    private readonly RowCodec<TRow> _codec = RowCodec<TRow>.Instance;
    private readonly ConflictResolver<TRow> _conflicts = new(session, incoming.Entity);
    private readonly HashedColumns<TRow> _hashes = new();
    private readonly DisappearanceGuard _guard = new(session, incoming.Entity);
    private readonly string _table = session.Database.Model.FindEntityType(typeof(TRow))!.GetTableName() ?? typeof(TRow).Name;

    private readonly DateTime _readAt = rules.ReadAt > session.Now ? rules.ReadAt.Value : session.Now;

    /// <summary>The table, as in reports.</summary>
    public string Name => _table;

    /// <summary>Rows that stay as another course wrote them, which read them later.</summary>
    public List<TRow> Outdated { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadStoredAsync(cancellationToken).ConfigureAwait(false);
        var vanished = incoming.Complete && rules.OfCourse is not null
            ? stored.LiveIds().Where(id => !incoming.WasListed(id)).ToList()
            : [];
        await GuardAsync(stored, vanished, cancellationToken).ConfigureAwait(false);
        Count(RowCounts.None);
        if (stored.Count == 0 && rules is { IsPart: false, MayMove: false, FollowsAdded: false, FindFirstSight: null })
        {
            await AddAllAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var unchanged = 0;
            await session.LockAsync<TRow>(Concerned(stored).Concat(vanished), cancellationToken).ConfigureAwait(false);
            foreach (var batch in incoming.Rows.Read(MayDiffer).Concat(incoming.Unwanted.Where(IsStored)).Chunk(session.Options.BatchRows))
            {
                await WriteBatchAsync(batch, stored, cancellationToken).ConfigureAwait(false);
            }

            Count(new RowCounts(0, 0, unchanged, 0));

            bool IsStored(StagedRow<TRow> staged) => stored.TryGet(staged.Row.Id, out _) && MayDiffer(staged.Row.Id, staged.Hash);

            bool MayDiffer(long id, long hash)
            {
                var same = IsSame(stored, id, hash);
                unchanged += same ? 1 : 0;
                return !same;
            }
        }

        foreach (var batch in vanished.Chunk(session.Options.BatchRows))
        {
            await MarkLockedAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Marks rows that Canvas no longer has.</summary>
    public async Task MarkMissingAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await session.LockAsync<TRow>(ids, cancellationToken).ConfigureAwait(false);
        await MarkLockedAsync(ids, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsSame(StoredKeySet stored, long id, long hash) => stored.TryGet(id, out var key) && !key.Missing && key.Hash == hash;

    // The stored rows that are going to be looked at, and perhaps written.
    private List<long> Concerned(StoredKeySet stored)
    {
        var ids = new List<long>();
        using var none = incoming.Rows.Read(Collect).GetEnumerator();
        none.MoveNext();
        ids.AddRange(incoming.Unwanted.Select(staged => staged.Row.Id).Where(id => stored.TryGet(id, out _)));
        return ids;

        bool Collect(long id, long hash)
        {
            if (!IsSame(stored, id, hash) && (rules.MayMove || stored.TryGet(id, out _)))
            {
                ids.Add(id);
            }

            return false;
        }
    }

    private async Task MarkLockedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var rows = await StoredKeys.LoadAsync<TRow>(session.Database, ids, cancellationToken).ConfigureAwait(false);

        // Another course may have taken a row over since the keys were read.
        var isStillHere = rules.OfCourse?.Compile() ?? (_ => true);
        var changes = new List<RowChange<TRow>>();
        foreach (var row in rows.Values.Where(row => row.MissingSince is null && isStillHere(row) && rules.IsNotListed?.Invoke(row) != true).OrderBy(row => row.Id))
        {
            var at = session.MomentAfter(row);
            (row.MissingSince, row.SyncedAt) = (at, Later(_readAt, at));
            changes.Add(new RowChange<TRow>(RowChangeKind.Missing, row, row, at));
        }

        await ApplyAsync(changes, unchanged: 0, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StoredKeySet> ReadStoredAsync(CancellationToken cancellationToken)
    {
        var rows = session.Database.Rows<TRow>();
        if (rules.OfCourse is not null)
        {
            var own = await StoredKeys.ReadAsync(session.Database, rows.Where(rules.OfCourse), cancellationToken).ConfigureAwait(false);
            if (rules.IsPart)
            {
                // A stored row need not belong to the part yet: Canvas may have hidden whose it is.
                await ReadKeysAsync(incoming.Rows.Ids.Concat(incoming.Unwanted.Select(staged => staged.Row.Id)).Where(id => !own.TryGet(id, out _)), own).ConfigureAwait(false);
            }

            return own;
        }

        var result = new StoredKeySet();
        await ReadKeysAsync(incoming.Rows.Ids, result).ConfigureAwait(false);
        return result;

        async Task ReadKeysAsync(IEnumerable<long> wanted, StoredKeySet into)
        {
            foreach (var ids in wanted.Chunk(10_000))
            {
                await StoredKeys.ReadAsync(session.Database, rows.Where(row => EF.Parameter(ids).Contains(row.Id)), into, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task GuardAsync(StoredKeySet stored, List<long> vanished, CancellationToken cancellationToken)
    {
        var live = stored.Live;
        if (!_guard.IsTooMany(vanished.Count, live))
        {
            return;
        }

        var unexplained = vanished.Count;
        if (rules.VanishesWithAnother is not null || rules.FindMoved is not null)
        {
            var rows = await StoredKeys.LoadAsync<TRow>(session.Database, vanished, cancellationToken).ConfigureAwait(false);
            var moved = rules.FindMoved is { } find ? await find(rows.Values, cancellationToken).ConfigureAwait(false) : [];
            unexplained = rows.Values.Count(row => rules.VanishesWithAnother?.Invoke(row) != true && rules.IsNotListed?.Invoke(row) != true && !moved.Contains(row.Id));
        }

        Guard(unexplained, live);
    }

    /// <summary>Stops when more rows have vanished than is believable.</summary>
    public void Guard(int unexplained, int live) => _guard.Check(unexplained, live);

    // Nothing stored and nothing to follow: one statement for the whole table, however large.
    private async Task AddAllAsync(CancellationToken cancellationToken)
    {
        await session.UpsertAsync(incoming.Rows.Read().Select(staged => Stamp(staged.Row, staged.Hash)), cancellationToken).ConfigureAwait(false);
        Count(new RowCounts(incoming.Rows.Count, 0, 0, 0));
    }

    private async Task WriteBatchAsync(StagedRow<TRow>[] batch, StoredKeySet stored, CancellationToken cancellationToken)
    {
        var candidates = batch.Where(staged => stored.TryGet(staged.Row.Id, out _)).ToList();
        var added = batch.Where(staged => !stored.TryGet(staged.Row.Id, out _)).ToList();
        var unchanged = 0;
        var before = await StoredKeys.LoadAsync<TRow>(session.Database, candidates.Select(staged => staged.Row.Id), cancellationToken).ConfigureAwait(false);
        if (rules.MayMove && added.Count > 0)
        {
            var moved = await StoredKeys.LoadAsync<TRow>(session.Database, added.Select(staged => staged.Row.Id), cancellationToken).ConfigureAwait(false);
            foreach (var (id, row) in moved)
            {
                before[id] = row;
            }

            candidates.AddRange(added.Where(staged => moved.ContainsKey(staged.Row.Id)));
            added.RemoveAll(staged => moved.ContainsKey(staged.Row.Id));
        }

        // The host may have deleted one since the keys were read.
        added.AddRange(candidates.Where(staged => !before.ContainsKey(staged.Row.Id)));
        candidates.RemoveAll(staged => !before.ContainsKey(staged.Row.Id));
        var changes = new List<RowChange<TRow>>(added.Count + candidates.Count);
        var rehashed = new List<TRow>();
        var differing = candidates.Where(staged => (_codec.Differences(before[staged.Row.Id], staged.Row) & ~staged.Unspecified) != 0).Select(staged => before[staged.Row.Id]);
        var newer = await NewerRows.FindAsync(session, differing, cancellationToken).ConfigureAwait(false);
        session.NewerRows += newer.Count;
        foreach (var staged in candidates)
        {
            if (newer.Contains(staged.Row.Id) || IsNewer(before[staged.Row.Id]))
            {
                Outdated.Add(staged.Row);
                unchanged++;
                continue;
            }

            if (Compare(staged, before[staged.Row.Id]) is { } change)
            {
                changes.Add(change);
                continue;
            }

            unchanged++;
            if (before[staged.Row.Id] is { RowHash: not 0 } row && IsOutdated(row, staged))
            {
                row.RowHash = staged.Hash;
                rehashed.Add(row);
            }
        }

        if (stored.Count > 0 && rules is { FindReplaced: { } find, AlternateKey: { } place })
        {
            var moved = changes.Where(change => !place(change.Before!).Equals(place(change.After))).Select(change => change.After);
            TRow[] arriving = [.. added.Select(staged => staged.Row), .. moved];
            if (arriving.Length > 0)
            {
                await MakeRoomAsync(await FindLockedAsync(find, arriving, cancellationToken).ConfigureAwait(false), changes, stored, cancellationToken).ConfigureAwait(false);
            }
        }

        var stamped = added.ConvertAll(staged => Stamp(staged.Row, staged.Hash));
        if (stamped.Count > 0 && rules.FindFirstSight is { } findFirstSight)
        {
            await findFirstSight(stamped, cancellationToken).ConfigureAwait(false);
        }

        changes.AddRange(stamped.Select(row => new RowChange<TRow>(RowChangeKind.Added, null, row, session.Now)));
        session.TookFrom.UnionWith(changes.Select(change => change.Before).OfType<CanvasCourseRow>().Select(row => row.CourseId).Where(course => course != session.CourseId));
        if (rehashed.Count > 0)
        {
            await session.UpsertAsync(rehashed.OrderBy(row => row.Id), cancellationToken).ConfigureAwait(false);
        }

        await ApplyAsync(changes, unchanged, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<TRow>> FindLockedAsync(
        Func<IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<TRow>>> find, TRow[] arriving, CancellationToken cancellationToken)
    {
        var found = await find(arriving, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return found;
        }

        await session.LockAsync<TRow>(found.Select(row => row.Id), cancellationToken).ConfigureAwait(false);
        return await find(arriving, cancellationToken).ConfigureAwait(false);
    }

    // Another course wrote the row from a list that it read after this one: a shared row, or one that moved there.
    private bool IsNewer(TRow before) =>
        before.MissingSince is null && before.SyncedAt > _readAt && before.SyncedAt <= session.WrittenAt &&
        (rules.OfCourse is null || (before is CanvasCourseRow row && row.CourseId != session.CourseId));

    // Same values, another hash: what the token may see has grown, or an earlier version made the hash. Two lists that each leave out
    // something else would replace each other's for ever: the first stays.
    private bool IsOutdated(TRow before, StagedRow<TRow> staged) => before.RowHash != staged.Hash &&
        (staged.Unspecified == 0 || _hashes.FindUnspecified(before) is not { } unspecified || (staged.Unspecified & ~unspecified) == 0);

    /// <returns>The change to write; null when the row is to stay as it is.</returns>
    private RowChange<TRow>? Compare(StagedRow<TRow> staged, TRow before)
    {
        // A repeated attempt must find what Canvas said, not what an earlier one made of it.
        var row = _codec.Clone(staged.Row);
        _codec.Copy(staged.Unspecified & ~DerivedColumns<TRow>.Outdated(_codec.Differences(before, row), staged.Unspecified), before, row);
        var at = session.MomentAfter(before);
        Stamp(row, staged.Hash);
        (row.FirstSyncedAt, row.SyncedAt) = (before.FirstSyncedAt, Later(_readAt, at));
        if (before.RowHash == 0 || before.LocalEdits is not null)
        {
            return _conflicts.Resolve(before, row, staged.Unspecified) ? Change() : null;
        }

        return before.MissingSince is not null || _codec.Differences(before, row) != 0 ? Change() : null;

        RowChange<TRow> Change() => new(before.MissingSince is null ? RowChangeKind.Changed : RowChangeKind.Returned, before, row, at);
    }

    // Canvas recreates an object under another id, or moves it to another person: the old row makes room, and
    // stays as a missing one unless it moves itself.
    private async Task MakeRoomAsync(IReadOnlyList<TRow> replaced, List<RowChange<TRow>> changes, StoredKeySet stored, CancellationToken cancellationToken)
    {
        if (replaced.Count == 0)
        {
            return;
        }

        var moving = changes.Select(change => change.After.Id).ToHashSet();
        var vanished = replaced.Where(row => row.MissingSince is null && !moving.Contains(row.Id)).Select(row => new RowChange<TRow>(RowChangeKind.Missing, row, row, session.MomentAfter(row))).ToList();
        await (rules.OnChanges?.Invoke(vanished, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        foreach (var row in replaced)
        {
            rules.ReleaseAlternateKey!(row);
            (row.MissingSince, row.SyncedAt) = (row.MissingSince ?? session.Now, session.Now);
            stored.MarkMissing(row.Id);
        }

        Note(vanished);
        await session.UpsertAsync(replaced.OrderBy(row => row.Id), cancellationToken).ConfigureAwait(false);
        Count(new RowCounts(0, 0, 0, vanished.Count));
    }

    private async Task ApplyAsync(List<RowChange<TRow>> changes, int unchanged, CancellationToken cancellationToken)
    {
        Count(new RowCounts(
            changes.Count(change => change.Kind == RowChangeKind.Added),
            changes.Count(change => change.Kind is RowChangeKind.Changed or RowChangeKind.Returned),
            unchanged,
            changes.Count(change => change.Kind == RowChangeKind.Missing)));
        if (changes.Count == 0)
        {
            return;
        }

        Note(changes);
        await ChangeWriter<TRow>.WriteAsync(session, changes, cancellationToken).ConfigureAwait(false);
        await (rules.OnChanges?.Invoke(changes, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private void Note(List<RowChange<TRow>> changes)
    {
        foreach (var (kind, before, after, _) in session.Written is null ? [] : changes)
        {
            var columns = before is null ? 0 : _codec.Differences(before, after);
            session.Written!.Add(new WrittenRow(incoming.Entity, kind, after, columns, [.. _codec.Names(columns)]));
        }
    }

    private void Count(RowCounts counts) => session.Count(_table, counts, areOfCourse: rules.OfCourse is not null);

    private static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    private TRow Stamp(TRow row, long hash)
    {
        (row.RowHash, row.FirstSyncedAt, row.SyncedAt, row.MissingSince) = (hash, session.Now, _readAt, null);
        return row;
    }
}
