using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The log messages of the endpoint of Live Events. They hold no personal data.</summary>
internal static partial class LiveEventLog
{
    [LoggerMessage(7000, LogLevel.Warning, "The keys of Live Events could not be read ({Cause}); those that were read before are used on")]
    public static partial void LiveEventKeysNotRead(this ILogger logger, string cause);

    [LoggerMessage(7001, LogLevel.Error, "Live Events cannot be stored, and Canvas is asked to repeat them: {Cause}")]
    public static partial void LiveEventsCannotBeStored(this ILogger logger, string cause);
}
