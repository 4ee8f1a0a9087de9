using System.Globalization;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Checks the clock when a node starts, and makes the job store hold the jobs of the options and no others.</summary>
internal sealed class ClusterStart(
    IClusterSync cluster, ICanvasClient client, IScheduler scheduler, QuartzClusterOptions options) : IHostedService
{
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CheckClockAsync(cancellationToken).ConfigureAwait(false);
        var all = ClusterJobs.All(options, client.Instance).ToList();
        foreach (var (job, _) in all)
        {
            await CheckCanvasAsync(job, cancellationToken).ConfigureAwait(false);
        }

        await DeleteOthersAsync([.. all.Select(one => one.Job.Key)], cancellationToken).ConfigureAwait(false);
        foreach (var (job, trigger) in all)
        {
            // A start must not move what other nodes are about to fire, nor forget a time that was missed while all were down.
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken).ConfigureAwait(false);
            var stored = await scheduler.GetTrigger(trigger.Key, cancellationToken).ConfigureAwait(false);
            var isChanged = stored is ICronTrigger before && trigger is ICronTrigger now && (before.CronExpressionString != now.CronExpressionString || !before.TimeZone.Equals(now.TimeZone));
            await scheduler.ScheduleTrigger(trigger, isChanged ? TriggerConflict.Replace : TriggerConflict.Keep, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CheckClockAsync(CancellationToken cancellationToken)
    {
        var ahead = await cluster.MeasureClockAsync(cancellationToken).ConfigureAwait(false);
        if (ahead.Duration() > MaxSkew)
        {
            throw new CanvasConfigurationException(
                string.Create(CultureInfo.InvariantCulture, $"The clock of this node is {ahead.Duration().TotalSeconds:0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's. Quartz compares the clocks of nodes, and would take this one or the others for dead."),
                "Let NTP set the clocks of all nodes and of the database.");
        }
    }

    // Two portals that share a job store under one name would fire each other's jobs.
    private async Task CheckCanvasAsync(IJobDetail job, CancellationToken cancellationToken)
    {
        var stored = await scheduler.GetJobDetail(job.Key, cancellationToken).ConfigureAwait(false);
        var (before, now) = (stored?.JobDataMap.GetString(ClusterJobs.CanvasKey), job.JobDataMap.GetString(ClusterJobs.CanvasKey));
        if (before is not null && now is not null && before != now)
        {
            throw new CanvasConfigurationException(
                $"The scheduler '{options.SchedulerName}' in this job store works for {before}, and this node for {now}.",
                "Give each Canvas a QuartzClusterOptions.SchedulerName of its own. If it is the same Canvas under a new name, delete the rows of the scheduler in the job store.");
        }
    }

    // What was taken out of the options must not go on in the job store.
    private async Task DeleteOthersAsync(HashSet<JobKey> wanted, CancellationToken cancellationToken)
    {
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(ClusterJobs.Group), cancellationToken).ConfigureAwait(false))
        {
            if (!wanted.Contains(key))
            {
                await scheduler.DeleteJob(key, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
