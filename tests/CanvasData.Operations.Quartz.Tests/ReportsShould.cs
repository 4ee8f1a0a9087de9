using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>What is kept of runs that have ended.</summary>
public sealed class ReportsShould
{
    [Fact]
    public async Task LeaveTheNumbersOfARunWhenThoseOfItsCoursesAreDeleted()
    {
        await using var cluster = await (await Cluster.CreateAsync(3, TimeSpan.Zero)).WithEmptyTablesAsync();
        await using var node = cluster.StartInProcess();
        var run = await cluster.EndAsync(await cluster.Sync.StartAsync());
        var listed = (await cluster.Sync.ListAsync()).Single();
        listed.Should().Be(run).And.Match<ClusterRun>(one => one.RowsWritten > 0 && one.Requests > 0 && one.EndedCourses >= 3);

        // Whoever ends a run deletes what is old.
        await AgeAsync(cluster, run.RunId, "23 hours");
        await EndAnotherAsync(cluster);
        (await cluster.Sync.FindReportAsync(run.RunId))!.Courses.Should().HaveCount(run.Courses);
        await AgeAsync(cluster, run.RunId, "2 hours");
        await EndAnotherAsync(cluster);

        await Cluster.UntilAsync(async () => (await cluster.CoursesAsync(run.RunId)).Count == 0, "the rows of its courses must be deleted after a day");
        (await cluster.Sync.FindReportAsync(run.RunId)).Should().BeNull();
        (await cluster.Sync.FindAsync(run.RunId))!.Should().BeEquivalentTo(run, options => options.Excluding(one => one.EndedAt));
        await AgeAsync(cluster, run.RunId, "30 days");
        await EndAnotherAsync(cluster);
        await Cluster.UntilAsync(async () => await cluster.Sync.FindAsync(run.RunId) is null, "the run must be deleted after 30 days");
    }

    [Fact]
    public async Task BeThereForARunWithoutCourses()
    {
        await using var cluster = await (await Cluster.CreateAsync(1, TimeSpan.Zero)).WithEmptyTablesAsync();
        await using var node = cluster.StartInProcess();
        var run = await EndAnotherAsync(cluster);

        run.State.Should().Be(ClusterRunState.Succeeded);
        (await cluster.Sync.FindReportAsync(run.RunId))!.Courses.Should().BeEmpty();
    }

    private static async Task<ClusterRun> EndAnotherAsync(Cluster cluster) =>
        await cluster.EndAsync(await cluster.Sync.StartAsync(new SyncRequest { CourseIds = [] }));

    private static Task<int> AgeAsync(Cluster cluster, Guid run, string time) =>
        cluster.ExecuteAsync($"""UPDATE "CanvasClusterRun" SET "EndedAt" = "EndedAt" - interval '{time}' WHERE "Id" = '{run}'""");
}
