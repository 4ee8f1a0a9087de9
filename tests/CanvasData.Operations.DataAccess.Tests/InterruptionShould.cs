using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Runs that are broken off, and hosts that run at once.</summary>
public sealed class InterruptionShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 3, Students = 8, AssignmentsPerCourse = 5 };

    [Fact]
    public async Task LoseNothing()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var broken = await TestStore.CreateAsync(Provider.Sqlite);
        using var whole = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = TestFolder.Create();
        using var another = TestFolder.Create();
        await using var undisturbed = await DataAccessHost.StartAsync(canvas, whole, another);
        await undisturbed.RunAsync();

        // Broken off later each time, by a host that knows nothing of the one before.
        var stopped = 0;
        for (var place = 1; stopped < LongRuns.Count(6, 60); place += 9)
        {
            await using var host = await DataAccessHost.StartAsync(canvas, broken, folder);
            using var stop = new CancellationTokenSource();
            var before = canvas.Requests.Count;
            var run = host.StartRun(stop.Token);
            while (!run.IsCompleted && canvas.Requests.Count - before < place)
            {
                await Task.Delay(1);
            }

            await stop.CancelAsync();
            try
            {
                await run;
                break;
            }
            catch (OperationCanceledException)
            {
                stopped++;
            }
        }

        await using var last = await DataAccessHost.StartAsync(canvas, broken, folder);
        var report = await last.RunAsync();

        stopped.Should().BeGreaterThan(0);
        report.PendingCourses.Should().Be(0);
        (await Mirror.ReadAsync(last)).Should().Equal(await Mirror.ReadAsync(undisturbed));
    }

    [Fact]
    public async Task BeHarmlessBetweenTwoHosts()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var shared = await TestStore.CreateAsync(Provider.PostgreSql);
        using var alone = await TestStore.CreateAsync(Provider.PostgreSql);
        using var folder = TestFolder.Create();
        using var another = TestFolder.Create();
        using var third = TestFolder.Create();
        await using var first = await DataAccessHost.StartAsync(canvas, shared, folder);
        await using var second = await DataAccessHost.StartAsync(canvas, shared, another);
        await using var undisturbed = await DataAccessHost.StartAsync(canvas, alone, third);
        await undisturbed.RunAsync();

        await Task.WhenAll(first.RunAsync(), second.RunAsync());
        var reports = await Task.WhenAll(first.RunAsync(), second.RunAsync());
        while (reports.Any(report => report.PendingCourses > 0))
        {
            // A course that the other host was writing stays noted.
            reports = [await first.RunAsync(), await second.RunAsync()];
        }

        (await Mirror.ReadAsync(first)).Should().Equal(await Mirror.ReadAsync(undisturbed));
    }

    [Fact]
    public async Task LeaveAloneWhatRestHasStoredLater()
    {
        // The platform is behind: it is that of the same school an hour ago.
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        await using var behind = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = TestFolder.Create();
        await using var host = await DataAccessHost.StartAsync(canvas, store, folder, options => options.BaseAddress = behind.BaseAddress);
        var course = canvas.School.Courses[0].Id;
        canvas.School.Advance(TimeSpan.FromHours(1));
        canvas.School.RenameCourse(course, "Newer");
        (await host.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);

        var report = await host.RunAsync();

        report.NewerCourses.Should().Equal(course);
        report.PendingCourses.Should().Be(1);
        (await NameAsync()).Should().Be("Newer");

        // The other tables are quiet: of them only the refresh before the last one is known.
        behind.School.Advance(TimeSpan.FromHours(6));
        behind.School.RenameCourse(course, "Newest");
        (await host.RunAsync()).PendingCourses.Should().Be(0);
        (await NameAsync()).Should().Be("Newest");

        async Task<string?> NameAsync() => (await Mirror.ReadAsync(host))[("CanvasCourse", course, "Name")];
    }
}
