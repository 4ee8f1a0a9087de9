using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>What a node stores in the job store when it starts, and what comes of it.</summary>
public sealed class ScheduleShould
{
    [Fact]
    public async Task StartRunsUntilItIsTakenOutOfTheOptions()
    {
        await using var cluster = await (await Cluster.CreateAsync(3, TimeSpan.Zero)).WithEmptyTablesAsync();
        var course = cluster.Canvas.School.Courses[1].Id;
        using (var first = Node(cluster, options =>
        {
            options.CleanupCron = "0 30 3 * * ?";
            options.AddSchedule(new SyncSchedule("often", "* * * * * ?", new SyncRequest { CourseIds = [course], Priority = SyncPriority.High }));
        }))
        {
            await first.StartAsync();
            await Cluster.UntilAsync(async () => (await cluster.Sync.ListAsync()).Any(run => run is { Schedule: "often", State: ClusterRunState.Succeeded }), "the schedule must start a run");
            (await JobsAsync(cluster)).Should().Contain(["nightly Cleanup", "sync often"]);
            await first.StopAsync();
        }

        var run = (await cluster.Sync.ListAsync()).First(run => run.State == ClusterRunState.Succeeded);
        (await cluster.CoursesAsync(run.RunId)).Select(row => row.CourseId).Should().Equal([course], "the job brings the request of the schedule");

        using var second = Node(cluster, options => options.Dispatchers = 2);
        await second.StartAsync();
        (await JobsAsync(cluster)).Should().Equal("dispatcher 1", "dispatcher 2");
        await second.StopAsync();
    }

    [Fact]
    public async Task RefuseAJobStoreThatWorksForAnotherCanvas()
    {
        await using var one = await (await Cluster.CreateAsync(1, TimeSpan.Zero)).WithEmptyTablesAsync();
        await using var other = await (await Cluster.CreateAsync(1, TimeSpan.Zero)).WithEmptyTablesAsync();
        using (var first = Node(one, _ => { }))
        {
            await first.StartAsync();
            await first.StopAsync();
        }

        using (var second = Node(other, options => options.ConnectionString = one.Store.ConnectionString))
        {
            (await second.Awaiting(host => host.StartAsync()).Should().ThrowAsync<CanvasConfigurationException>()).WithMessage("*SchedulerName*");
        }

        using var named = Node(other, options => (options.ConnectionString, options.SchedulerName) = (one.Store.ConnectionString, "other"));
        await named.StartAsync();
        await named.StopAsync();
    }

    private static IHost Node(Cluster cluster, Action<QuartzClusterOptions> configure)
    {
        var host = Host.CreateApplicationBuilder();
        host.Logging.ClearProviders();
        ClusterNodeHost.Add(host.Services, cluster.Store, cluster.Canvas.BaseAddress, cluster.Canvas.Token, 1).UseQuartzCluster(options =>
        {
            options.ConnectionString = cluster.Store.ConnectionString;
            configure(options);
        });
        return host.Build();
    }

    private static Task<List<string>> JobsAsync(Cluster cluster) =>
        cluster.UseAsync(context => context.Database.SqlQuery<string>($"""SELECT job_name AS "Value" FROM qrtz_job_details ORDER BY 1""").ToListAsync());
}
