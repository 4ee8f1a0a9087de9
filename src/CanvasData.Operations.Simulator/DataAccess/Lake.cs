namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>
/// The tables of the platform over a living school. A commit compares the school with what was committed before: a record gets the moment
/// of the commit in which it changed.
/// </summary>
internal sealed class Lake(SimulatedSchool school)
{
    private readonly Dictionary<string, Committed> committed = LakeTables.All.ToDictionary(table => table.Name, _ => new Committed());

    public static IReadOnlyList<LakeTable> Tables => LakeTables.All;

    public TableShape Shape(string table) => committed[table].Shape;

    /// <summary>The moment of the newest record; null before the first commit.</summary>
    public DateTimeOffset? Newest(string table)
    {
        lock (committed[table])
        {
            return committed[table].Newest;
        }
    }

    /// <summary>Commits a table, and looks whether it has records since a moment.</summary>
    /// <param name="table">The table.</param>
    /// <param name="since">The moment, exclusive.</param>
    /// <param name="keepsOlder">Whether old versions are kept.</param>
    /// <returns>Whether it has any, and the moment of its newest one.</returns>
    public (bool HasAny, DateTimeOffset At) Look(LakeTable table, DateTimeOffset since, bool keepsOlder)
    {
        var state = committed[table.Name];
        lock (state)
        {
            var hasAny = false;
            var now = Commit(table, state, (_, record, _, _) => hasAny |= record.At > since, keepsOlder);
            return (hasAny || state.Deleted.Values.Any(at => at > since), state.Newest ?? now);
        }
    }

    /// <summary>Commits a table, and writes its records since a moment into files.</summary>
    /// <param name="table">The table.</param>
    /// <param name="since">The moment, exclusive; null for a snapshot.</param>
    /// <param name="files">Where the records go.</param>
    /// <param name="repeats">Whether records come twice, and old versions after new ones.</param>
    /// <returns>The files, and the moment up to which they go.</returns>
    public async Task<(IReadOnlyList<string> Files, DateTimeOffset At)> WriteAsync(LakeTable table, DateTimeOffset? since, RecordFiles files, bool repeats)
    {
        var at = Write(table, since, files, repeats);
        return (await files.FinishAsync().ConfigureAwait(false), at);
    }

    private DateTimeOffset Write(LakeTable table, DateTimeOffset? since, RecordFiles files, bool repeats)
    {
        var state = committed[table.Name];
        lock (state)
        {
            var now = Commit(table, state, (key, record, value, older) =>
            {
                if (record.At <= since)
                {
                    return;
                }

                files.Write(key, record.At, "U", value, since is null);
                if (repeats && older is not null)
                {
                    files.Write(key, record.At.AddMinutes(-1), "U", older, since is null);
                    files.Write(key, record.At, "U", value, since is null);
                }
            }, repeats);
            foreach (var (key, at) in state.Deleted.Where(pair => since is not null && pair.Value > since))
            {
                files.Write(key, at, "D", default, false);
            }

            return since is null ? now : state.Newest ?? now;
        }
    }

    private DateTimeOffset Commit(LakeTable table, Committed state, Found found, bool keepsOlder) => school.Read(content =>
    {
        var now = content.Now.ToTime()!.Value;
        var seen = state.Seen = !state.Seen;
        using (var sink = new RecordSink(state.Shape, (key, hash, value) =>
        {
            if (!state.Records.TryGetValue(key, out var record) || record.Hash != hash)
            {
                record = new Record(hash, now, seen);
                state.Newest = now;
                state.Deleted.Remove(key);
                if (keepsOlder)
                {
                    state.Older[key] = (value.ToArray(), state.Older.GetValueOrDefault(key).Now);
                }
            }

            state.Records[key] = record with { Seen = seen };
            found(key, record, value, state.Older.GetValueOrDefault(key).Before);
        }))
        {
            table.Write(content, sink);
        }

        foreach (var gone in state.Records.Where(pair => pair.Value.Seen != seen).Select(pair => pair.Key).ToList())
        {
            state.Records.Remove(gone);
            state.Deleted[gone] = now;
            state.Newest = now;
        }

        return now;
    });

    private delegate void Found(long key, Record record, ReadOnlySpan<byte> value, byte[]? older);

    private readonly record struct Record(ulong Hash, DateTimeOffset At, bool Seen);

    private sealed class Committed
    {
        public TableShape Shape { get; } = new();

        public Dictionary<long, Record> Records { get; } = [];

        public Dictionary<long, DateTimeOffset> Deleted { get; } = [];

        /// <summary>The present and the earlier version of each record, where they are kept.</summary>
        public Dictionary<long, (byte[]? Now, byte[]? Before)> Older { get; } = [];

        public DateTimeOffset? Newest { get; set; }

        public bool Seen { get; set; }
    }
}
