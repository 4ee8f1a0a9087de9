namespace CanvasData.Operations.Monitoring;

/// <summary>How a command ended.</summary>
internal enum CommandOutcome
{
    Succeeded,
    Failed,
    Canceled,
}

/// <summary>One execution of a command. Negative numbers mean that the figure is not known.</summary>
internal readonly record struct Execution(long Ticks, long FirstRowTicks = -1, long Rows = -1, long AllocatedBytes = -1, CommandOutcome Outcome = CommandOutcome.Succeeded, string? ErrorCode = null);
