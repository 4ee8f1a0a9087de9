using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Runs that take the same courses in other orders, as nodes of a cluster do when one of them dies.</summary>
public sealed class OrderOfCoursesShould
{
    private const int Weeks = 3;

    // In the first school of these, the name of a person changes in a week in which nothing else does in one of the person's courses.
    private const int FirstSeed = 3;

    [Fact]
    public async Task MakeNoDifferenceToTheRows()
    {
        foreach (var seed in Enumerable.Range(FirstSeed, LongRuns.Count(1, 20)))
        {
            await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 40, Students = 160, AssignmentsPerCourse = 3, Seed = seed });
            using var oneStore = await TestStore.CreateAsync(Provider.Sqlite);
            using var otherStore = await TestStore.CreateAsync(Provider.Sqlite);
            await using var one = await StartAsync(canvas, oneStore);
            await using var other = await StartAsync(canvas, otherStore);
            for (var week = 0; week < Weeks; week++)
            {
                List<long> courses = [.. canvas.School.Courses.Select(course => course.Id)];
                await Task.WhenAll(SyncAsync(one, courses), SyncAsync(other, [.. courses.AsEnumerable().Reverse()]));

                (await other.AllRowsButFingerprintsAsync()).ShouldBeTheRows(await one.AllRowsButFingerprintsAsync(), $"seed {seed}, week {week}");
                canvas.School.Advance(TimeSpan.FromDays(7));
            }
        }
    }

    private static Task<SyncHost> StartAsync(CanvasSimulator canvas, TestStore store) =>
        SyncHost.StartAsync(canvas, store, services: services => services.Configure<SyncOptions>(options => options.MaxConcurrentCourses = 1));

    private static async Task SyncAsync(SyncHost host, IReadOnlyCollection<long> courses) =>
        (await host.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = courses })).Succeeded.Should().BeTrue();
}
