using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.TypeScript;

/// <summary>The log messages of this package.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6000, Message = "Canvas interface: {Message}")]
    public static partial void Said(ILogger logger, LogLevel level, string message);

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "The Canvas interface failed in attempt {Attempt} of {Attempts} ({Problem}); the request starts over")]
    public static partial void StartsOver(ILogger logger, int attempt, int attempts, string problem);
}
