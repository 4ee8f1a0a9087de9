using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

public class StalenessShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task NameWhatWasNotReadForLongerThanItsThreshold(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).AddSection(1).Enroll(1, 5).AddAssignment(10).AddSubmission(101, 10, 5);
        canvas.AddCourse(2);
        canvas.AddCourse(3);
        canvas.Unlisted.Add(3);
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        (await ReadAsync(host)).Should().BeEquivalentTo(new { Courses = 2, Stale = Array.Empty<StaleCourse>() });

        time.Advance(TimeSpan.FromHours(40));
        await host.SyncCourseAsync(2);
        var refresh = await host.Services.GetRequiredService<ICanvasRefresh>().RefreshSubmissionAsync(1, 10, 5);
        var report = await ReadAsync(host);

        refresh.Outcome.Should().Be(RefreshOutcome.Unchanged);
        var course = report.Stale.Should().ContainSingle("one object does not make a course fresh").Subject;
        (course.CourseId, course.Name, course.LastError, course.IsAtWork).Should().Be((1, "Course 1", null, false));
        course.Data.Select(one => one.Kind).Should().BeEquivalentTo([SyncedKind.Course, SyncedKind.Submissions]);
        course.Data.Should().OnlyContain(one => one.Age > TimeSpan.FromHours(39) && one.Age < TimeSpan.FromHours(41));

        time.Advance(TimeSpan.FromDays(8));
        (await ReadAsync(host)).Stale.Select(one => one.CourseId).Should().Equal(1, 2);
        (await ReadAsync(host)).Stale[0].Data.Select(one => one.Kind).Should().Contain([SyncedKind.FullPass, SyncedKind.Sections, SyncedKind.ContactDetails, SyncedKind.AssignmentGroups, SyncedKind.GradingSetup, SyncedKind.Modules]);
        (await ReadAsync(host, new StalenessThresholds { CourseIds = [2], Profile = SyncProfile.StudentsOnly })).Stale.Should().ContainSingle().Which.Data.Should().NotContain(one => one.Kind == SyncedKind.Submissions || one.Kind == SyncedKind.Modules);
        (await ReadAsync(host, new StalenessThresholds { Course = TimeSpan.FromDays(99), Submissions = TimeSpan.FromDays(99), FullPass = TimeSpan.FromDays(99), Listings = TimeSpan.FromDays(99) })).Stale.Should().BeEmpty();
    }

    [Fact]
    public async Task ShowCoursesThatWereNeverReadAndKeepConcludedOnesApart()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Course = """{"id":1,"name":"Ended","workflow_state":"completed"}""";
        canvas.AddCourse(2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        await host.ChangeAsync(context => context.Set<CanvasCourseLease>().Where(row => row.CourseId == 2).ExecuteDeleteAsync());

        var stale = (await ReadAsync(host)).Stale.Should().ContainSingle().Subject;
        stale.CourseId.Should().Be(2);
        stale.Data.Should().OnlyContain(one => one.ReadAt == null && one.Age == null);
        time.Advance(TimeSpan.FromDays(20));
        (await ReadAsync(host)).Stale.Should().OnlyContain(one => one.CourseId == 2);
        time.Advance(TimeSpan.FromDays(20));
        (await ReadAsync(host)).Stale.Should().Contain(one => one.CourseId == 1 && one.IsConcluded);
        (await host.Invoking(one => ReadAsync(one, new StalenessThresholds { Listings = TimeSpan.FromDays(-1) })).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("thresholds.Listings");
    }

    private static async Task<StalenessReport> ReadAsync(TestHost<SchoolContext> host, StalenessThresholds? thresholds = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IStalenessReader>().ReadAsync(thresholds);
    }
}
