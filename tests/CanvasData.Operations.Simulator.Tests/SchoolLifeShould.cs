using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>What changes, and only that, when something happens at the school.</summary>
public sealed class SchoolLifeShould : OwnSchool
{
    private SimulatedSubmission AGradedOne => School.Submissions(CourseId)
        .First(s => s is { WorkflowState: "graded", Late: false, Score: > 0, PostedAt: not null, SubmissionType: "online_text_entry" } && School.User(s.UserId).Id != TestStudent);

    private long TestStudent => School.Enrollments(CourseId).Single(e => e.IsTestStudent).UserId;

    [Fact]
    public async Task BeTheSameForTheSameSeedByteForByte()
    {
        await using var twin = await CanvasSimulator.StartAsync(Small);
        await using var other = await CanvasSimulator.StartAsync(Small with { Seed = 2 });
        School.Advance(TimeSpan.FromDays(7)).Should().BeEquivalentTo(twin.School.Advance(TimeSpan.FromDays(7)));
        other.School.Advance(TimeSpan.FromDays(7));
        var mine = await WholeAsync(Simulator);
        mine.Should().Be(await WholeAsync(twin));
        mine.Should().NotBe(await WholeAsync(other));
    }

    [Fact]
    public async Task StandStillWhileItIsRead() => (await WholeAsync(Simulator)).Should().Be(await WholeAsync(Simulator));

    [Fact]
    public void DoSomethingOfEachKindInAWeek()
    {
        var before = School.Submissions(CourseId).ToDictionary(s => s.Id);
        var at = School.Now;
        var changes = School.Advance(TimeSpan.FromDays(7));
        changes.From.Should().BeAfter(at.AddSeconds(-1)).And.BeBefore(changes.To);
        School.Now.Should().Be(changes.To);
        changes.SubmissionsTouched.Should().BePositive();
        changes.DroppedEnrollments.Should().NotBeEmpty();
        changes.ReturnedEnrollments.Should().NotBeEmpty();
        changes.DeletedAssignments.Should().NotBeEmpty();
        changes.MovedAssignments.Should().NotBeEmpty();
        changes.RenamedUsers.Should().NotBeEmpty();
        changes.NewStudents.Should().NotBeEmpty();
        School.Submissions(CourseId).Should().Contain(s => s.GradedAt > at && before.ContainsKey(s.Id) && before[s.Id].GradedAt != s.GradedAt);
        School.Submissions(CourseId).Should().Contain(s => s.SubmittedAt > at);
    }

    [Fact]
    public async Task ShowNewGradesToWhoAsksForThem()
    {
        var since = School.Now;
        School.Advance(TimeSpan.FromDays(3));
        var rows = await Caller.RowsAsync($"{BulkPath}&graded_since={since.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z");
        rows.Should().NotBeEmpty().And.HaveCount(School.Submissions(CourseId).Count(s => s.GradedAt > since));
    }

    [Fact]
    public void RefuseToLiveBackwardsOrForEver()
    {
        FluentActions.Invoking(() => School.Advance(TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => School.Advance(TimeSpan.FromDays(400))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task ChangeOneScoreAndTheTotalsOfOneStudent()
    {
        var one = AGradedOne;
        var totals = await TotalsAsync();
        School.SetScore(CourseId, one.AssignmentId, one.UserId, 0.5);
        var now = School.Submission(CourseId, one.AssignmentId, one.UserId)!.Value;
        now.Score.Should().Be(0.5);
        now.GradedAt.Should().Be(School.Now).And.BeAfter(one.GradedAt!.Value);
        now.Id.Should().Be(one.Id);
        var after = await TotalsAsync();
        after.Where(t => totals[t.Key] != t.Value).Should().ContainSingle().Which.Key.Should().Be(one.UserId);
    }

    [Fact]
    public void TakeItsPartOfALateScore()
    {
        var late = School.Submissions(CourseId).First(s => s is { Late: true, PointsDeducted: > 0 });
        School.SetScore(CourseId, late.AssignmentId, late.UserId, late.EnteredScore!.Value);
        School.Submission(CourseId, late.AssignmentId, late.UserId)!.Value.Should()
            .BeEquivalentTo(new { late.EnteredScore, late.Score, late.PointsDeducted });
    }

    [Fact]
    public void UngradeWithoutANewTime()
    {
        var one = AGradedOne;
        School.Ungrade(CourseId, one.AssignmentId, one.UserId);
        School.Submission(CourseId, one.AssignmentId, one.UserId)!.Value.Should()
            .BeEquivalentTo(new { Score = (double?)null, Grade = (string?)null, WorkflowState = "submitted", one.GradedAt });
    }

    [Fact]
    public void ExcuseAndClearTheScore()
    {
        var one = AGradedOne;
        School.Excuse(CourseId, one.AssignmentId, one.UserId);
        School.Submission(CourseId, one.AssignmentId, one.UserId)!.Value.Should()
            .BeEquivalentTo(new { Score = (double?)null, Excused = true, WorkflowState = "graded", Missing = false });
    }

    [Fact]
    public void HideAndShowAGrade()
    {
        var one = AGradedOne;
        var enrollment = School.Enrollments(CourseId).First(e => e.UserId == one.UserId && e.State == "active").Id;
        School.Unpost(CourseId, one.AssignmentId, one.UserId);
        School.Submission(CourseId, one.AssignmentId, one.UserId)!.Value.PostedAt.Should().BeNull();
        School.Grades(enrollment)!.FinalScore.Should().BeLessThan(School.Grades(enrollment)!.UnpostedFinalScore!.Value);
        School.Post(CourseId, one.AssignmentId, one.UserId);
        School.Submission(CourseId, one.AssignmentId, one.UserId)!.Value.PostedAt.Should().Be(School.Now);
    }

    [Fact]
    public void LeaveTheGradeBehindWhenWorkIsHandedInAgain()
    {
        var one = AGradedOne;
        School.HandIn(CourseId, one.AssignmentId, one.UserId);
        School.Submission(CourseId, one.AssignmentId, one.UserId)!.Value.Should()
            .BeEquivalentTo(new { one.EnteredScore, GradeMatchesCurrentSubmission = false, Attempt = one.Attempt + 1, WorkflowState = "submitted", SubmittedAt = School.Now });
    }

    [Fact]
    public async Task ForgetADeletedAssignmentWithItsWork()
    {
        var gone = School.Assignments(CourseId)[0].Id;
        School.DeleteAssignment(CourseId, gone);
        (await Caller.RowsAsync($"courses/{CourseId}/assignments?per_page=100")).Should().NotContain(a => a["id"]!.GetValue<long>() == gone);
        (await Caller.RowsAsync(BulkPath)).Should().NotContain(s => s["assignment_id"]!.GetValue<long>() == gone);
        (await Caller.GetAsync($"courses/{CourseId}/assignments/{gone}")).Status.Should().Be(HttpStatusCode.NotFound);
        FluentActions.Invoking(() => School.DeleteAssignment(CourseId, gone)).Should().Throw<ArgumentException>().WithMessage($"*no assignment {gone}*");
    }

    [Fact]
    public async Task MoveADueDateForAllWhoHaveNoOther()
    {
        var assignment = School.Assignments(CourseId).First(a => a.Overrides.Count == 0 && a.DueAt > School.Now);
        var due = assignment.DueAt!.Value.AddDays(3);
        School.MoveDueDate(CourseId, assignment.Id, due);
        (await Caller.ObjectAsync($"courses/{CourseId}/assignments/{assignment.Id}"))["due_at"]!.GetValue<DateTimeOffset>().Should().Be(due);
        School.Submissions(CourseId).Where(s => s.AssignmentId == assignment.Id).Should().OnlyContain(s => s.CachedDueDate == due);
        School.Assignments(CourseId).Single(a => a.Id == assignment.Id).UpdatedAt.Should().Be(School.Now);
        School.MoveDueDate(CourseId, assignment.Id, null);
        School.Submissions(CourseId).Where(s => s.AssignmentId == assignment.Id).Should().OnlyContain(s => s.CachedDueDate == null);
    }

    [Fact]
    public void LoseAndRegainAStudentWithTheSameWork()
    {
        var enrollment = School.Enrollments(CourseId).First(e => e is { Type: "StudentEnrollment", State: "active" } && School.Enrollments(CourseId).Count(o => o.UserId == e.UserId) == 1);
        var work = School.Submissions(CourseId).Where(s => s.UserId == enrollment.UserId).Select(s => s.Id).ToList();
        School.DeleteEnrollment(enrollment.Id);
        School.Submissions(CourseId).Should().NotContain(s => s.UserId == enrollment.UserId);
        School.ReactivateEnrollment(enrollment.Id);
        School.Submissions(CourseId).Where(s => s.UserId == enrollment.UserId).Select(s => s.Id).Should().Equal(work);
    }

    [Fact]
    public async Task FreezeTheScoresOfAConcludedEnrollment()
    {
        var one = AGradedOne;
        var enrollment = School.Enrollments(CourseId).First(e => e.UserId == one.UserId && e.State == "active");
        School.ConcludeEnrollment(enrollment.Id);
        var frozen = School.Grades(enrollment.Id);
        School.SetScore(CourseId, one.AssignmentId, one.UserId, 0);
        School.Grades(enrollment.Id).Should().Be(frozen);
        (await Caller.RowsAsync($"courses/{CourseId}/enrollments?state[]=completed&per_page=100")).Should().Contain(e => e["id"]!.GetValue<long>() == enrollment.Id);
        School.ReactivateEnrollment(enrollment.Id);
        School.Grades(enrollment.Id).Should().NotBe(frozen);
    }

    [Fact]
    public async Task TakeInANewStudentAndANewAssignment()
    {
        var rows = School.Submissions(CourseId).Count();
        var students = School.Enrollments(CourseId).Where(e => e.IsStudent && e.State != "deleted").Select(e => e.UserId).Distinct().Count();
        var published = School.Assignments(CourseId).Count(a => a is { WorkflowState: "published", OnlyVisibleToOverrides: false });
        var user = School.AddStudent(CourseId);
        School.Submissions(CourseId).Count().Should().Be(rows + published);
        var assignment = School.AddAssignment(CourseId, "Späte Aufgabe", 5, School.Now.AddDays(2));
        School.Submissions(CourseId).Count().Should().Be(rows + published + students + 1);
        (await Caller.RowsAsync(BulkPath)).Should().HaveCount(rows + published + students + 1)
            .And.Contain(s => s["user_id"]!.GetValue<long>() == user.Id && s["assignment_id"]!.GetValue<long>() == assignment.Id);
    }

    [Fact]
    public async Task TakeInATeacherAndAnObserverOfOtherCourses()
    {
        var other = School.Courses.First(course => course.Id != CourseId && !course.AccessRestrictedByDate);
        var teacher = School.Enrollments(other.Id).First(e => e.Type == "TeacherEnrollment").UserId;
        var observer = School.Enrollments(other.Id).First(e => e.Type == "ObserverEnrollment").UserId;
        var student = School.Enrollments(CourseId).First(e => e is { Type: "StudentEnrollment", State: "active" }).UserId;
        School.AddTeacher(CourseId, teacher);
        School.AddObserver(CourseId, observer, student);

        var people = await Caller.RowsAsync($"courses/{CourseId}/enrollments?per_page=100");
        people.Should().ContainSingle(e => e["user_id"]!.GetValue<long>() == teacher && e["type"]!.GetValue<string>() == "TeacherEnrollment");
        people.Should().ContainSingle(e => e["user_id"]!.GetValue<long>() == observer).Which["associated_user_id"]!.GetValue<long>().Should().Be(student);
        FluentActions.Invoking(() => School.AddObserver(CourseId, observer, teacher)).Should().Throw<ArgumentException>().WithMessage($"*no student {teacher}*");
        FluentActions.Invoking(() => School.AddTeacher(School.Courses.First(course => course.AccessRestrictedByDate).Id, teacher)).Should().Throw<ArgumentException>().WithMessage("*restricted*");
    }

    [Fact]
    public async Task RenamePeopleCoursesAndAssignments()
    {
        var user = School.Students.First(s => School.Enrollments(CourseId).Any(e => e.UserId == s.Id && e.State == "active"));
        School.RenameUser(user.Id, "Ngozi \"N\" Adé");
        School.RenameCourse(CourseId, "Biología");
        School.RenameAssignment(CourseId, School.Assignments(CourseId)[0].Id, "Essay <1>");
        (await Caller.RowsAsync($"courses/{CourseId}/enrollments?user_id={user.Id}")).Should().OnlyContain(e => e["user"]!["name"]!.GetValue<string>() == "Ngozi \"N\" Adé");
        (await Caller.ObjectAsync($"courses/{CourseId}"))["name"]!.GetValue<string>().Should().Be("Biología");
        (await Caller.RowsAsync($"courses/{CourseId}/assignments"))[0]["name"]!.GetValue<string>().Should().Be("Essay <1>");
    }

    [Fact]
    public void SayWhatIsWrongWithAnIdOrANumber()
    {
        FluentActions.Invoking(() => School.Submissions(1).ToList()).Should().Throw<ArgumentException>().WithMessage("*no course 1*");
        FluentActions.Invoking(() => School.RenameUser(1, "X")).Should().Throw<ArgumentException>().WithMessage("*no user 1*");
        FluentActions.Invoking(() => School.DeleteEnrollment(1)).Should().Throw<ArgumentException>().WithMessage("*no enrollment 1*");
        FluentActions.Invoking(() => School.SetScore(CourseId, School.Assignments(CourseId)[0].Id, 1, 5)).Should().Throw<ArgumentException>().WithMessage("*never a student*");
        FluentActions.Invoking(() => School.SetScore(CourseId, AGradedOne.AssignmentId, AGradedOne.UserId, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => School.MoveDueDate(CourseId, AGradedOne.AssignmentId, DateTimeOffset.MaxValue)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task ServeWholeAnswersWhileItChanges()
    {
        using var stop = new CancellationTokenSource();
        var renamed = new List<long>();
        var twice = new ConcurrentBag<long>();
        var living = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                renamed.AddRange(School.Advance(TimeSpan.FromHours(2)).RenamedUsers);
                School.AddStudent(CourseId);
                await Task.Delay(10);
            }
        });
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                (await Caller.RowsAsync(BulkPath)).Select(s => s["id"]!.GetValue<long>()).Should().OnlyHaveUniqueItems();
                foreach (var enrollment in (await Caller.RowsAsync($"courses/{CourseId}/enrollments?per_page=100")).GroupBy(e => e["id"]!.GetValue<long>()).Where(e => e.Count() > 1))
                {
                    twice.Add(enrollment.First()["user_id"]!.GetValue<long>());
                }
            }
        }));
        await Task.WhenAll(readers);
        await stop.CancelAsync();
        await living;
        twice.Should().BeSubsetOf(renamed, "enrollments come by name, and only a new name moves one behind a page that was read");
    }

    private static async Task<string> WholeAsync(CanvasSimulator simulator)
    {
        using var caller = new Caller(simulator);
        var whole = new System.Text.StringBuilder();
        foreach (var course in simulator.School.Courses.Where(c => !c.AccessRestrictedByDate))
        {
            string[] lists = ["", "/sections", "/enrollments?state[]=active&state[]=deleted&state[]=completed&per_page=100", "/users?per_page=100", "/assignment_groups?include[]=assignments", "/modules?include[]=items", "/students/submissions?student_ids[]=all&per_page=100"];
            foreach (var list in lists)
            {
                foreach (var page in await caller.PagesAsync($"courses/{course.Id}{list}"))
                {
                    whole.Append(page.Headers.Date).Append(page.LinkHeader).Append(page.Body);
                }
            }
        }

        return whole.ToString().Replace(simulator.BaseAddress.Authority, "host", StringComparison.Ordinal);
    }

    private async Task<Dictionary<long, string>> TotalsAsync() =>
        (await Caller.RowsAsync($"courses/{CourseId}/enrollments?type[]=StudentEnrollment&state[]=active&state[]=invited&state[]=inactive&per_page=100"))
        .GroupBy(e => e["user_id"]!.GetValue<long>()).ToDictionary(g => g.Key, g => ((JsonNode)g.First()["grades"]!).ToJsonString());
}
