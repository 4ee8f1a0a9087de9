namespace CanvasData.Operations.Bulk;

/// <summary>How far a bulk call has come. A call that is repeated begins again at 0.</summary>
public sealed record BulkProgress
{
    /// <summary>The rows that were read and handed to the database.</summary>
    public required long Rows { get; init; }

    /// <summary>The rows a second since the call began.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>The number of all rows; null when it is not known.</summary>
    public required long? TotalRows { get; init; }

    /// <summary>The estimate of the time left at the same rate; null when the number of rows is not known.</summary>
    public required TimeSpan? Remaining { get; init; }
}

/// <summary>Measures a call for its progress.</summary>
internal sealed class ProgressMeter(IProgress<BulkProgress>? progress, long? total, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public void Report(long rows)
    {
        if (progress is null)
        {
            return;
        }

        var seconds = Math.Max(time.GetElapsedTime(_began).TotalSeconds, 1e-6);
        var rate = rows / seconds;
        TimeSpan? remaining = total is { } all && rate > 0 ? TimeSpan.FromSeconds(Math.Clamp((all - rows) / rate, 0, 1e9)) : null;
        progress.Report(new() { Rows = rows, RowsPerSecond = rate, TotalRows = total, Remaining = remaining });
    }
}
