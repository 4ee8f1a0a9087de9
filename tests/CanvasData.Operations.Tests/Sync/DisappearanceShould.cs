using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

public class DisappearanceShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task TakeAnAssignmentsSubmissionsAndOverridesWithItHoweverMany(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 30, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var course = canvas.School.Courses[0].Id;
        await host.SyncAsync();
        var deleted = canvas.School.Assignments(course).Single(assignment => assignment.Overrides.Count > 0);
        var concerned = (await host.RowsAsync<CanvasSubmission>()).Where(row => row.AssignmentId == deleted.Id).Select(row => row.Id).ToList();
        canvas.School.DeleteAssignment(course, deleted.Id);

        var report = (await host.SyncAsync()).Courses[0];

        concerned.Should().HaveCountGreaterThan(20, "that is more than a fifth, and yet no accident");
        report.Rows[nameof(CanvasAssignment)].Missing.Should().Be(1);
        report.Rows[nameof(CanvasAssignmentOverride)].Missing.Should().Be(deleted.Overrides.Count);
        report.Rows[nameof(CanvasSubmission)].Missing.Should().Be(concerned.Count);
        var history = await host.RowsAsync<CanvasAssignmentScoreHistory>();
        history.Where(row => row.Change == HistoryChange.Removed).Select(row => row.SubmissionId).Should().BeEquivalentTo(concerned);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeUndoneWhenAStudentComesBack(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 8, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var enrollment = canvas.School.Enrollments(canvas.School.Courses[0].Id).First(e => e is { Type: "StudentEnrollment", State: "active" });
        var first = (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == enrollment.Id);
        canvas.School.DeleteEnrollment(enrollment.Id);

        await host.SyncAsync();
        (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == enrollment.Id).MissingSince.Should().NotBeNull();
        (await host.RowsAsync<CanvasUser>()).Single(row => row.Id == enrollment.UserId).MissingSince.Should().NotBeNull("the student is nowhere else");
        (await host.RowsAsync<CanvasSubmission>()).Where(row => row.UserId == enrollment.UserId).Should().NotBeEmpty().And.OnlyContain(row => row.MissingSince != null);

        canvas.School.ReactivateEnrollment(enrollment.Id);
        var report = (await host.SyncAsync()).Courses[0];
        var back = (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == enrollment.Id);
        back.MissingSince.Should().BeNull();
        back.FirstSyncedAt.Should().Be(first.FirstSyncedAt);
        report.Rows[nameof(CanvasEnrollment)].Should().Match<RowCounts>(counts => counts.Added == 0 && counts.Changed >= 1);
        (await host.RowsAsync<CanvasGradeHistory>()).Where(row => row.EnrollmentId == enrollment.Id).OrderBy(row => row.Id).Select(row => row.Change)
            .Should().Equal(HistoryChange.Removed, HistoryChange.Returned);
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SpareAPersonWhoIsStillInAnotherCourse(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var one = canvas.AddCourse(1).Enroll(11, 50).Enroll(12, 51);
        var two = canvas.AddCourse(2).Enroll(21, 50).Enroll(22, 52);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();

        ScriptedCourse.Remove(one.Enrollments, 11);
        await host.SyncAsync();
        (await host.RowsAsync<CanvasUser>()).Should().OnlyContain(row => row.MissingSince == null);

        ScriptedCourse.Remove(two.Enrollments, 21);
        await host.SyncAsync();
        (await host.RowsAsync<CanvasUser>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(50);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task MarkDeletedSectionsGroupsModulesAndWhatWasInThem(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(2).AddSection(3);
        course.Groups.AddRange(["""{"id":4,"name":"Group 4"}""", """{"id":5,"name":"Group 5"}"""]);
        course.Modules.AddRange(
            ["""{"id":6,"name":"Module 6","items":[{"id":60,"module_id":6},{"id":61,"module_id":6}]}""", """{"id":7,"name":"Module 7","items":[]}"""]);
        course.LatePolicy = """{"late_policy":1,"late_submission_deduction":10}""";
        course.AddAssignment(8).AddAssignment(9, """,  "x":1""");
        course.Assignments[1] = """{"id":9,"overrides":[{"id":90,"assignment_id":9,"due_at":null},{"id":91,"assignment_id":9}]}""";
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Sections, 3);
        ScriptedCourse.Remove(course.Groups, 5);
        ScriptedCourse.Remove(course.Modules, 6);
        course.Assignments[1] = """{"id":9,"overrides":[]}""";
        course.LatePolicy = null;

        var report = (await host.SyncAsync()).Courses[0];

        report.Rows.Where(pair => pair.Value.Missing > 0).Select(pair => (pair.Key, pair.Value.Missing)).Should().BeEquivalentTo(new[]
        {
            (nameof(CanvasSection), 1L), (nameof(CanvasAssignmentGroup), 1L), (nameof(CanvasModule), 1L), (nameof(CanvasModuleItem), 2L),
            (nameof(CanvasAssignmentOverride), 2L), (nameof(CanvasLatePolicy), 1L),
        });
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StopAndAskWhenMoreThanAFifthIsGone(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        canvas.AddCourse(2).Enroll(900, 900);
        Enumerable.Range(100, 40).ToList().ForEach(id => course.Enroll(id, id));
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        course.Enrollments.RemoveRange(0, 10);
        course.Course = course.Course.Replace("Course 1", "Renamed", StringComparison.Ordinal);

        var report = await host.Bridge.SyncAllCoursesAsync();

        var failed = report.FailedCourses.Should().ContainSingle().Subject;
        failed.CourseId.Should().Be(1);
        failed.Failure!.Kind.Should().Be(nameof(MassDisappearanceException));
        failed.Failure.Message.Should().Contain("10 of 40").And.Contain("course 1").And.Contain("enrollment");
        failed.Failure.Remedy.Should().Contain(nameof(SyncRequest.AcceptMassDisappearance));
        (await host.TablesAsync()).ShouldHoldTheCellsOf(before, "nothing of the course was written");

        var accepted = await host.SyncCourseAsync(1, new SyncRequest { AcceptMassDisappearance = true });
        accepted.Rows[nameof(CanvasEnrollment)].Missing.Should().Be(10);
        (await host.RowsAsync<CanvasCourse>()).Single(row => row.Id == 1).Name.Should().Be("Renamed");
    }

    [Theory]
    [InlineData(40, 8, 0.2, 10, true)]
    [InlineData(40, 9, 0.2, 10, true)]
    [InlineData(40, 9, 0.2, 9, false)]
    [InlineData(40, 10, 0.25, 10, true)]
    [InlineData(40, 40, 1, 10, true)]
    [InlineData(40, 40, 0.99, 10, false)]
    [InlineData(3, 3, 0.2, 10, false)]
    [InlineData(1, 1, 0.2, 10, true)]
    public async Task ObeyItsOptions(int stored, int vanished, double share, int minimum, bool passes)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        Enumerable.Range(100, stored).ToList().ForEach(id => course.Enroll(id, id));
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(
            canvas, store, options => (options.Sync.MassDisappearanceShare, options.Sync.MassDisappearanceMinimum) = (share, minimum));
        await host.SyncAsync();
        course.Enrollments.RemoveRange(0, vanished);

        var report = await host.Bridge.SyncCourseAsync(1);

        report.Outcome.Should().Be(passes ? CourseSyncOutcome.Succeeded : CourseSyncOutcome.Failed);
        (await host.RowsAsync<CanvasEnrollment>()).Count(row => row.MissingSince != null).Should().Be(passes ? vanished : 0);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SpareACourseThatIsReadByItsIdButNotListed(Provider provider)
    {
        var canvas = new ScriptedCanvas { Unlisted = { 2 } };
        canvas.AddCourse(1).Enroll(10, 10);
        canvas.AddCourse(2).Enroll(20, 20);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncCourseAsync(2);

        (await host.SyncAsync()).MissingCourses.Should().Be(0);

        (await host.RowsAsync<CanvasCourse>()).Should().HaveCount(2).And.OnlyContain(row => row.MissingSince == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SpareTheSubmissionsOfAnAssignmentThatWasUnpublished(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(1).AddAssignment(2);
        for (var student = 100; student < 120; student++)
        {
            course.Enroll(student, student).AddSubmission(1_000 + student, 1, student).AddSubmission(2_000 + student, 2, student);
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Assignments[1] = course.Assignments[1].Replace("\"published\":true", "\"published\":false", StringComparison.Ordinal);
        course.Submissions.RemoveAll(submission => submission.Contains("\"assignment_id\":2", StringComparison.Ordinal));

        var report = await host.Bridge.SyncCourseAsync(1);

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "Canvas lists no submissions of unpublished assignments");
        (await host.RowsAsync<CanvasSubmission>()).Should().HaveCount(40).And.OnlyContain(row => row.MissingSince == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task MarkACourseThatTheListLacksAndTakeItBackWhenItReturns(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 10);
        canvas.AddCourse(2).Enroll(20, 20);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var gone = canvas.Courses[1];
        canvas.Courses.Remove(gone);

        (await host.SyncAsync(new SyncRequest { CourseIds = [1] })).MissingCourses.Should().Be(0, "a run over chosen courses says nothing of the others");
        (await host.SyncAsync()).MissingCourses.Should().Be(1);
        (await host.RowsAsync<CanvasCourse>()).Single(row => row.Id == 2).MissingSince.Should().NotBeNull();
        (await host.SyncAsync()).MissingCourses.Should().Be(0, "it is marked already");

        canvas.Courses.Add(gone);
        await host.SyncAsync();
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StopAndAskWhenAllCoursesAreGoneAndObeyTheAnswerAtOnce(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        canvas.AddCourse(2);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Courses.Clear();

        var report = await host.Bridge.SyncAllCoursesAsync();
        report.Succeeded.Should().BeFalse();
        report.Failure!.Kind.Should().Be(nameof(MassDisappearanceException));
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null);

        (await host.SyncAsync(new SyncRequest { AcceptMassDisappearance = true })).MissingCourses.Should().Be(2);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NeverBeInferredFromAListingThatFailed(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 30, AssignmentsPerCourse = 6 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        var course = canvas.School.Courses[0].Id;
        foreach (var list in (string[])["sections", "enrollments", "assignments", "assignment_groups", "students/submissions", "grading_periods", "modules"])
        {
            canvas.Faults.Add(Fault.ErrorObject200(), $"*/courses/{course}/{list}");
            canvas.Faults.Add(Fault.ErrorObject200(), $"*/accounts/*/{list}");

            var report = await host.Bridge.SyncAllCoursesAsync();

            report.FailedCourses.Should().ContainSingle(list).Which.CourseId.Should().Be(course);
            report.Courses.Should().Contain(one => one.Outcome == CourseSyncOutcome.Succeeded);
            canvas.Faults.Clear();
        }

        (await host.TablesAsync()).ShouldHoldTheCellsOf(before);
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }
}
