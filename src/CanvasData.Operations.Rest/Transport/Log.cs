using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Rest;

/// <summary>Log messages 5000 to 5099: paths without queries, ids and counts; texts of our own exceptions.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Debug, "Read page {Page} of {Path}: {Bytes} bytes in {Elapsed}")]
    public static partial void PageRead(this ILogger logger, string path, int page, int bytes, TimeSpan elapsed);

    [LoggerMessage(5001, LogLevel.Warning, "{Failure} Trying again in {Delay}")]
    public static partial void Retried(this ILogger logger, string failure, TimeSpan delay);

    [LoggerMessage(5002, LogLevel.Warning, "Canvas's rate limit refused {Path} (refusal {Refusal}); all requests wait {Delay}")]
    public static partial void Throttled(this ILogger logger, string path, int refusal, TimeSpan delay);

    [LoggerMessage(5003, LogLevel.Debug, "Near Canvas's rate limit: the next request waits up to {Delay}")]
    public static partial void Paced(this ILogger logger, TimeSpan delay);
}
