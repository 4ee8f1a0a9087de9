using CanvasData.Operations.Benchmarks.Capacity;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>The capacity model: its page shows what it computes, and what it computes of requests is what a sync needs.</summary>
public sealed class CapacityShould
{
    [Fact]
    public void BeThePageThatHostsRead()
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "docs", "capacity.md")).ToList();
        var (begin, end) = (page.IndexOf("<!-- capacity -->"), page.IndexOf("<!-- /capacity -->"));

        page[(begin + 1)..end].Should().Equal(CapacityModel.Table(10_000, 100_000, 1_000_000), "write there what --capacity prints");
    }

    [Theory]
    [InlineData(30, 10)]
    [InlineData(250, 20)]
    public async Task CountTheRequestsThatAFirstSyncNeeds(int students, int assignments)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = students, AssignmentsPerCourse = assignments });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await SyncHost.StartAsync(canvas, store);
        var course = canvas.School.Courses[0].Id;

        var report = await host.Bridge.SyncCourseAsync(course);

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        var stored = report.Rows["CanvasSubmission"].Added;
        ((double)report.Requests).Should().BeInRange(0.7 * CapacityModel.FirstRequestsOf(students, stored / students), 1.1 * CapacityModel.FirstRequestsOf(students, (stored + students - 1) / students));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CanvasData.Operations.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
