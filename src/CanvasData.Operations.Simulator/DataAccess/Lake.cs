using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>
/// The tables of the platform over a living school. A commit compares the school with what was committed before: a record gets the moment
/// of the commit in which it changed.
/// </summary>
internal sealed class Lake(SimulatedSchool school)
{
    private const int RecordsPerFile = 200_000;

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

    /// <summary>Commits a table, and writes its records since a moment into files.</summary>
    /// <param name="table">The table.</param>
    /// <param name="since">The moment, exclusive; null for a snapshot.</param>
    /// <param name="directory">Where the files go.</param>
    /// <param name="repeats">Whether records come twice, and old versions after new ones.</param>
    /// <returns>The files, and the moment up to which they go.</returns>
    public (IReadOnlyList<string> Files, DateTimeOffset At) Write(LakeTable table, DateTimeOffset? since, string directory, bool repeats)
    {
        var state = committed[table.Name];
        lock (state)
        {
            using var files = new FileSet(directory, state.Shape.RewriteLine);
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

            return (files.Paths, since is null ? now : state.Newest ?? now);
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

    /// <summary>Writes records as lines of JSON into gzip files of a bounded length.</summary>
    private sealed class FileSet(string directory, Func<string, string>? rewrite) : IDisposable
    {
        private Stream? file;
        private int records;

        public List<string> Paths { get; } = [];

        public void Write(long key, DateTimeOffset at, string action, ReadOnlySpan<byte> value, bool isSnapshot)
        {
            if (file is null || records == RecordsPerFile)
            {
                file?.Dispose();
                records = 0;
                Paths.Add(Path.Combine(directory, $"{Guid.NewGuid():N}.jsonl.gz"));
                file = new GZipStream(new BufferedStream(File.Create(Paths[^1]), 1 << 16), CompressionLevel.Fastest);
            }

            records++;
            if (rewrite is null)
            {
                Write(file, key, at, action, value, isSnapshot);
                return;
            }

            using var line = new MemoryStream();
            Write(line, key, at, action, value, isSnapshot);
            file.Write(Encoding.UTF8.GetBytes(rewrite(Encoding.UTF8.GetString(line.ToArray()).TrimEnd()) + "\n"));
        }

        public void Dispose() => file?.Dispose();

        private static void Write(Stream file, long key, DateTimeOffset at, string action, ReadOnlySpan<byte> value, bool isSnapshot)
        {
            file.Write(Encoding.UTF8.GetBytes($$$"""{"key":{"id":{{{key}}}},"""));
            if (!value.IsEmpty)
            {
                file.Write("\"value\":"u8);
                file.Write(value);
                file.Write(","u8);
            }

            // A record of a snapshot needs no action.
            var end = isSnapshot ? "" : $",\"action\":\"{action}\"";
            file.Write(Encoding.UTF8.GetBytes($$$"""
                "meta":{"ts":{{{JsonSerializer.Serialize(RecordSink.Stamp(at))}}}{{{end}}}}}

                """));
        }
    }
}
