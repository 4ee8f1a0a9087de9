using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>Nodes that nothing disturbs.</summary>
public sealed class ClusterShould
{
    [Fact]
    public async Task SyncAsOneProcessDoesFromAnEmptyDatabase()
    {
        // Long enough for the node that comes later to find something left.
        await using var cluster = await Cluster.CreateAsync(latency: TimeSpan.FromMilliseconds(400));
        await cluster.StartNodesAsync(2);

        var run = await cluster.Sync.StartAsync();
        var ended = await cluster.EndAsync(run);

        ended.State.Should().Be(ClusterRunState.Succeeded, $"{ended}");
        (await cluster.CoursesAsync(run)).Select(course => course.Node).Distinct().Should().HaveCount(2, "each node takes a part");
        await cluster.ShouldEqualSingleProcessAsync("nothing happened");
    }
}
