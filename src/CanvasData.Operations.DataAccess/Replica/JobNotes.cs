using System.Text.Json;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The jobs that were started and are not staged, so that a later run goes on with them. They have a file of their own, since the staging of
/// a large table holds the database for long.
/// </summary>
internal sealed class JobNotes(string path)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StartedJob> _jobs = Read(path);

    /// <summary>The job of a table from a mark; null for none. That of another mark would leave out what has changed since this one.</summary>
    public string? Find(string table, string? since)
    {
        lock (_gate)
        {
            return _jobs.GetValueOrDefault(table) is { Id.Length: > 0 } job && job.Since == since ? job.Id : null;
        }
    }

    public void Store(string table, string? since, string id) => Change(() => _jobs[table] = new StartedJob { Id = id, Since = since });

    public void Remove(string table) => Change(() => _jobs.Remove(table));

    private static Dictionary<string, StartedJob> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), PlatformJson.Default.DictionaryStringStartedJob) ?? [] : [];
        }
        catch (JsonException)
        {
            // Without notes the jobs are asked for again.
            return [];
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            using (var file = PrivateFile.Open(path + ".new", FileMode.Create, FileShare.None))
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(_jobs, PlatformJson.Default.DictionaryStringStartedJob));
            }

            File.Move(path + ".new", path, overwrite: true);
        }
    }
}

/// <summary>A job that was started.</summary>
internal sealed record StartedJob
{
    public required string Id { get; init; }

    /// <summary>The mark from which it goes; null for a snapshot.</summary>
    public string? Since { get; init; }
}
