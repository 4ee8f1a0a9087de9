using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Rows that courses share, and that REST has read later than the tables.</summary>
public sealed class NewerRowsShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 3, Students = 8, AssignmentsPerCourse = 4 };

    [Fact]
    public async Task StayWhenTheTablesWriteAnotherCourse()
    {
        // The platform is behind: it is that of the same school some hours ago.
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        await using var behind = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = TestFolder.Create();
        await using var host = await DataAccessHost.StartAsync(canvas, store, folder, options => options.BaseAddress = behind.BaseAddress);
        await host.RunAsync();
        var (person, places) = canvas.School.Courses.SelectMany(course => canvas.School.Enrollments(course.Id))
            .Where(one => one is { Type: "StudentEnrollment", State: "active" }).GroupBy(one => one.UserId, one => one.CourseId)
            .Select(one => (one.Key, Courses: one.Distinct().ToList())).First(one => one.Courses.Count > 1);
        canvas.School.Advance(TimeSpan.FromHours(10));
        canvas.School.RenameUser(person, "Newer");
        (await host.Bridge.SyncCourseAsync(places[0])).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        behind.School.Advance(TimeSpan.FromHours(6));
        behind.School.RenameUser(person, "Older");

        var report = await host.RunAsync();

        (await NameAsync()).Should().Be("Newer");
        report.NewerCourses.Should().Equal(places[0]);
        report.Sync!.Courses.Where(course => course.CourseId != places[0]).Should().OnlyContain(course => course.NewerRows == 1);
        report.PendingCourses.Should().Be(places.Count);

        behind.School.Advance(TimeSpan.FromHours(12));
        behind.School.RenameUser(person, "Newest");
        (await host.RunAsync()).PendingCourses.Should().Be(0);
        (await NameAsync()).Should().Be("Newest");

        Task<string?> NameAsync() => host.UseAsync(context => context.Set<CanvasUser>().Where(row => row.Id == person).Select(row => row.Name).SingleAsync());
    }
}
