using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>Checks the clock when a node starts, and stores the jobs that are not there yet.</summary>
internal sealed class ClusterStart(IClusterSync cluster, [FromKeyedServices(ClusterJobs.Scheduler)] IScheduler scheduler, QuartzClusterOptions options) : IHostedService
{
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(2);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ahead = await cluster.MeasureClockAsync(cancellationToken).ConfigureAwait(false);
        if (ahead.Duration() > MaxSkew)
        {
            throw new CanvasConfigurationException(
                string.Create(CultureInfo.InvariantCulture, $"The clock of this node is {ahead.Duration().TotalSeconds:0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's. Quartz compares the clocks of nodes, and would take this one or the others for dead."),
                "Let NTP set the clocks of all nodes and of the database.");
        }

        foreach (var (job, trigger) in ClusterJobs.All(options))
        {
            // A start must not move what other nodes are about to fire, nor forget a time that was missed while all were down.
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken).ConfigureAwait(false);
            var stored = await scheduler.GetTrigger(trigger.Key, cancellationToken).ConfigureAwait(false);
            var isChanged = stored is ICronTrigger before && trigger is ICronTrigger now && (before.CronExpressionString != now.CronExpressionString || !before.TimeZone.Equals(now.TimeZone));
            await scheduler.ScheduleTrigger(trigger, isChanged ? TriggerConflict.Replace : TriggerConflict.Keep, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
