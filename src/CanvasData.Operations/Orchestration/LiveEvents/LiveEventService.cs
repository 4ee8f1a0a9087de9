using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Stores what arrives, and refreshes what is stored while the host runs. What a killed process leaves in the tables is taken over by another
/// one, or by its next start.
/// </summary>
internal sealed class LiveEventService(
    LiveEventInbox handler, LiveEventStore store, CourseRefresher refresher, IOptions<LiveEventOptions> options, TimeProvider time, ILogger<LiveEventService> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.CheckModelAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Func<Task>[] all = [() => handler.StoreAsync(stoppingToken), () => RenewAsync(stoppingToken), () => RefreshAsync(stoppingToken)];
        await Task.WhenAll(all.Select(work => SafelyAsync(work, stoppingToken))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SafelyAsync(() => store.ReleaseAsync(CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
    }

    private async Task RenewAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await SafelyAsync(
                async () =>
                {
                    if (await store.RenewAsync(stoppingToken).ConfigureAwait(false) is { } hints)
                    {
                        handler.Pending.Add(hints);
                        handler.Wake();
                    }
                },
                stoppingToken).ConfigureAwait(false);
            await Task.Delay(store.Renewal, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task RefreshAsync(CancellationToken stoppingToken)
    {
        List<Task> running = [];
        try
        {
            while (true)
            {
                running.RemoveAll(task => task.IsCompleted);
                var (work, wait) = running.Count < options.Value.MaxConcurrentCourses ? handler.Pending.Take() : (null, null);
                if (work is not null)
                {
                    running.Add(RefreshAsync(work, stoppingToken));
                }
                else
                {
                    // The end of a course wakes too.
                    await handler.WaitAsync(wait is { } left && left < LongestWait ? left : LongestWait, stoppingToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RefreshAsync(CourseWork work, CancellationToken stoppingToken)
    {
        IReadOnlyList<StoredHint> left = work.Hints;
        var pause = Pause(work.Attempt);
        await SafelyAsync(
            async () =>
            {
                var end = await refresher.RunAsync(work, stoppingToken).ConfigureAwait(false);
                await store.RemoveAsync(end.Done, stoppingToken).ConfigureAwait(false);
                (left, pause) = (end.Left, end.Left.Count > 0 ? pause : end.Rest);
            },
            stoppingToken).ConfigureAwait(false);
        handler.Pending.End(work, left, pause);
        handler.Wake();
    }

    private async Task SafelyAsync(Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever it is, the host's other work must go on
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.BackgroundWorkFailed("work on Live Events", SafeText.Describe(error));
        }
    }

    // 0.5, 1, 2 … 30 seconds.
    private static TimeSpan Pause(int attempt)
    {
        var pause = TimeSpan.FromMilliseconds(500 * Math.Pow(2, Math.Min(attempt, 10)));
        return pause < LongestWait ? pause : LongestWait;
    }
}
