using System.Globalization;
using System.Text.Json;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>The jobs and triggers of a cluster. Data of jobs are texts only: numbers come back from a store in other types.</summary>
internal static class ClusterJobs
{
    /// <summary>The key of the name of a schedule, or of nightly work, in the data of a job.</summary>
    public const string NameKey = "name";

    /// <summary>The key of the request of a schedule, as JSON, in the data of a job.</summary>
    public const string RequestKey = "request";

    /// <summary>The key of the address of Canvas in the data of a job.</summary>
    public const string CanvasKey = "canvas";

    /// <summary>The group of the jobs and triggers.</summary>
    public const string Group = "CanvasData";

    // A dispatcher that a dead node held is fired again once Quartz has noticed; the others are not waited for.
    private static readonly TimeSpan DispatchPeriod = TimeSpan.FromSeconds(5);

    public static IEnumerable<(IJobDetail Job, ITrigger Trigger)> All(QuartzClusterOptions options, Uri canvas) =>
    [
        .. Enumerable.Range(1, options.Dispatchers).Select(number => Dispatcher(number, canvas)),
        .. options.Schedules.Select(schedule => Timed<ScheduledSyncJob>($"sync {schedule.Name}", schedule.Name, schedule.Cron, options.TimeZone, JsonSerializer.Serialize(schedule.Request))),
        .. NightlyWork.Times(options).Where(time => time.Cron is not null).Select(time => Timed<NightlyJob>($"nightly {time.Name}", time.Name, time.Cron!, options.TimeZone)),
    ];

    private static (IJobDetail Job, ITrigger Trigger) Dispatcher(int number, Uri canvas)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"dispatcher {number}");
        var job = JobBuilder.Create<DispatcherJob>().WithIdentity(name, Group).StoreDurably().DisallowConcurrentExecution()
            .UsingJobData(CanvasKey, canvas.GetLeftPart(UriPartial.Authority)).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(name, Group).ForJob(job).StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(DispatchPeriod).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build();
        return (job, trigger);
    }

    private static (IJobDetail Job, ITrigger Trigger) Timed<TJob>(string identity, string name, string cron, TimeZoneInfo zone, string? request = null) where TJob : class, IJob
    {
        var job = JobBuilder.Create<TJob>().WithIdentity(identity, Group).StoreDurably().RequestRecovery().DisallowConcurrentExecution().UsingJobData(NameKey, name)
            .UsingJobData(RequestKey, request ?? "").Build();
        var trigger = TriggerBuilder.Create().WithIdentity(identity, Group).ForJob(job)
            .WithCronSchedule(cron, schedule => schedule.InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        return (job, trigger);
    }
}
