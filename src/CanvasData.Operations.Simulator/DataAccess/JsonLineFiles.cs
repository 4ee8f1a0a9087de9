using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>Writes records as lines of JSON into gzip files of a bounded length.</summary>
internal sealed class JsonLineFiles(string directory, int recordsPerFile, Func<string, string>? rewrite) : RecordFiles
{
    private readonly List<string> paths = [];
    private Stream? file;
    private int records;

    public override void Write(long key, DateTimeOffset at, string action, ReadOnlySpan<byte> value, bool isSnapshot)
    {
        if (file is null || records == recordsPerFile)
        {
            file?.Dispose();
            records = 0;
            paths.Add(Path.Combine(directory, $"{Guid.NewGuid():N}.jsonl.gz"));
            file = new GZipStream(new BufferedStream(File.Create(paths[^1]), 1 << 16), CompressionLevel.Fastest);
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

    public override async Task<IReadOnlyList<string>> FinishAsync()
    {
        if (file is not null)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }

        return paths;
    }

    public override void Dispose() => file?.Dispose();

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
