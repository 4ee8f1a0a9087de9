using CanvasData.Operations.Orchestration;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Works as a node until the node stops. On a node that works already it ends at once, and another node gets it.</summary>
internal sealed class DispatcherJob(IClusterWorker worker, NodeLifetime node) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = node.Link(context, cancellationToken);
        await worker.RunAsync(stop.Token).ConfigureAwait(false);
    }
}
