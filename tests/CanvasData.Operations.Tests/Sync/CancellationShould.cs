using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

public class CancellationShould
{
    public static TheoryData<Provider, string> Moments()
    {
        var data = new TheoryData<Provider, string>();
        foreach (var provider in (Provider[])[Provider.Sqlite, Provider.PostgreSql])
        {
            foreach (var moment in (string[])["started", "course", "section", "enrollment", "assignment", "submission", "module", "writing"])
            {
                data.Add(provider, moment);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task LeaveTheCourseWhollyAsItWasOrWhollyDone(Provider provider, string moment)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(2).Enroll(3, 4).AddAssignment(5).AddSubmission(6, 5, 4, ""","score":1""");
        course.Modules.Add("""{"id":7,"items":[]}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        course.Submissions[0] = """{"id":6,"assignment_id":5,"user_id":4,"score":2}""";
        course.Enroll(8, 9);
        using var cancellation = new CancellationTokenSource();
        var progress = new Heard(happened =>
        {
            if (Name(happened) == moment)
            {
                cancellation.Cancel();
            }
        });

        var run = () => host.Bridge.SyncAllCoursesAsync(new SyncRequest(), progress, cancellation.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        progress.Events.OfType<CourseSyncEnded>().Single().Report.Outcome.Should().Be(CourseSyncOutcome.Canceled);
        (await host.TablesAsync()).ShouldHoldTheCellsOf(before);
        (await host.RowsAsync<CanvasSyncRun>()).OrderBy(row => row.StartedAt).Select(row => row.Outcome).Should().Equal("Succeeded", "Canceled");
        var next = await host.SyncAsync();
        next.Rows[nameof(CanvasSubmission)].Changed.Should().Be(1);
        next.Rows[nameof(CanvasEnrollment)].Added.Should().Be(1);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepTheCoursesThatWereThrough(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 4, Students = 10, AssignmentsPerCourse = 5 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 1);
        using var cancellation = new CancellationTokenSource();
        var ended = 0;
        var progress = new Heard(happened =>
        {
            if (happened is CourseSyncEnded && ++ended == 2)
            {
                cancellation.Cancel();
            }
        });

        await host.Invoking(h => h.Bridge.SyncAllCoursesAsync(progress, cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await host.RowsAsync<CanvasCourse>()).Select(row => row.Id).Should().BeEquivalentTo(canvas.School.Courses.Take(2).Select(course => course.Id));
        await host.SyncAsync();
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Fact]
    public async Task BeObeyedBeforeAnythingBegan()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.Invoking(h => h.Bridge.SyncAllCoursesAsync(cancellationToken: new CancellationToken(true))).Should().ThrowAsync<OperationCanceledException>();

        (await host.RowsAsync<CanvasCourse>()).Should().BeEmpty();
    }

    private static string Name(SyncEvent happened) => happened switch
    {
        CourseSyncStarted => "started",
        CourseRowsFetched fetched => fetched.Entity,
        CourseSyncWriting => "writing",
        _ => "",
    };
}
