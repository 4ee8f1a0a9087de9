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

    /// <summary>
    /// The times of day at which runs start, in <see cref="TimeZone"/>; when there are any, <see cref="Interval"/> and
    /// <see cref="FirstDelay"/> have no effect. Default empty.
    /// </summary>
    /// <remarks>
    /// A time that the change to daylight saving skips is moved by the length of the gap. A time that occurs twice counts once, the
    /// first time. A run that takes longer than until the next time skips that one.
    /// </remarks>
    public IReadOnlyList<TimeOnly> DailyAt { get; set; } = [];

    /// <summary>The zone of <see cref="DailyAt"/>. Default UTC.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

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

        if (options.DailyAt is null)
        {
            problems.Add("SyncScheduleOptions.DailyAt is null: give times of day, or an empty list for an interval.");
        }

        if (options.TimeZone is null)
        {
            problems.Add("SyncScheduleOptions.TimeZone is null: give a zone, for example TimeZoneInfo.FindSystemTimeZoneById(\"Europe/Berlin\").");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Syncs in the background. A failing run is logged and never stops the host.</summary>
internal sealed class SyncSchedule(ICanvasBridge bridge, SyncScheduleOptions options, TimeProvider time, ILogger<SyncSchedule> logger) : BackgroundService
{
    // The clock of the host may be set meanwhile: it is read again at least this often.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (options.DailyAt.Count == 0)
            {
                await RunAtIntervalsAsync(stoppingToken).ConfigureAwait(false);
            }
            else
            {
                await RunDailyAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task RunAtIntervalsAsync(CancellationToken stoppingToken)
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

    private async Task RunDailyAsync(CancellationToken stoppingToken)
    {
        var times = new DailyTimes(options.DailyAt, options.TimeZone);
        var now = time.GetUtcNow();
        while (true)
        {
            // A timer may fire a little early: the next time is counted from the one before, and so never met twice.
            var next = times.NextAfter(now);
            for (now = time.GetUtcNow(); now < next; now = time.GetUtcNow())
            {
                await Task.Delay(next - now < LongestWait ? next - now : LongestWait, time, stoppingToken).ConfigureAwait(false);
            }

            await RunAsync(stoppingToken).ConfigureAwait(false);
            now = time.GetUtcNow();
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await bridge.SyncAllCoursesAsync(options.Request, progress: null, stoppingToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever it is, the host's other work must go on
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.ScheduledSyncFailed(SafeText.Describe(error));
        }
    }
}
