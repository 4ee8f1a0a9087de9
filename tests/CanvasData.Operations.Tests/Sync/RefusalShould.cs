using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>What Canvas refuses concerns what was asked for, and nothing else.</summary>
public class RefusalShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 3, Students = 10, AssignmentsPerCourse = 6 };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SkipWhatACourseIsWorthHavingWithout(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        foreach (var (path, name) in ((string, string)[])
            [("users", "contact details"), ("grading_periods", "grading periods"), ("grading_standards", "grading standards"), ("late_policy", "late policy"), ("modules", "modules")])
        {
            canvas.Faults.Add(path == "modules" ? Fault.PermissionDenied401Old() : Fault.PermissionDenied403Json(), $"*/courses/*/{path}");
            canvas.Faults.Add(Fault.PermissionDenied403Json(), $"*/accounts/*/{path}");
            Check(await host.SyncAsync(), name);
            canvas.Faults.Clear();
        }

        (await host.TablesAsync()).ShouldHoldTheCellsOf(before, "what may not be read is neither missing nor emptied");

        static void Check(SyncReport report, string name)
        {
            report.RowsWritten.Should().Be(0, name);
            report.Courses.Should().OnlyContain(course => course.Skipped.ContainsKey(name));
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FailACourseThatLacksWhatItMustHave(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var course = canvas.School.Courses[1].Id;
        foreach (var list in (string[])["sections", "enrollments", "assignments", "assignment_groups", "students/submissions"])
        {
            canvas.Faults.Add(Fault.PermissionDenied403Json(), $"*/courses/{course}/{list}");

            var report = await host.Bridge.SyncAllCoursesAsync();

            var failed = report.FailedCourses.Should().ContainSingle().Subject;
            (failed.CourseId, failed.Failure!.Kind).Should().Be((course, nameof(CanvasPermissionException)), list);
            failed.Failure.Remedy.Should().NotBeNullOrEmpty();
            (await host.RowsAsync<CanvasCourse>()).Should().NotContain(row => row.Id == course);
            canvas.Faults.Clear();
        }

        await host.SyncAsync();
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task LeaveOtherCoursesAlone(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        foreach (var id in (long[])[1, 2, 3, 4])
        {
            canvas.AddCourse(id).Enroll(id * 10, 70);
        }

        canvas.Before = (what, course, _) => (what, course) switch
        {
            ("assignments", 1) => throw new InvalidOperationException("secret detail of Ann's grade"),
            ("enrollments", 2) => throw new TaskCanceledException("the client's own time-out"),
            ("course", 3) => throw new CanvasNotFoundException("Course 3 is not there.", "Look."),
            _ => Task.CompletedTask,
        };
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Courses.Select(course => (course.CourseId, course.Outcome, course.Failure?.Kind)).Should().Equal(
            (1, CourseSyncOutcome.Failed, nameof(InvalidOperationException)), (2, CourseSyncOutcome.Failed, nameof(TaskCanceledException)),
            (3, CourseSyncOutcome.Failed, nameof(CanvasNotFoundException)), (4, CourseSyncOutcome.Succeeded, null));
        report.ToJson().Should().NotContain("secret");
        report.ToString().Should().NotContain("secret");
        (await host.RowsAsync<CanvasCourse>()).Select(row => row.Id).Should().Equal(4);
        (await host.RowsAsync<CanvasEnrollment>()).Select(row => row.Id).Should().Equal(40);

        canvas.Before = (_, _, _) => Task.CompletedTask;
        (await host.SyncAsync()).Courses.Should().HaveCount(4, "no claim was left behind");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StoreOfARestrictedCourseOnlyThatItExists(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small with { Courses = 5 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncAsync();

        var stub = canvas.School.Courses.Single(course => course.AccessRestrictedByDate).Id;
        report.Courses.Single(course => course.CourseId == stub).Skipped.Should().ContainKey("course");
        var row = (await host.RowsAsync<CanvasCourse>()).Single(course => course.Id == stub);
        (row.AccessRestrictedByDate, row.Name).Should().Be((true, null));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotEmptyACourseThatBecomesRestricted(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20).AddAssignment(30).AddSubmission(40, 30, 20);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Course = """{"id":1,"access_restricted_by_date":true}""";

        await host.SyncAsync();

        var row = (await host.RowsAsync<CanvasCourse>()).Single();
        (row.AccessRestrictedByDate, row.Name).Should().Be((true, "Course 1"), "what is not told any more stays");
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(submission => submission.MissingSince == null);
        (await host.RowsAsync<CanvasEnrollment>()).Should().OnlyContain(enrollment => enrollment.MissingSince == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StopTheRunWhenCanvasRejectsTheToken(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small with { Courses = 4 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 1);
        var second = canvas.School.Courses[1].Id;
        var revoked = canvas.Faults.Add(Fault.RevokedToken(), $"*/courses/{second}*");

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Succeeded.Should().BeFalse();
        report.Failure!.Kind.Should().Be(nameof(CanvasAuthenticationException));
        report.Courses.Select(course => course.Outcome).Should().Equal(
            CourseSyncOutcome.Succeeded, CourseSyncOutcome.Failed, CourseSyncOutcome.Canceled, CourseSyncOutcome.Canceled);
        canvas.Requests.All.Where(request => request.Status == 401).Should().HaveCount(revoked.Hits).And.OnlyHaveUniqueItems(
            request => request.PathAndQuery, "a rejected token is not tried again; lists of the same course are on their way at once");
        canvas.Requests.All.Should().NotContain(request => request.PathAndQuery.Contains($"/courses/{canvas.School.Courses[2].Id}", StringComparison.Ordinal));
        (await host.RowsAsync<CanvasCourse>()).Should().ContainSingle("what was through stays");
    }

    [Fact]
    public async Task BeTheRunsFailureWhenTheListOfCoursesIsRefused()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Faults.Add(Fault.RevokedToken(), "*/courses");

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Failure!.Kind.Should().Be(nameof(CanvasAuthenticationException));
        report.Courses.Should().BeEmpty();
        report.Succeeded.Should().BeFalse();
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasSyncRun>()).OrderBy(run => run.StartedAt).Select(run => run.Outcome).Should().Equal("Succeeded", "Failed");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task NotBeReadIntoAnEmptyCourse(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(long.MaxValue);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await host.SyncAsync()).Courses[0].Skipped.Should().BeEmpty();

        (await host.SyncAsync()).RowsWritten.Should().Be(0);
        (await host.RowsAsync<CanvasCourse>()).Single().Id.Should().Be(long.MaxValue);
    }

    [Fact]
    public async Task NotStoreAnotherCourseThanTheOneAskedFor()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Course = """{"id":2,"name":"Another course"}""";
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.Bridge.SyncCourseAsync(1);

        report.Failure!.Kind.Should().Be(nameof(CanvasProtocolException));
        report.Failure.Message.Should().Contain("course 1").And.Contain("course 2");
        (await host.RowsAsync<CanvasCourse>()).Should().BeEmpty();
    }

    [Fact]
    public async Task MeetACourseListWithoutReadableIdsWithAnError()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        canvas.AddCourse(2).Course = """{"id":"many","name":"Course 2"}""";
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Failure!.Kind.Should().Be(nameof(CanvasProtocolException));
        report.Courses.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SkipAnOptionalListingThatCanvasKeepsFailingOn(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4);
        course.Modules.Add("""{"id":7,"name":"Week 1","items":[{"id":70,"module_id":7}]}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncCourseAsync(1);
        course.AddAssignment(5).Modules.Clear();
        int? status = 500;
        canvas.Before = (what, _, _) => what == "modules" ? throw new CanvasUnavailableException("GET modules was answered 500.", "Later.") { StatusCode = status } : Task.CompletedTask;

        var report = await host.SyncCourseAsync(1);

        report.Skipped.Should().ContainKey("modules").WhoseValue.Should().Contain("500");
        (await host.RowsAsync<CanvasAssignment>()).Should().HaveCount(2);
        (await host.RowsAsync<CanvasModule>()).Should().ContainSingle().Which.MissingSince.Should().BeNull("nothing is inferred from a listing that failed");

        status = null;
        (await host.Bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Failed, "without any answer Canvas is away, not one of its lists");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepTheItemsOfOneModuleThatCannotBeListed(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        course.Modules.AddRange(["""{"id":7,"items":[{"id":70,"module_id":7}]}""", """{"id":8,"items":[{"id":80,"module_id":8},{"id":81,"module_id":8}]}"""]);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncCourseAsync(1);
        course.Modules.Clear();
        course.Modules.AddRange(["""{"id":7,"name":"Renamed","items":"404"}""", """{"id":8,"items":[{"id":80,"module_id":8}]}"""]);

        var report = await host.SyncCourseAsync(1);

        report.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(one => one.Entity == "module" && one.CanvasId == 7 && one.Field == "items" && one.IsFieldOnly);
        (await host.RowsAsync<CanvasModule>()).Should().Contain(row => row.Id == 7 && row.Name == "Renamed");
        (await host.RowsAsync<CanvasModuleItem>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(81);
    }
}
