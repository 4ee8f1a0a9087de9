using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>Nodes that die, stop and join at random moments. The tables must be those of one process that nothing disturbed.</summary>
public sealed class ClusterFaultsShould
{
    private const int Courses = 12;

    [Fact]
    public Task FinishTheRunOfAKilledNode() => EachSeedAsync(async random =>
    {
        await using var cluster = await StartAsync();
        var nodes = await cluster.StartNodesAsync(3);
        var run = await cluster.Sync.StartAsync();
        await cluster.UntilEndedCoursesAsync(run, random.Next(0, Courses / 2));
        await nodes[random.Next(nodes.Count)].KillAsync();

        await ShouldEndWellAsync(cluster, run, "a node was killed");
    });

    [Fact]
    public Task RefuseTheCommitsOfANodeThatWasStoppedForLongerThanItsLease() => EachSeedAsync(async random =>
    {
        var fenced = 0;

        // A node that is stopped between a commit and the next course has nothing to be refused.
        for (var attempt = 1; fenced == 0; attempt++)
        {
            attempt.Should().BeLessThan(6, "a node that was stopped must be refused, and counted");
            await using var cluster = await StartAsync(TimeSpan.FromMilliseconds(400));
            var nodes = await cluster.StartNodesAsync(2);
            using var gate = new CourseGate(cluster.Canvas);
            var run = await cluster.Sync.StartAsync();
            await Cluster.UntilAsync(async () => (await HeldAsync(cluster, run)).Count == 2, "both nodes must be at work");
            gate.Open();
            await cluster.UntilEndedCoursesAsync(run, random.Next(0, Courses / 4));
            var paused = nodes[random.Next(nodes.Count)];
            var held = new Dictionary<long, long>();
            await Cluster.UntilAsync(
                async () =>
                {
                    paused.Pause();
                    held = await cluster.EpochsOfAsync(paused);
                    if (held.Count == 0)
                    {
                        paused.Continue();
                    }

                    return held.Count > 0 || await IsEndedAsync();
                },
                "the node must be stopped in the middle of a course");

            // Only when another has claimed it is what the stopped node holds stale.
            await Cluster.UntilAsync(async () => (await cluster.EpochsAsync(held.Keys)).Any(epoch => epoch.Value > held[epoch.Key]) || await IsEndedAsync(), "the other node must take over");
            paused.Continue();
            await Cluster.UntilAsync(async () => (await cluster.Sync.FindAsync(run))!.FencedCommits > 0 || await IsEndedAsync(), "the run must go on");
            await ShouldEndWellAsync(cluster, run, "a node was stopped for longer than its lease");
            fenced = (await cluster.Sync.FindAsync(run))!.FencedCommits;

            async Task<bool> IsEndedAsync() => (await cluster.Sync.FindAsync(run))!.EndedAt is not null;
        }
    });

    [Fact]
    public Task GoOnWhenAllNodesWereKilled() => EachSeedAsync(async random =>
    {
        await using var cluster = await StartAsync();
        var nodes = await cluster.StartNodesAsync(2);
        var run = await cluster.Sync.StartAsync();
        await cluster.UntilEndedCoursesAsync(run, random.Next(0, Courses / 2));
        await Task.WhenAll(nodes.Select(node => node.KillAsync()));
        await cluster.StartNodesAsync(2);

        await ShouldEndWellAsync(cluster, run, "all nodes were killed");
    });

    [Fact]
    public Task GoOnWhenTheDatabaseCrashed() => EachSeedAsync(async random =>
    {
        var server = await PostgresServer.StartAsync();
        await using var cluster = await StartAsync(server: server);
        await cluster.StartNodesAsync(2);
        var run = await cluster.Sync.StartAsync();
        await cluster.UntilEndedCoursesAsync(run, random.Next(0, Courses / 2));
        await server.CrashAsync(TimeSpan.FromMilliseconds(random.Next(0, 3_000)));

        await ShouldEndWellAsync(cluster, run, "PostgreSQL crashed");
    });

    [Fact]
    public Task GiveWorkToANodeThatJoins() => EachSeedAsync(async random =>
    {
        await using var cluster = await StartAsync();
        await cluster.StartNodesAsync(1, courses: 1);
        using var gate = new CourseGate(cluster.Canvas, courses: random.Next(0, 3));
        var run = await cluster.Sync.StartAsync();
        await cluster.StartNodesAsync(1);
        await Cluster.UntilAsync(async () => (await HeldAsync(cluster, run)).Count == 2, "the node that joined must be at work");
        gate.Open();

        await ShouldEndWellAsync(cluster, run, "a node joined");
        (await cluster.CoursesAsync(run)).Select(course => course.Node).Distinct().Should().HaveCount(2);
    });

    [Fact]
    public Task HandOverWhatAStoppingNodeCannotFinish() => EachSeedAsync(async random =>
    {
        await using var cluster = await StartAsync(TimeSpan.FromMilliseconds(400));
        var nodes = await cluster.StartNodesAsync(2);
        using var gate = new CourseGate(cluster.Canvas);
        var run = await cluster.Sync.StartAsync();
        await Cluster.UntilAsync(async () => (await HeldAsync(cluster, run)).Count == 2, "both nodes must be at work");
        gate.Open();
        await nodes[random.Next(nodes.Count)].StopAsync();

        (await HeldAsync(cluster, run)).Should().HaveCountLessThan(2, "a node that stopped holds nothing");
        await ShouldEndWellAsync(cluster, run, "a node was stopped as hosts are");
    });

    [Fact]
    public async Task LetANodeStopWhileTheDatabaseIsAway()
    {
        var server = await PostgresServer.StartAsync();
        await using var cluster = await StartAsync(TimeSpan.FromMilliseconds(400), server);
        var nodes = await cluster.StartNodesAsync(1);
        var run = await cluster.Sync.StartAsync();
        await Cluster.UntilAsync(async () => (await HeldAsync(cluster, run)).Count == 1, "the node must be at work");
        var back = server.CrashAsync(away: TimeSpan.FromSeconds(80));
        await nodes[0].StopAsync();

        back.IsCompleted.Should().BeFalse("the node does not wait for the database");
        await back;
        await cluster.StartNodesAsync(1);
        await ShouldEndWellAsync(cluster, run, "a node was stopped while PostgreSQL was away");
    }

    private static async Task<Cluster> StartAsync(TimeSpan? latency = null, PostgresServer? server = null) =>
        await (await Cluster.CreateAsync(Courses, latency, server)).WithAWeekBehindAsync();

    private static async Task ShouldEndWellAsync(Cluster cluster, Guid run, string because)
    {
        var ended = await cluster.EndAsync(run);
        ended.State.Should().Be(ClusterRunState.Succeeded, $"{because}: {ended}");
        ended.EndedCourses.Should().Be(ended.Courses).And.BeGreaterThanOrEqualTo(Courses);
        await cluster.ShouldEqualSingleProcessAsync(because);
    }

    private static async Task<List<Guid>> HeldAsync(Cluster cluster, Guid run) =>
        [.. (await cluster.CoursesAsync(run)).Where(course => course is { EndedAt: null, Node: not null, LeaseUntil: not null }).Select(course => course.Node!.Value).Distinct()];

    // The long runs are for what one moment does not show.
    private static async Task EachSeedAsync(Func<Random, Task> test)
    {
        for (var seed = 1; seed <= LongRuns.Count(1, 20); seed++)
        {
            await test(new Random(seed));
        }
    }
}
