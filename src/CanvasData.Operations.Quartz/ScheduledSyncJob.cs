using System.Text.Json;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Starts the run of a schedule. The nodes then share its courses.</summary>
internal sealed partial class ScheduledSyncJob(IClusterSync cluster, ILogger<ScheduledSyncJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // The job brings its request: a node that started with earlier options fires it too.
        var name = context.MergedJobDataMap.GetString(ClusterJobs.NameKey)!;
        var request = JsonSerializer.Deserialize<SyncRequest>(context.MergedJobDataMap.GetString(ClusterJobs.RequestKey)!);
        var due = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        if (await cluster.StartScheduledAsync(name, due, request, cancellationToken).ConfigureAwait(false) is null)
        {
            LogSkipped(logger, name);
        }
    }

    [LoggerMessage(1054, LogLevel.Warning, "The schedule '{Schedule}' started no run, because its run before has not ended; a run that is paused must be resumed or canceled")]
    private static partial void LogSkipped(ILogger logger, string schedule);
}
