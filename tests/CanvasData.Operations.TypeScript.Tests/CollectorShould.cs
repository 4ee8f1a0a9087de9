using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.TypeScript.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>Collectors that print one document between markers, and end.</summary>
public class CollectorShould
{
    private const string OneCourse = """
        { success: true, course_id: 7,
          course: { id: 7, name: 'Chemistry', course_code: 'CH1', workflow_state: 'available', start_at: null, end_at: null, calendar: { ics: 'x' } },
          students: [
            { id: 71, user_id: 701, created_at: '', current_score: 81.5, final_score: 70, user: { id: 701, name: 'Ada Example', sortable_name: 'Example, Ada', login_id: 'ada', email: 'ada@example.edu' }, submitted_assignments: [], missing_assignments: [] },
            { id: 72, user_id: 702, created_at: '2026-01-02T03:04:05Z', last_activity_at: '2026-02-01T00:00:00Z', user: { id: 702, name: 'Ben Example', sortable_name: 'Example, Ben', login_id: 'ben', email: null } } ],
          modules: [ { id: 31, name: 'Week 1', position: 1, published: true, assignments: [
            { id: 311, position: 1, published: true, title: 'Titration', type: 'Assignment', url: 'https://canvas.example.edu/api/v1/courses/7/assignments/5001', content_details: { points_possible: 20 }, module_id: 31 },
            { id: 312, position: 2, published: true, title: 'Quiz', type: 'Quiz', url: 'https://canvas.example.edu/api/v1/courses/7/quizzes/99', content_details: { points_possible: 5 }, module_id: 31 } ] } ],
          metadata: { total_students: 2 } }
        """;

    private static Child Printing(string document, string after = "", Action<TypeScriptClientOptions>? configure = null) => Child.Running(
        $$"""
        console.log('Fetching…');
        console.log('===CANVAS_BRIDGE_RESULT_START===');
        console.log(JSON.stringify({{document}}, null, 2));
        console.log('===CANVAS_BRIDGE_RESULT_END===');
        console.log('Done.');
        {{after}}
        """,
        options =>
        {
            options.ServesManyRequests = false;
            configure?.Invoke(options);
        });

    [Fact]
    public async Task ServeACourse()
    {
        await using var child = Printing(OneCourse);

        var items = await child.AskAsync(CanvasInterfaceRequest.Course(7));

        var records = items.OfType<CanvasInterfaceRecord>().ToList();
        records.Select(item => item.Kind).Should().Equal("course", "enrollment", "enrollment", "user", "user", "assignment", "module");
        var enrollments = records.Select(item => item.Record).OfType<EnrollmentRecord>().ToList();
        enrollments.Select(one => (one.Id.Value, one.UserId.Value, one.CourseId.Value, one.Type.Value, one.EnrollmentState.Value, one.Grades.Value!.CurrentScore.Value))
            .Should().Equal((71, 701, 7, "StudentEnrollment", "active", 81.5), (72, 702, 7, "StudentEnrollment", "active", null));
        enrollments[0].CreatedAt.IsSpecified.Should().BeFalse("an empty text is no time");
        var assignment = records.Select(item => item.Record).OfType<AssignmentRecord>().Single();
        (assignment.Id.Value, assignment.Name.Value, assignment.PointsPossible.Value).Should().Be((5001, "Titration", 20));
        records.Select(item => item.Record).OfType<ModuleRecord>().Single().Items.Value!.Select(item => (item.Id.Value, item.ContentId.Value, item.Title.Value)).Should().Equal((311, 5001, "Titration"), (312, null, "Quiz"));
        items.OfType<CanvasInterfaceSkippedList>().Select(item => item.List).Should().BeEquivalentTo("settings", "sections", "submissions", "grading_periods", "grading_standards", "late_policy");
    }

    [Fact]
    public async Task BeSynced()
    {
        await using var child = Printing(OneCourse, "import('node:fs').then((fs) => fs.appendFileSync(process.env.RUNS, 'x'));", options => options.Environment["RUNS"] = Path.Combine(options.Folder!, "runs"));
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await SyncHost.StartAsync(new Uri("https://canvas.example.edu"), "unused", store, services: null, configure: builder => builder.UseTypeScriptClient(options =>
        {
            (options.BaseAddress, options.AccessToken, options.Folder, options.Entry, options.ServesManyRequests) = (new Uri("https://canvas.example.edu"), child.Token, child.Folder, "main.mjs", false);
            options.Environment["RUNS"] = Path.Combine(child.Folder, "runs");
        }));

        var report = await host.Bridge.SyncCourseAsync(7, new SyncRequest { Profile = new SyncProfile { Sections = false, Submissions = false, GradingSetup = false } });

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure?.Message);
        (await host.UseAsync(context => context.Set<CanvasEnrollment>().CountAsync())).Should().Be(2);
        (await host.UseAsync(context => context.Set<CanvasUser>().SingleAsync(user => user.Id == 701))).Email.Should().Be("ada@example.edu");
        (await host.UseAsync(context => context.Set<CanvasAssignment>().SingleAsync())).Name.Should().Be("Titration");
        (await File.ReadAllTextAsync(Path.Combine(child.Folder, "runs"))).Should().HaveLength(1, "the lists of a course share one run");
    }

    [Fact]
    public async Task CollectTheCourseOfTheirRequest()
    {
        await using var child = Child.Running(
            """
            let line = '';
            for await (const piece of process.stdin) line += piece;
            const [id] = JSON.parse(line).course_ids ?? [];
            const document = id === undefined
              ? { success: true, courses: [{ id: '8' }, { id: '9007199254740993' }] }
              : { success: true, course_id: id, course: { id, name: 'Course ' + id }, students: [{ id: id + '1', user_id: id, user: { name: 'Ada' } }], modules: [] };
            console.log('===CANVAS_BRIDGE_RESULT_START===\n' + JSON.stringify(document) + '\n===CANVAS_BRIDGE_RESULT_END===');
            """,
            options => options.ServesManyRequests = false);

        var courses = await child.Client.ListCoursesAsync(new RequestCounter()).Select(course => course.Id.Value!.Value).ToListAsync();
        courses.Should().Equal(8, 9007199254740993);
        foreach (var course in courses)
        {
            (await child.Client.GetCourseAsync(course, new RequestCounter())).Name.Value.Should().Be($"Course {course}");
            (await child.Client.ListEnrollmentsAsync(course, new RequestCounter()).ToListAsync()).Should().ContainSingle().Which.UserId.Value.Should().Be(course);
        }
    }

    [Fact]
    public async Task NotMarkAsMissingWhatItsDocumentLacks()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 12, AssignmentsPerCourse = 5 });
        var course = canvas.School.Courses[0].Id;
        await using var child = Printing($"{{ success: true, course_id: {course}, course: {{ id: {course}, name: 'C', workflow_state: 'available' }}, students: [], modules: [] }}");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using (var rest = await SyncHost.StartAsync(canvas, store))
        {
            (await rest.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        }

        await using var host = await SyncHost.StartAsync(canvas.BaseAddress, "unused", store, builder => builder.UseTypeScriptClient(options =>
            (options.BaseAddress, options.AccessToken, options.Folder, options.Entry, options.ServesManyRequests) = (canvas.BaseAddress, child.Token, child.Folder, "main.mjs", false)));
        for (var pass = 0; pass < 3; pass++)
        {
            var report = await host.Bridge.SyncCourseAsync(course, new SyncRequest { Profile = new SyncProfile { Sections = false, Submissions = false, GradingSetup = false } });
            report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure?.Message);
        }

        (await host.UseAsync(context => context.Set<CanvasEnrollment>().AnyAsync(row => row.MissingSince != null))).Should().BeFalse();
        (await host.UseAsync(context => context.Set<CanvasAssignment>().AnyAsync(row => row.MissingSince != null))).Should().BeFalse();
        (await host.UseAsync(context => context.Set<CanvasAssignmentGroup>().AnyAsync(row => row.MissingSince != null))).Should().BeFalse();
    }

    [Fact]
    public async Task ServeTheListOfCoursesAndSeveralCourses()
    {
        await using var list = Printing("{ success: true, courses: [{ id: 1, name: 'A' }, { id: 2, name: 'B' }], total_count: 2 }");
        (await list.AskAsync(CanvasInterfaceRequest.CourseList())).OfType<CanvasInterfaceRecord>().Select(item => ((CourseRecord)item.Record).Name.Value).Should().Equal("A", "B");

        await using var several = Printing(
            """
            { success: true, bulk_sync: true, courses_data: [
                { course_id: 1, course: { id: 1, name: 'A' }, students: [{ id: 11, user_id: 101, course_id: 1, user: { name: 'Ada' } }], modules: [{ id: 5, name: 'W', position: 1, items: [{ id: 51, title: 'T', type: 'Assignment', module_id: 5, assignment_id: 9 }] }] } ],
              errors: [{ course_id: 2, error: 'no access' }] }
            """);
        var items = await several.AskAsync(CanvasInterfaceRequest.Courses([1, 2, 3], "course", "enrollments", "assignments"));

        items.OfType<CanvasInterfaceRecord>().Select(item => (item.Kind, item.CourseId)).Should().Equal(("course", 1), ("enrollment", 1), ("assignment", 1));
        items.OfType<CanvasInterfaceSkippedList>().Where(item => item.CourseId == 2).Should().HaveCount(3).And.OnlyContain(item => item.Error.Message.Contains("no access"));
        items.OfType<CanvasInterfaceSkippedList>().Where(item => item.CourseId == 3).Should().HaveCount(3).And.OnlyContain(item => item.Error is CanvasNotFoundException);
    }

    [Theory]
    [InlineData("{ success: true, courses_data: [{ course_id: 7, students: [{ id: 71, user_id: 701 }] }] }", 1)]
    [InlineData("{ success: true, courses_data: [{ course_id: 7, course: 'x', students: [] }] }", 0)]
    [InlineData("{ success: true, courses_data: [{ course_id: 7, course: [1], students: 'none' }] }", 0)]
    public async Task LeaveOutTheCourseThatTheirDocumentLacks(string document, int enrollments)
    {
        await using var child = Printing(document);

        var items = await child.AskAsync(CanvasInterfaceRequest.Courses([7], "course", "enrollments"));

        items.OfType<CanvasInterfaceRecord>().Should().HaveCount(enrollments);
        items.OfType<CanvasInterfaceSkippedList>().Should().ContainSingle().Which.Should().Match<CanvasInterfaceSkippedList>(skipped =>
            skipped.List == "course" && skipped.CourseId == 7 && skipped.Error is TypeScriptExecutionException && skipped.Error.Message.Contains("no object \"course\" for course 7"));
    }

    [Fact]
    public async Task NotFindACourseWithoutAnId()
    {
        await using var child = Printing("{ success: true, courses_data: [{ course: 'x' }, { course: { id: [7] } }, 7] }");

        var items = await child.AskAsync(CanvasInterfaceRequest.Courses([7], "course"));

        items.OfType<CanvasInterfaceSkippedList>().Should().ContainSingle().Which.Error.Should().BeOfType<CanvasNotFoundException>();
    }

    [Fact]
    public async Task ReportTheirErrors()
    {
        await using var failed = Printing("{ success: false, course_id: 7, error: { message: 'Course is locked', name: 'Error', stack: 'at x' } }", "process.exitCode = 1;");
        (await failed.Awaiting(c => c.AskAsync(CanvasInterfaceRequest.Course(7))).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*reports: Course is locked*").Which.ExitCode.Should().Be(1);

        await using var contradicting = Printing(OneCourse, "process.exitCode = 3;");
        (await contradicting.Awaiting(c => c.AskAsync(CanvasInterfaceRequest.Course(7))).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*says success, but the exit code is 3*");
    }

    [Theory]
    [InlineData("{ success: true }", "*neither \"course\" nor \"courses_data\"*")]
    [InlineData("[1]", "*with no object*")]
    [InlineData("{ toJSON() { return undefined; } }", "*cannot be read*")]
    [InlineData("{ success: 'yes' }", "*reports: no reason*")]
    public async Task BeRefusedInAnotherShape(string document, string message)
    {
        await using var child = Printing(document);

        (await child.Awaiting(c => c.AskAsync(CanvasInterfaceRequest.Course(7))).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage(message);
    }

    [Fact]
    public async Task PrintTheirDocumentOnOneLine()
    {
        await using var child = Child.Running(
            $"console.log('===CANVAS_BRIDGE_RESULT_START===\\n' + JSON.stringify({OneCourse}) + '\\n===CANVAS_BRIDGE_RESULT_END===');",
            options => (options.ServesManyRequests, options.MaxLineBytes) = (false, 1024));

        (await child.AskAsync(CanvasInterfaceRequest.Course(7, "course", "enrollments"))).Should().HaveCount(3);
    }

    [Theory]
    [InlineData("console.log('===CANVAS_BRIDGE_RESULT_START===\\n{\\n  \"success\": tru\\n}\\n===CANVAS_BRIDGE_RESULT_END===')", "*cannot be read in line 3, column *")]
    [InlineData("console.log('===CANVAS_BRIDGE_RESULT_START===\\n{')", "*exit code 0 in the middle of a line*")]
    [InlineData("console.log('===CANVAS_BRIDGE_RESULT_START===\\n' + 'x\\n'.repeat(5000))", "*document of over 5000 bytes*MaxDocumentBytes*")]
    [InlineData("console.log('===CANVAS_BRIDGE_RESULT_START===\\n' + 'x'.repeat(200000))", "*document of over 5000 bytes*MaxDocumentBytes*")]
    [InlineData("console.log('===CANVAS_BRIDGE_RESULT_START===\\n{ \"success\": true, \"success\": true }\\n===CANVAS_BRIDGE_RESULT_END===')", "*cannot be read in line 2*")]
    [InlineData("console.log('no document')", "*exit code 0 without a closing line*")]
    public async Task BeRefusedWhenTheDocumentIsBroken(string script, string message)
    {
        await using var child = Child.Running(script, options => (options.ServesManyRequests, options.MaxDocumentBytes, options.MaxLineBytes) = (false, 5000, 2000));

        (await child.Awaiting(c => c.AskAsync(CanvasInterfaceRequest.Course(7))).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage(message);
    }
}
