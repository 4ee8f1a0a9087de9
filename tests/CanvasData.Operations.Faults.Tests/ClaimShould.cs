using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>A claim that nobody gives back holds up the next run for as long as a lease.</summary>
public sealed class ClaimShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeGivenBackWheneverARunIsCanceled(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 4, Students = 10, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        var random = new Random(3);
        for (var round = 0; round < 25; round++)
        {
            using var cancel = new CancellationTokenSource(random.Next(60));
            try
            {
                await host.Bridge.SyncAllCoursesAsync(cancellationToken: cancel.Token);
            }
            catch (OperationCanceledException)
            {
            }

            var report = await host.Bridge.SyncAllCoursesAsync();

            report.SyncedAll().Should().BeTrue("round {0}: {1}", round, report);
            canvas.School.Advance(TimeSpan.FromHours(6));
        }
    }

    // Of a process of another container, the ids that this one sees say nothing.
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotBeTakenFromALivingOwnerInAnotherContainerWithTheSameHostName(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 10, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await host.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [] });
        var course = canvas.School.Courses[0].Id;
        canvas.Faults.Add(Fault.Slow(TimeSpan.FromSeconds(8)), $"*/courses/{course}/enrollments*");
        await using var other = CrashChild.StartAmongOwnProcesses(canvas, store);
        await other.SyncAsync();
        (await other.UntilAsync(line => line == $"courseStarted {course}")).Should().NotBeNull();

        var refused = await host.Bridge.SyncCourseAsync(course);

        refused.Outcome.Should().Be(CourseSyncOutcome.AlreadyRunning, refused.Failure?.Message);
        (await other.UntilAsync(line => line.StartsWith("courseEnded", StringComparison.Ordinal))).Should().StartWith($"courseEnded {course} Succeeded");
        (await host.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
    }

    [Fact]
    public async Task BeGivenBackWhenTooManyCoursesVanish()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var canvas = new ListedCanvas();
        for (var course = 1; course <= 20; course++)
        {
            canvas.Enrollments[course] = [(100 + course, 7)];
        }

        await using var host = await canvas.HostAsync(store);
        await host.Bridge.SyncAllCoursesAsync();
        for (var course = 1; course <= 15; course++)
        {
            canvas.Enrollments.Remove(course);
            canvas.Deleted.Add(course);
        }

        (await host.Bridge.SyncAllCoursesAsync()).Failure!.Kind.Should().Be(nameof(MassDisappearanceException));

        (await host.Bridge.SyncAllCoursesAsync(new SyncRequest { AcceptMassDisappearance = true })).MissingCourses.Should().Be(15);
    }
}
