using CanvasData.Operations.Orchestration;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Starts the run of a schedule. The nodes then share its courses.</summary>
internal sealed class ScheduledSyncJob(IClusterSync cluster, QuartzClusterOptions options) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.MergedJobDataMap.GetString(ClusterJobs.NameKey);

        // A node with other options may have stored it.
        if (options.Schedules.FirstOrDefault(schedule => schedule.Name == name) is { } schedule)
        {
            var due = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
            await cluster.StartScheduledAsync(schedule.Name, due, schedule.Request, cancellationToken).ConfigureAwait(false);
        }
    }
}
