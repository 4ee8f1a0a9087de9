using CanvasData.Operations.Orchestration;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Works as a node until the node stops. On a node that works already it ends at once, and another node gets it.</summary>
internal sealed class DispatcherJob(IClusterWorker worker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.CancellationToken);
        await worker.RunAsync(stop.Token).ConfigureAwait(false);
    }
}
