namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>A job that writes files.</summary>
internal sealed class DataAccessJob(string table, string? since, string format, int version)
{
    private int polls;

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Table { get; } = table;

    public string? Since { get; } = since;

    public string Format { get; } = format;

    public int Version { get; } = version;

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The files by the ids of their objects, and the moment up to which they go; null before they are written.</summary>
    public DataAccessOutput? Output { get; set; }

    public bool HasFailed { get; set; }

    public bool IsGone { get; set; }

    public int Poll() => Interlocked.Increment(ref polls);
}

/// <summary>What a job has written.</summary>
/// <param name="Files">The files by the ids of their objects.</param>
/// <param name="At">The moment up to which they go.</param>
internal sealed record DataAccessOutput(IReadOnlyDictionary<string, string> Files, DateTimeOffset At);
