using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>Nodes that cannot do what a run asks of them.</summary>
public sealed class WorkerShould
{
    [Fact]
    public async Task FailARunThatTheDatabaseRefusesForGood()
    {
        await using var cluster = await (await Cluster.CreateAsync(2, TimeSpan.Zero)).WithEmptyTablesAsync();
        await cluster.ExecuteAsync("""
            CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42501'; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER refuse BEFORE INSERT ON "CanvasClusterCourse" FOR EACH ROW EXECUTE FUNCTION refuse()
            """);
        await using var node = cluster.StartInProcess();

        var ended = await cluster.EndAsync(await cluster.Sync.StartAsync());

        ended.State.Should().Be(ClusterRunState.Failed);
        ended.Failure!.Message.Should().Contain("42501");
    }

    [Fact]
    public async Task LeaveARunToNewerPackagesWhenTheTablesAreNewer()
    {
        await using var cluster = await (await Cluster.CreateAsync(2, TimeSpan.Zero)).WithEmptyTablesAsync();
        var run = await cluster.Sync.StartAsync();
        await cluster.Sync.PauseAsync(run);
        await using var node = cluster.StartInProcess();
        await cluster.EndAsync(await cluster.Sync.StartAsync(new SyncRequest { CourseIds = [] }));
        await cluster.ExecuteAsync("""UPDATE "CanvasInstance" SET "SchemaVersion" = "SchemaVersion" + 1""");
        await cluster.Sync.ResumeAsync(run);

        (await node.Awaiting(one => one.Work).Should().ThrowAsync<CanvasConfigurationException>()).WithMessage("*Update CanvasData.Operations*");
        (await cluster.Sync.FindAsync(run))!.Should().Match<ClusterRun>(found => found.State == ClusterRunState.Running && found.Failure == null, "nodes that were updated do it");
        await cluster.ExecuteAsync("""UPDATE "CanvasInstance" SET "SchemaVersion" = "SchemaVersion" - 1""");
        await using var updated = cluster.StartInProcess();
        (await cluster.EndAsync(run)).State.Should().Be(ClusterRunState.Succeeded);
    }

    [Fact]
    public async Task RestBetweenLooksWhenAnotherEngineWorksAlready()
    {
        var worker = new CountingWorker();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new StoppedTime());
        services.AddSingleton<IClusterWorker>(worker);
        services.AddCanvasOperations().AddClusterWorker();
        await using var provider = services.BuildServiceProvider();
        var service = provider.GetServices<IHostedService>().Single(one => one.GetType().Name == "ClusterService");

        await service.StartAsync(CancellationToken.None);
        await Cluster.UntilAsync(() => Task.FromResult(worker.Calls > 0), "it must look once");
        await Task.Delay(100);

        worker.Calls.Should().Be(1, "the time of its pause has not passed");
        await service.StopAsync(CancellationToken.None);
    }

    private sealed class CountingWorker : IClusterWorker
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public Task RunAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _calls);
            return Task.CompletedTask;
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
