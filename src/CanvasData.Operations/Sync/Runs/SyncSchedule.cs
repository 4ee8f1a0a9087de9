using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>The options of the background sync: when it runs, and what it syncs.</summary>
public sealed class SyncScheduleOptions
{
    /// <summary>
    /// The time from the start of one run to the start of the next; a longer run delays the next one to its end. Default 1 hour, range 1
    /// minute to 30 days.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The time from the start of the host to the first run. Default 10 seconds, range 0 to 30 days.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The request of each run. Default: everything, incrementally, after all other work.</summary>
    public SyncRequest Request { get; set; } = new() { Strategy = SyncStrategy.Incremental, Priority = SyncPriority.Low };
}

/// <summary>A schedule that was added, by the name of its options.</summary>
internal sealed record SyncScheduleName(string Name);

internal sealed class SyncScheduleOptionsValidator : IValidateOptions<SyncScheduleOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, SyncScheduleOptions options)
    {
        var problems = options.Request is null
            ? ["SyncScheduleOptions.Request is null: give a SyncRequest."]
            : (options.Request.Profile?.Validate() ?? []).Select(problem => $"SyncScheduleOptions.Request.Profile: {problem}").ToList();
        if (options.Interval < TimeSpan.FromMinutes(1) || options.Interval > Longest)
        {
            problems.Add($"SyncScheduleOptions.Interval is {options.Interval}: give 1 minute to 30 days.");
        }

        if (options.FirstDelay < TimeSpan.Zero || options.FirstDelay > Longest)
        {
            problems.Add($"SyncScheduleOptions.FirstDelay is {options.FirstDelay}: give 0 to 30 days.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Syncs in the background. A failing run is logged and never stops the host.</summary>
internal sealed class SyncSchedule(ICanvasBridge bridge, SyncScheduleOptions options, TimeProvider time, ILogger<SyncSchedule> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(options.FirstDelay, time, stoppingToken).ConfigureAwait(false);
            while (true)
            {
                var started = time.GetTimestamp();
                await RunAsync(stoppingToken).ConfigureAwait(false);
                var rest = options.Interval - time.GetElapsedTime(started);
                await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await bridge.SyncAllCoursesAsync(options.Request, progress: null, stoppingToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever it is, the host's other work must go on
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.ScheduledSyncFailed(SafeText.Describe(error));
        }
    }
}
