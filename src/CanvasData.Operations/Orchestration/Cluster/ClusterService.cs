using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Orchestration;

/// <summary>Works as a node while the host runs, without an engine that decides which nodes work.</summary>
internal sealed class ClusterService(IClusterWorker worker, TimeProvider time, ILogger<ClusterService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await worker.RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // whatever it is, the host's other work must go on
            catch (Exception error)
#pragma warning restore CA1031
            {
                logger.BackgroundWorkFailed("cluster", SafeText.Describe(error));
            }

            // A worker that is at work already returns at once.
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
