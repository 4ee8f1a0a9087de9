using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Refresh;

public class RefreshShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 2, Students = 12, AssignmentsPerCourse = 12 };
    private static readonly SyncRequest Incremental = new() { Strategy = SyncStrategy.Incremental };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task StoreAGradeWithItsHistoryAndTheTotalsInTwoRequests(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        var work = canvas.School.Submissions(course).First(row => row is { Score: not null, PostedAt: not null });
        canvas.School.SetScore(course, work.AssignmentId, work.UserId, 1.75);
        var (lease, scores) = (await LeaseAsync(host, course), (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Count);

        var report = await Refresh(host).RefreshSubmissionAsync(course, work.AssignmentId, work.UserId);

        report.Should().BeEquivalentTo(new { CourseId = course, work.AssignmentId, work.UserId, Outcome = RefreshOutcome.Updated, Requests = 2L });
        report.Rows.Should().ContainSingle(row => row.Entity == "submission").Which.Should().BeEquivalentTo(new { CanvasId = work.Id, State = RowState.Updated });
        report.Rows.Single(row => row.Entity == "submission").Columns.Should().Contain(nameof(CanvasSubmission.EnteredScore)).And.NotContain("1.75");
        report.Rows.Should().Contain(row => row.Entity == "enrollment" && row.Columns.Contains(nameof(CanvasEnrollment.CurrentScore)), "the totals follow");
        var stored = (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == work.Id);
        stored.EnteredScore.Should().Be(1.75);
        var history = await host.RowsAsync<CanvasAssignmentScoreHistory>();
        history.Should().HaveCount(scores + 1);
        var change = history.MaxBy(row => row.RecordedAt)!;
        (change.SubmissionId, change.EnteredScore, change.RecordedAt).Should().Be((work.Id, 1.75, stored.SyncedAt));
        var after = await LeaseAsync(host, course);
        (after.LastSyncedAt, after.LastFullSyncAt, after.Watermark, after.LeaseUntil).Should().Be((lease.LastSyncedAt, lease.LastFullSyncAt, lease.Watermark, null), "one object does not make the course fresh");

        (await Refresh(host).RefreshSubmissionAsync(course, work.AssignmentId, work.UserId)).Should().BeEquivalentTo(new { Outcome = RefreshOutcome.Unchanged, HistoryRows = 0L });
        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().HaveCount(scores + 1, "the sync finds it stored");
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task HideNothingFromTheNextIncrementalSync(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var school = canvas.School;
        var course = school.Courses[0].Id;
        var graded = school.Submissions(course).Where(row => row is { Score: not null, PostedAt: not null }).DistinctBy(row => row.UserId).Take(3).ToList();
        school.Unpost(course, graded[0].AssignmentId, graded[0].UserId);
        school.Ungrade(course, graded[1].AssignmentId, graded[1].UserId);
        school.MoveDueDate(course, school.Assignments(course)[3].Id, school.Now.AddDays(-3));
        var task = school.AddAssignment(course, "Added", 10, school.Now.AddDays(-1));
        var arrived = school.AddStudent(course);

        await Refresh(host).RefreshEnrollmentsAsync(course, graded[0].UserId);
        await Refresh(host).RefreshSubmissionAsync(course, school.Assignments(course)[3].Id, graded[1].UserId);
        await Refresh(host).RefreshAssignmentAsync(course, school.Assignments(course)[3].Id);
        (await Refresh(host).RefreshAssignmentAsync(course, task.Id)).Outcome.Should().Be(RefreshOutcome.Added);
        (await Refresh(host).RefreshEnrollmentsAsync(course, arrived.Id)).Outcome.Should().Be(RefreshOutcome.Added);
        (await host.SyncAsync(Incremental)).Courses.Should().OnlyContain(one => one.Strategy == SyncStrategy.Incremental);
        (await host.RowsAsync<CanvasSubmission>()).Count(row => row.CourseId == course && row.UserId == arrived.Id).Should().Be(school.Submissions(course).Count(row => row.UserId == arrived.Id)).And.BePositive();
        await Refresh(host).RefreshStudentAsync(course, arrived.Id);

        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        (await LeaseAsync(host, course)).ListedAt.Should().NotContainAny("Totals", "Arrivals", "Assignments=");
    }

    [Fact]
    public async Task LeaveAFullPassWhenThereIsTooMuchToRemember()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small with { Courses = 1, AssignmentsPerCourse = 40 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        foreach (var assignment in canvas.School.Assignments(course))
        {
            canvas.School.MoveDueDate(course, assignment.Id, canvas.School.Now.AddDays(-2));
            await Refresh(host).RefreshAssignmentAsync(course, assignment.Id);
        }

        (await LeaseAsync(host, course)).ListedAt!.Length.Should().BeLessThanOrEqualTo(400);
        (await host.SyncAsync(Incremental)).Courses[0].Strategy.Should().Be(SyncStrategy.Full);
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StoreAStudentWithAllWork(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var school = canvas.School;
        var course = school.Courses[0].Id;
        var student = school.Enrollments(course).First(row => row is { Type: "StudentEnrollment", State: "active" }).UserId;
        school.RenameUser(student, "Other Name");
        foreach (var work in school.Submissions(course).Where(row => row.UserId == student))
        {
            school.SetScore(course, work.AssignmentId, student, 2);
        }

        var task = school.AddAssignment(course, "Added", 10, null);

        var report = await Refresh(host).RefreshStudentAsync(course, student);

        report.Should().BeEquivalentTo(new { Outcome = RefreshOutcome.Updated, Requests = 3L });
        report.Skipped.Should().ContainKey("submissions of new assignments");
        (await host.RowsAsync<CanvasSubmission>()).Where(row => row.CourseId == course && row.UserId == student).Should().OnlyContain(row => row.EnteredScore == 2 && row.AssignmentId != task.Id);
        (await host.RowsAsync<CanvasUser>()).Single(row => row.Id == student).Name.Should().Be("Other Name");
        await host.SyncAsync(Incremental);
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task MarkOnlyTheObjectMissingThatCanvasNoLongerHas(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Assignments, 11);
        ScriptedCourse.Remove(course.Enrollments, 1);

        (await Refresh(host).RefreshAssignmentAsync(1, 11)).Outcome.Should().Be(RefreshOutcome.Missing);
        (await Refresh(host).RefreshEnrollmentsAsync(1, 5)).Outcome.Should().Be(RefreshOutcome.Missing);

        (await host.RowsAsync<CanvasAssignment>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(11);
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(1);
        (await host.RowsAsync<CanvasUser>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(5);
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.MissingSince == null, "each is asked for by itself, or by the next sync");
        (await host.RowsAsync<CanvasGradeHistory>()).Should().ContainSingle().Which.Change.Should().Be(HistoryChange.Removed);
        var status = (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == 11);
        status.RemovedAt.Should().NotBeNull();

        ScriptedCourse.Remove(course.Submissions, 101);
        (await Refresh(host).RefreshSubmissionAsync(1, 10, 5)).Outcome.Should().Be(RefreshOutcome.Missing);
        (await host.RowsAsync<CanvasSubmission>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(101);
        course.AddAssignment(11);
        (await Refresh(host).RefreshAssignmentAsync(1, 11)).Rows.Should().ContainSingle().Which.State.Should().Be(RowState.Returned);
        (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == 11).RemovedAt.Should().BeNull();
    }

    [Fact]
    public async Task TakeAnUnknownUserForGoneButNotOneWhoseListBreaksOff()
    {
        var (canvas, course) = School();
        course.AddSection(2).Enroll(9, 5, section: 2);
        var client = new BreakingList(canvas);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost<SchoolContext>.StartAsync(services => services.AddDbContext<SchoolContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => client));
        await host.SyncAsync();
        var before = await host.TablesAsync();

        client.BreaksAfter = 1;
        await host.Awaiting(h => Refresh(h).RefreshEnrollmentsAsync(1, 5)).Should().ThrowAsync<CanvasNotFoundException>();
        (await host.TablesAsync()).ShouldHoldTheCellsOf(before, "the second enrollment was not read");

        client.BreaksAfter = 0;
        (await Refresh(host).RefreshEnrollmentsAsync(1, 5)).Outcome.Should().Be(RefreshOutcome.Missing);
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.MissingSince != null).Select(row => row.UserId).Distinct().Should().Equal(5);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.InMemory)]
    public async Task OweTheSnapshotUntilTheCourseIsShownAgain(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Submissions, 101);
        (await Refresh(host).RefreshSubmissionAsync(1, 10, 5)).Outcome.Should().Be(RefreshOutcome.Missing);
        var shown = course.Course;
        course.Course = """{"id":1,"access_restricted_by_date":true}""";
        await host.SyncAsync();
        var snapshots = await SnapshotsAsync();

        await host.SyncAsync();

        (await SnapshotsAsync()).Should().Be(snapshots, "nothing changed, and the numbers of the course are not seen");
        (await LeaseAsync(host, 1)).ListedAt.Should().Contain("Refreshed=");
        course.Course = shown;
        await host.SyncAsync();
        (await SnapshotsAsync()).Should().Be(snapshots + 1);
        (await LeaseAsync(host, 1)).ListedAt.Should().NotContain("Refreshed=");

        async Task<int> SnapshotsAsync() => (await host.RowsAsync<CanvasCourseSnapshot>()).Count;
    }

    [Fact]
    public async Task TakeNothingForGoneWhenTheCourseIsNotShown()
    {
        var (canvas, _) = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        canvas.Courses.Clear();

        foreach (var refresh in Each(Refresh(host)))
        {
            await refresh.Should().ThrowAsync<CanvasNotFoundException>();
        }

        canvas.Before = (_, _, _) => throw new CanvasPermissionException("No.", "Ask.");
        foreach (var refresh in Each(Refresh(host)))
        {
            await refresh.Should().ThrowAsync<CanvasPermissionException>();
        }

        (await host.TablesAsync()).ShouldHoldTheCellsOf(before);
        (await LeaseAsync(host, 1)).LeaseUntil.Should().BeNull();
    }

    [Fact]
    public async Task RefuseWhatItCannotDo()
    {
        var (canvas, _) = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await Refresh(host).Invoking(one => one.RefreshStudentAsync(1, 5)).Should().ThrowAsync<ObjectNotFoundException>()).Which.Message.Should().Contain("course").And.Contain("SyncCourseAsync");
        (await host.RowsAsync<CanvasCourseLease>()).Should().BeEmpty("nothing is left of a refused refresh");
        await host.SyncAsync();
        (await Refresh(host).Invoking(one => one.RefreshSubmissionAsync(1, 0, 5)).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("assignmentId");
        (await Refresh(host).Invoking(one => one.RefreshStudentAsync(-1, 5)).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("courseId");
        (await Refresh(host).Invoking(one => one.RefreshStudentAsync(1, 5, new RefreshRequest { Wait = TimeSpan.FromHours(1) })).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("request.Wait");
        (await Refresh(host).Invoking(one => one.RefreshStudentAsync(1, 5, new RefreshRequest { Profile = new SyncProfile { Enrollments = false } })).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("request.Profile");
    }

    [Fact]
    public async Task FollowTheRulesOfTheSyncAboutWhatIsStored()
    {
        var (canvas, course) = School();
        course.Enrollments.Add("""{"id":9,"user_id":9,"course_section_id":1,"type":"StudentViewEnrollment","enrollment_state":"active","user":{"id":9,"name":"Test Student"} }""");
        course.AddSubmission(109, 10, 9, ""","score":3""");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();

        (await Refresh(host).RefreshSubmissionAsync(1, 10, 9)).Should().BeEquivalentTo(new { Outcome = RefreshOutcome.Skipped, Requests = 0L });
        (await Refresh(host).RefreshStudentAsync(1, 9)).Outcome.Should().Be(RefreshOutcome.Unchanged);
        (await Refresh(host).RefreshSubmissionAsync(1, 10, 5, new RefreshRequest { Profile = SyncProfile.Lightweight })).Skipped.Should().ContainKey("submission");
        course.AddAssignment(12, ""","x":1""");
        course.Assignments[^1] = course.Assignments[^1].Replace("\"published\":true", "\"published\":false", StringComparison.Ordinal);
        (await Refresh(host).RefreshAssignmentAsync(1, 12, new RefreshRequest { Profile = SyncProfile.Lightweight })).Outcome.Should().Be(RefreshOutcome.Skipped);
        (await host.RowsAsync<CanvasAssignment>()).Should().NotContain(row => row.Id == 12);

        // Canvas shows no work on an assignment that was taken back.
        course.Assignments[0] = course.Assignments[0].Replace("\"published\":true", "\"published\":false", StringComparison.Ordinal);
        course.Submissions.Clear();
        (await Refresh(host).RefreshSubmissionAsync(1, 10, 5)).Should().BeEquivalentTo(new { Outcome = RefreshOutcome.Skipped, Requests = 3L });
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.MissingSince == null);
    }

    [Fact]
    public async Task StoreANewAssignmentWithTheFirstWorkOnIt()
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.AddAssignment(20, ""","assignment_group_id":7""").AddSubmission(201, 20, 5, ""","score":4""");
        course.Groups.Add("""{"id":7,"name":"New group"}""");

        (await Refresh(host).RefreshSubmissionAsync(1, 20, 5)).Should().BeEquivalentTo(new { Outcome = RefreshOutcome.Added, Requests = 3L });

        (await host.RowsAsync<CanvasAssignment>()).Should().Contain(row => row.Id == 20);
        (await Refresh(host).RefreshSubmissionAsync(1, 21, 5)).Outcome.Should().Be(RefreshOutcome.Missing);
        (await host.RowsAsync<CanvasAssignment>()).Should().NotContain(row => row.Id == 21);
        await host.SyncAsync(Incremental);
        (await host.RowsAsync<CanvasAssignmentGroup>()).Should().Contain(row => row.Id == 7, "the next sync lists the groups again");
    }

    [Fact]
    public async Task KeepAndDropThePartsOfAnAssignmentAndRecordTheNewWorthOfScores()
    {
        var (canvas, course) = School();
        var parts = ""","overrides":[{"id":31,"assignment_id":10,"due_at":"2026-03-01T00:00:00Z","student_ids":[5]},{"id":32,"assignment_id":10,"due_at":"2026-03-02T00:00:00Z","student_ids":[6]}]""";
        course.Assignments[0] = course.Assignments[0].Replace(""","overrides":[]""", parts, StringComparison.Ordinal);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Assignments[0] = course.Assignments[0].Replace(""","overrides":[""", ""","overrides":[{"id":33,"assignment_id":10,"due_at":"2026-03-03T00:00:00Z","student_ids":[6]}],"was":[""", StringComparison.Ordinal)
            .Replace("\"points_possible\":10", "\"points_possible\":20", StringComparison.Ordinal);
        course.Assignments[1] = course.Assignments[1].Replace("Task 11", "Not asked for", StringComparison.Ordinal);

        var report = await Refresh(host).RefreshAssignmentAsync(1, 10);

        report.HistoryRows.Should().Be(2, "two scores are worth less");
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().OnlyContain(row => row.AssignmentId == 10 && row.PointsPossible == 20 && row.PreviousPointsPossible == 10);
        (await host.RowsAsync<CanvasAssignmentOverride>()).ToDictionary(row => row.Id, row => row.MissingSince is null)
            .Should().Equal(new Dictionary<long, bool> { [31] = false, [32] = false, [33] = true });
        (await host.RowsAsync<CanvasAssignment>()).Should().NotContain(row => row.Name == "Not asked for");
        (await host.RowsAsync<CanvasCourseSnapshot>()).Should().HaveCount(1, "a refresh records none");
        await host.SyncCourseAsync(1);
        (await host.RowsAsync<CanvasCourseSnapshot>()).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task GiveTheOnePlaceOfWorkToItsNewRowAndKnowRowsWhoseStudentIsHidden(Provider provider)
    {
        var (canvas, course) = School();
        course.AddSubmission(110, 11, 5, ""","score":1""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var first = (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == 110).FirstSyncedAt;
        ScriptedCourse.Remove(course.Submissions, 101);
        course.AddSubmission(999, 10, 5, ""","score":7""");

        (await Refresh(host).RefreshSubmissionAsync(1, 10, 5)).Outcome.Should().Be(RefreshOutcome.Added);

        var rows = await host.RowsAsync<CanvasSubmission>();
        rows.Single(row => row.Id == 999).UserId.Should().Be(5);
        (rows.Single(row => row.Id == 101).UserId, rows.Single(row => row.Id == 101).MissingSince is null).Should().Be((null, false));

        await host.ChangeAsync(context => context.Set<CanvasSubmission>().Where(row => row.Id == 110).ExecuteUpdateAsync(set => set.SetProperty(row => row.UserId, (long?)null)));
        await Refresh(host).RefreshSubmissionAsync(1, 11, 5);
        var shown = (await host.RowsAsync<CanvasSubmission>()).Single(row => row.Id == 110);
        (shown.UserId, shown.FirstSyncedAt).Should().Be((5, first), "it is the row of before");
    }

    [Fact]
    public async Task TreatLocalEditsAsTheRequestSays()
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.ChangeAsync(async context => (await context.Set<CanvasAssignment>().AsTracking().SingleAsync(row => row.Id == 10)).Name = "Mine");
        course.Assignments[0] = course.Assignments[0].Replace("Task 10", "Theirs", StringComparison.Ordinal);

        await Refresh(host).Invoking(one => one.RefreshAssignmentAsync(1, 10, new RefreshRequest { Conflicts = ConflictStrategy.Fail })).Should().ThrowAsync<SyncConflictException>();
        (await Refresh(host).RefreshAssignmentAsync(1, 10, new RefreshRequest { Conflicts = ConflictStrategy.LocalWins })).Conflicts.Should().ContainSingle();
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == 10).Name.Should().Be("Mine");
        await Refresh(host).RefreshAssignmentAsync(1, 10);
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == 10).Name.Should().Be("Theirs");
    }

    [Fact]
    public async Task PutOneBadRecordInQuarantineAndLeaveTheOthersThere()
    {
        var (canvas, course) = School();
        course.Assignments.Add("""{"id":13,"name":"Bad","points_possible":"many"}""");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var kept = (await host.RowsAsync<CanvasQuarantinedRecord>()).Count;
        kept.Should().BePositive();
        course.Assignments[0] = course.Assignments[0].Replace("\"points_possible\":10", "\"points_possible\":\"few\"", StringComparison.Ordinal);

        (await Refresh(host).RefreshAssignmentAsync(1, 10)).Rejected.Should().ContainSingle().Which.CanvasId.Should().Be(10);

        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().HaveCount(kept + 1);
        course.Assignments[0] = course.Assignments[0].Replace("\"few\"", "10", StringComparison.Ordinal);
        await Refresh(host).RefreshAssignmentAsync(1, 10);
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().HaveCount(kept, "it is good again, and the other one still bad");
    }

    internal static (ScriptedCanvas Canvas, ScriptedCourse Course) School()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(1).Enroll(1, 5, ""","grades":{"current_score":50.0}""").Enroll(2, 6).AddAssignment(10).AddAssignment(11)
            .AddSubmission(101, 10, 5, ""","score":5""").AddSubmission(102, 10, 6, ""","score":6""");
        return (canvas, course);
    }

    internal static ICanvasRefresh Refresh(TestHost<SchoolContext> host) => host.Services.GetRequiredService<ICanvasRefresh>();

    internal static async Task<CanvasCourseLease> LeaseAsync(TestHost<SchoolContext> host, long course) => (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == course);

    private static IEnumerable<Func<Task<RefreshReport>>> Each(ICanvasRefresh refresh) =>
    [
        () => refresh.RefreshStudentAsync(1, 5),
        () => refresh.RefreshEnrollmentsAsync(1, 5),
        () => refresh.RefreshAssignmentAsync(1, 10),
        () => refresh.RefreshSubmissionAsync(1, 10, 5),
    ];

    /// <summary>Canvas forgets a user before the list of the user's enrollments begins, or in the middle of it.</summary>
    private sealed class BreakingList(ICanvasClient inner) : DelegatingCanvasClient(inner)
    {
        public int? BreaksAfter { get; set; }

        public override async IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(
            long courseId, long userId, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var listed = 0;
            await foreach (var enrollment in base.ListEnrollmentsAsync(courseId, userId, counter, cancellationToken))
            {
                if (listed++ == BreaksAfter)
                {
                    throw new CanvasNotFoundException("There is no such user.", "Ask for another one.");
                }

                yield return enrollment;
            }
        }
    }
}
