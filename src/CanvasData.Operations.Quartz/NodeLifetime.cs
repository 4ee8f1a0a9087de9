using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>
/// Starts the scheduler with the host, and ends it. The hosted service of Quartz would wait for what its jobs and its own thread write
/// to the job store, for as long as the database is away.
/// </summary>
internal sealed class NodeLifetime(IScheduler scheduler, IOptions<ClusterOptions> cluster, TimeProvider time) : IHostedLifecycleService, IDisposable
{
    // What is left of a course, and the end of its job in the job store.
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OfShutdown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Links the stop of the node with the token of a job.</summary>
    public CancellationTokenSource Link(IJobExecutionContext context, CancellationToken cancellationToken) =>
        CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.CancellationToken, _stopping.Token);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await scheduler.Standby(cancellationToken).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < cluster.Value.DrainTime + AfterDrain;)
        {
            if ((await scheduler.GetMetadata(cancellationToken).ConfigureAwait(false)).LocalExecutingJobs == 0)
            {
                return;
            }

            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => scheduler.Start(cancellationToken).AsTask();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await scheduler.Shutdown(false, CancellationToken.None).AsTask().WaitAsync(OfShutdown, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The database is away: other nodes find in the job store that this one is silent.
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();
}
