using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>Nodes that nothing disturbs.</summary>
public sealed class ClusterShould
{
    [Fact]
    public async Task SyncAsOneProcessDoesFromAnEmptyDatabase()
    {
        await using var cluster = await Cluster.CreateAsync();
        await cluster.StartNodesAsync(2);
        using var gate = new CourseGate(cluster.Canvas);

        // The node that comes later finds something left.
        var run = await cluster.Sync.StartAsync();
        await Cluster.UntilAsync(
            async () => (await cluster.CoursesAsync(run)).Select(course => course.Node).OfType<Guid>().Distinct().Count() == 2, "both nodes must be at work");
        gate.Open();
        var ended = await cluster.EndAsync(run);

        ended.State.Should().Be(ClusterRunState.Succeeded, $"{ended}");
        (await cluster.CoursesAsync(run)).Select(course => course.Node).Distinct().Should().HaveCount(2, "each node takes a part");
        await cluster.ShouldEqualSingleProcessAsync("nothing happened");
    }
}
