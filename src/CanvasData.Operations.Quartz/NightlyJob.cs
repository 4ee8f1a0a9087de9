using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Does one kind of nightly work, in a scope of its own.</summary>
internal sealed class NightlyJob(IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (context.MergedJobDataMap.GetString(ClusterJobs.NameKey) is { } name && NightlyWork.Kinds.TryGetValue(name, out var work))
        {
            await work(services, cancellationToken).ConfigureAwait(false);
        }
    }
}
