using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Does one kind of nightly work, in a scope of its own.</summary>
internal sealed class NightlyJob(IServiceProvider services, QuartzClusterOptions options, NodeLifetime node) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // The time of work that was taken out of the options stays in the job store.
        if (context.MergedJobDataMap.GetString(ClusterJobs.NameKey) is { } name && NightlyWork.Times(options).Any(time => time.Name == name && time.Cron is not null) && NightlyWork.Kinds.TryGetValue(name, out var work))
        {
            using var stop = node.Link(context, cancellationToken);
            await work(services, stop.Token).ConfigureAwait(false);
        }
    }
}
