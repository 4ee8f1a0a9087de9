using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>Nodes whose clocks differ.</summary>
public sealed class ClockShould
{
    [Fact]
    public async Task StopTheStartOfANodeWhoseClockIsOff()
    {
        await using var cluster = await (await Cluster.CreateAsync(2, TimeSpan.Zero)).WithAWeekBehindAsync();
        var host = Host.CreateApplicationBuilder();
        host.Services.AddSingleton<TimeProvider>(new ShiftedTime(TimeSpan.FromMinutes(10)));
        ClusterNodeHost.Add(host.Services, cluster.Store, cluster.Canvas.BaseAddress, cluster.Canvas.Token, 1).UseQuartzCluster(quartz => quartz.ConnectionString = cluster.Store.ConnectionString);
        using var node = host.Build();

        (await node.Awaiting(one => one.StartAsync()).Should().ThrowAsync<CanvasConfigurationException>()).WithMessage("*ahead of the database's*NTP*");
    }

    // Without Quartz nothing compares the clocks of two nodes.
    [Fact]
    public async Task DoNoHarmToWorkersWithoutAnEngine()
    {
        await using var cluster = await (await Cluster.CreateAsync(6, TimeSpan.FromMilliseconds(20))).WithAWeekBehindAsync();
        var nodes = new[] { -4, 4 }.Select(minutes =>
        {
            var host = Host.CreateApplicationBuilder();
            host.Services.AddSingleton<TimeProvider>(new ShiftedTime(TimeSpan.FromMinutes(minutes)));
            ClusterNodeHost.Add(host.Services, cluster.Store, cluster.Canvas.BaseAddress, cluster.Canvas.Token, 2).AddClusterWorker();
            return host.Build();
        }).ToList();
        var run = await cluster.Sync.StartAsync(new SyncRequest());
        foreach (var node in nodes)
        {
            await node.StartAsync();
        }

        (await cluster.EndAsync(run)).State.Should().Be(ClusterRunState.Succeeded);
        (await cluster.CoursesAsync(run)).Sum(course => course.TakeOvers).Should().Be(0, "no node takes the other for dead");
        foreach (var node in nodes)
        {
            await node.StopAsync();
            node.Dispose();
        }

        await cluster.ShouldEqualSingleProcessAsync("clocks were minutes apart");
    }

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
