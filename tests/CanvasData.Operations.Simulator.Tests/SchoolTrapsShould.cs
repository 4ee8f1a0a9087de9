using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>Each trap of the real API is somewhere in the default school.</summary>
public sealed class SchoolTrapsShould(SharedSchool shared) : IClassFixture<SharedSchool>
{
    private readonly Caller caller = shared.Caller;
    private readonly SimulatedSchool school = shared.School;

    private IEnumerable<SimulatedCourse> Open => school.Courses.Where(c => !c.AccessRestrictedByDate);

    private SimulatedCourse First => school.Courses[0];

    private async Task<List<JsonObject>> BulkAsync(long course) => await caller.RowsAsync($"courses/{course}/students/submissions?student_ids[]=all&per_page=100");

    [Fact]
    public void HaveIdsThatFitNoDouble()
    {
        const long Edge = 1L << 53;
        Open.Should().Contain(c => c.Id > Edge);
        school.Students.Should().Contain(s => s.Id > Edge);
        school.Submissions(Open.First(c => c.Id > Edge).Id).Should().OnlyContain(s => s.Id > Edge);
        Open.Select(c => c.Id).Concat(school.Students.Select(s => s.Id)).Where(id => id > Edge).Should().OnlyContain(id => (long)(double)id != id, "a double would hold another object's id");
        school.Students.Select(s => s.LoginId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task WriteIdsOfAnotherShardShortIntoAddresses()
    {
        var other = Open.First(c => c.Id > 1L << 53).Id;
        var inAddress = $"{other / 10_000_000_000_000}~{other % 10_000_000_000_000}";
        var assignment = (await caller.ListAsync($"courses/{other}/assignments?per_page=1"))[0]!;
        assignment["html_url"]!.GetValue<string>().Should().EndWith($"/courses/{inAddress}/assignments/{assignment["id"]}");
        (await caller.ObjectAsync($"courses/{inAddress}"))["id"]!.GetValue<long>().Should().Be(other);
        (await BulkAsync(other))[0]["preview_url"]!.GetValue<string>().Should().Contain($"/courses/{inAddress}/assignments/");
    }

    [Fact]
    public async Task HaveACourseOfWhichOnlyTheIdIsShown()
    {
        var stub = school.Courses.Single(c => c.AccessRestrictedByDate);
        (await caller.RowsAsync("courses?per_page=100")).Should().ContainSingle(c => c.Count == 2)
            .Which.ToJsonString().Should().Be($$"""{"id":{{stub.Id}},"access_restricted_by_date":true}""");
        (await caller.GetAsync($"courses/{stub.Id}/enrollments")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task HaveStudentsWithSeveralEnrollmentsWhoCountOnce()
    {
        var rows = await caller.RowsAsync($"courses/{First.Id}/enrollments?type[]=StudentEnrollment&per_page=100");
        var several = rows.GroupBy(e => e["user_id"]!.GetValue<long>()).Where(g => g.Count() > 1).ToList();
        several.Should().NotBeEmpty();
        several.Should().OnlyContain(g => g.Select(e => e["grades"]!["final_score"]!.ToJsonString()).Distinct().Count() == 1);
        (await caller.ObjectAsync($"courses/{First.Id}?include[]=total_students"))["total_students"]!.GetValue<int>()
            .Should().Be(rows.Select(e => e["user_id"]!.GetValue<long>()).Distinct().Count());
    }

    [Fact]
    public async Task HaveATestStudentAmongTheEnrollmentsAndTheSubmissions()
    {
        var rows = await caller.RowsAsync($"courses/{First.Id}/enrollments?per_page=100");
        var test = rows.Should().ContainSingle(e => e["type"]!.GetValue<string>() == "StudentViewEnrollment").Subject;
        test.ContainsKey("grades").Should().BeTrue();
        (await BulkAsync(First.Id)).Should().Contain(s => s["user_id"]!.GetValue<long>() == test["user_id"]!.GetValue<long>());
        (await caller.RowsAsync($"courses/{First.Id}/users?per_page=100")).Should().NotContain(u => u["id"]!.GetValue<long>() == test["user_id"]!.GetValue<long>());
    }

    [Fact]
    public async Task HaveShortAndEmptyPagesThatGoOn()
    {
        var pages = await caller.PagesAsync($"courses/{First.Id}/students/submissions?student_ids[]=all&per_page=100");
        var counts = pages.ConvertAll(p => p.Json.GetArrayLength());
        counts.SkipLast(1).Should().Contain(0).And.Contain(n => n > 0 && n < 100);
        counts.Sum().Should().Be(school.Submissions(First.Id).Count());
    }

    [Fact]
    public async Task ServeExactlyTheSubmissionsOfTheSchool()
    {
        foreach (var course in Open.Take(3))
        {
            var served = await BulkAsync(course.Id);
            var known = school.Submissions(course.Id).ToList();
            served.Should().HaveCount(known.Count);
            for (var i = 0; i < known.Count; i++)
            {
                AssertSame(served[i], known[i]);
            }
        }
    }

    [Fact]
    public async Task DistinguishNullFalseAndTrueForExcused()
    {
        var rows = await BulkAsync(First.Id);
        rows.Should().Contain(s => s["excused"] == null && s.ContainsKey("excused"));
        rows.Should().Contain(s => s["excused"] != null && !s["excused"]!.GetValue<bool>());
        var excused = rows.Where(s => s["excused"] != null && s["excused"]!.GetValue<bool>()).ToList();
        excused.Should().NotBeEmpty().And.OnlyContain(s => s["score"] == null && s["workflow_state"]!.GetValue<string>() == "graded");
    }

    [Fact]
    public async Task WriteScoresOfEnrollmentsAsNumbersAndGradesAsText()
    {
        var lettered = Open.First(c => c.GradingStandardId is not null);
        var grades = (await caller.RowsAsync($"courses/{lettered.Id}/enrollments?type[]=StudentEnrollment&per_page=100")).ConvertAll(e => e["grades"]!.AsObject());
        grades.Where(g => g["current_score"] is not null).Should().OnlyContain(g => g["current_score"]!.GetValueKind() == JsonValueKind.Number && g["current_grade"]!.GetValueKind() == JsonValueKind.String);
        (await caller.RowsAsync($"courses/{First.Id}/enrollments?type[]=StudentEnrollment")).Should().OnlyContain(e => e["grades"]!.AsObject().ContainsKey("current_grade") && e["grades"]!["current_grade"] == null);
    }

    [Fact]
    public async Task LeaveGradesAwayWhereThereCanBeNone() =>
        (await caller.RowsAsync($"courses/{First.Id}/enrollments?type[]=TeacherEnrollment&type[]=ObserverEnrollment&type[]=TaEnrollment"))
            .Should().HaveCount(3).And.OnlyContain(e => !e.ContainsKey("grades"));

    [Fact]
    public async Task MixTimeOffsetsInOneRow()
    {
        var row = (await caller.RowsAsync($"courses/{First.Id}/enrollments?per_page=1&type[]=StudentEnrollment"))[0];
        row["created_at"]!.GetValue<string>().Should().EndWith("Z");
        row["user"]!["created_at"]!.GetValue<string>().Should().EndWith("+01:00");
    }

    [Fact]
    public async Task ShowTheLatestDueDateOfAnybodyUnlessAskedForTheBase()
    {
        var moved = school.Assignments(First.Id).First(a => a.Overrides.Any(o => o.OverridesDueAt && o.DueAt > a.DueAt));
        var path = $"courses/{First.Id}/assignments/{moved.Id}";
        (await caller.ObjectAsync(path))["due_at"]!.GetValue<DateTimeOffset>().Should().Be(moved.Overrides[0].DueAt);
        (await caller.ObjectAsync(path + "?override_assignment_dates=false"))["due_at"]!.GetValue<DateTimeOffset>().Should().Be(moved.DueAt);
    }

    [Fact]
    public async Task DistinguishAnOverrideWithoutDueDateFromOneThatTakesItAway()
    {
        var overrides = (await caller.RowsAsync($"courses/{First.Id}/assignments?include[]=overrides&override_assignment_dates=false"))
            .SelectMany(a => a["overrides"]!.AsArray()).Select(o => o!.AsObject()).ToList();
        overrides.Should().Contain(o => !o.ContainsKey("due_at"));
        overrides.Should().Contain(o => o.ContainsKey("due_at") && o["due_at"] == null);
        overrides.Should().Contain(o => o.ContainsKey("student_ids") && !o.ContainsKey("course_section_id"));
        overrides.Should().Contain(o => o.ContainsKey("course_section_id") && !o.ContainsKey("student_ids"));
    }

    [Fact]
    public void HaveASubmissionForEveryStudentAndPublishedAssignment()
    {
        var published = school.Assignments(First.Id).Where(a => a.WorkflowState == "published" && !a.OnlyVisibleToOverrides).ToList();
        var students = school.Enrollments(First.Id).Where(e => e.IsStudent && e.State != "deleted").Select(e => e.UserId).Distinct().ToList();
        school.Submissions(First.Id).Count(s => published.Exists(a => a.Id == s.AssignmentId)).Should().Be(published.Count * students.Count);
        school.Assignments(First.Id).Should().Contain(a => a.WorkflowState == "unpublished");
    }

    [Fact]
    public void HaveEveryOddityOfWork()
    {
        var work = Open.Take(4).SelectMany(c => school.Submissions(c.Id)).ToList();
        var points = Open.Take(4).SelectMany(c => school.Assignments(c.Id)).ToDictionary(a => a.Id, a => a.PointsPossible);
        Has(s => s.GraderId < 0, "quizzes grade themselves");
        Has(s => s.Score != null && s.PostedAt == null, "some grades are hidden");
        Has(s => s.WorkflowState == "graded" && s.SubmittedAt == null && s.Missing && s.LatePolicyStatus == "missing", "missing work is scored by policy");
        Has(s => s.PointsDeducted > 0 && s.Score < s.EnteredScore, "late work loses points");
        Has(s => s.GradeMatchesCurrentSubmission == false, "some hand in again after the grade");
        Has(s => s.WorkflowState == "pending_review", "some quizzes wait for a reader");
        Has(s => s.WorkflowState == "submitted", "some work waits for a grade");
        Has(s => s.Grade == "complete", "there is pass or fail");
        Has(s => s.Grade == "A", "there are letters");
        Has(s => s.Grade != null && s.Grade.EndsWith('%'), "there are percents");
        Has(s => s.CachedDueDate == null, "some work has no due date");
        Has(s => points[s.AssignmentId] > 0 && s.Score > points[s.AssignmentId], "extra credit passes 100");
        Has(s => points[s.AssignmentId] == 0 && s.Score > 0, "zero points can be passed");
        Has(s => points[s.AssignmentId] == null && s.Score > 0, "no points can be passed");
        Open.SelectMany(c => school.Assignments(c.Id)).Should().Contain(a => a.OmitFromFinalGrade).And.Contain(a => a.DueAt == null);

        void Has(Func<SimulatedSubmission, bool> oddity, string because) => work.Any(oddity).Should().BeTrue(because);
    }

    [Fact]
    public void HaveStudentsOfEveryKindWhoseScoresShowIt()
    {
        school.Students.Select(s => s.Kind).Distinct().Should().BeEquivalentTo(Enum.GetValues<StudentKind>());
        var vanished = Open.Where(c => c.WorkflowState == "completed").SelectMany(c => school.Submissions(c.Id))
            .Where(s => s.CachedDueDate is not null && school.User(s.UserId).Kind == StudentKind.Vanishing).GroupBy(s => s.UserId).First(g => g.Count() > 10).OrderBy(s => s.AssignmentId).ToList();
        vanished.Take(3).Should().Contain(s => s.SubmittedAt != null || s.Score != null);
        vanished.TakeLast(3).Should().OnlyContain(s => s.SubmittedAt == null);
    }

    [Fact]
    public async Task HaveWeightedGroupsWithDropRules()
    {
        (await caller.ObjectAsync($"courses/{First.Id}"))["apply_assignment_group_weights"]!.GetValue<bool>().Should().BeTrue();
        var groups = await caller.RowsAsync($"courses/{First.Id}/assignment_groups?include[]=assignments");
        groups.Should().Contain(g => g["rules"]!.AsObject().ContainsKey("drop_lowest") && g["rules"]!.AsObject().ContainsKey("never_drop"));
        groups.Should().Contain(g => g["rules"]!.AsObject().Count == 0);
        groups.SelectMany(g => g["assignments"]!.AsArray()).Should().HaveCount(school.Assignments(First.Id).Count);
        Open.Select(c => school.AssignmentGroups(c.Id).Sum(g => g.Weight)).Should().Contain(100).And.Contain(90).And.Contain(110);
    }

    [Fact]
    public async Task WrapWhatCanvasWraps()
    {
        (await caller.ObjectAsync("accounts/1/terms"))["enrollment_terms"]!.AsArray().Should().HaveCount(3);
        var periods = (await caller.ObjectAsync($"courses/{First.Id}/grading_periods"))["grading_periods"]!.AsArray();
        periods.Should().HaveCount(2);
        periods[0]!.AsObject().Should().ContainKey("start_date").And.NotContainKey("start_at");
        (await caller.ObjectAsync($"courses/{First.Id}/late_policy"))["late_policy"]!["late_submission_deduction"]!.GetValue<double>().Should().Be(10);
    }

    [Fact]
    public async Task SayNotFoundForALatePolicyThatIsNotThere() =>
        (await caller.GetAsync($"courses/{Open.First(c => c.LatePolicy is null).Id}/late_policy")).Status.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task LeaveModuleItemsOutWhenThereAreTooMany()
    {
        var modules = await caller.RowsAsync($"courses/{First.Id}/modules?include[]=items");
        modules.Should().Contain(m => m.ContainsKey("items")).And.Contain(m => !m.ContainsKey("items") && m["items_count"]!.GetValue<int>() > 100);
        var long_ = modules.Single(m => !m.ContainsKey("items"));
        (await caller.RowsAsync(long_["items_url"]!.GetValue<string>() + "?per_page=100")).Should().HaveCount(long_["items_count"]!.GetValue<int>());
        modules.Where(m => m.ContainsKey("items")).SelectMany(m => m["items"]!.AsArray()).Select(i => i!.AsObject())
            .Should().Contain(i => i["type"]!.GetValue<string>() == "Page" && !i.ContainsKey("content_id"));
    }

    [Fact]
    public async Task ListOnlyLivingEnrollmentsUnlessAskedForMore()
    {
        var known = school.Enrollments(First.Id);
        known.Select(e => e.State).Distinct().Should().BeEquivalentTo("active", "invited", "inactive", "completed", "deleted");
        (await caller.RowsAsync($"courses/{First.Id}/enrollments?per_page=100")).Should().HaveCount(known.Count(e => e.State is "active" or "invited"));
        (await caller.RowsAsync($"courses/{First.Id}/enrollments?per_page=100&state[]=completed&state[]=deleted")).Should().HaveCount(known.Count(e => e.State is "completed" or "deleted"));
    }

    [Fact]
    public async Task GiveScoresOfOneGradingPeriod()
    {
        var period = school.GradingPeriods(First.Id)[0];
        var whole = await caller.RowsAsync($"courses/{First.Id}/enrollments?type[]=StudentEnrollment&per_page=20");
        var part = await caller.RowsAsync($"courses/{First.Id}/enrollments?type[]=StudentEnrollment&per_page=20&grading_period_id={period.Id}");
        part.Select(e => e["grades"]!["final_score"]!.ToJsonString()).Should().NotEqual(whole.Select(e => e["grades"]!["final_score"]!.ToJsonString()));
    }

    [Fact]
    public async Task HaveSchemesOfCourseAndAccountAndACrossListedSection()
    {
        var own = Open.First(c => school.GradingStandards(c.Id).Count == 2);
        (await caller.ListAsync($"courses/{own.Id}/grading_standards")).Select(s => s!["context_type"]!.GetValue<string>()).Should().Equal("Course", "Account");
        (await caller.ListAsync("accounts/1/grading_standards")).Should().ContainSingle();
        (await caller.ListAsync($"courses/{First.Id}/sections")).Should().ContainSingle(s => s!["nonxlist_course_id"] != null);
    }

    private static void AssertSame(JsonObject json, SimulatedSubmission known)
    {
        var told = new SimulatedSubmission
        {
            Id = json["id"]!.GetValue<long>(),
            CourseId = known.CourseId,
            AssignmentId = json["assignment_id"]!.GetValue<long>(),
            UserId = json["user_id"]!.GetValue<long>(),
            WorkflowState = json["workflow_state"]!.GetValue<string>(),
            SubmissionType = json["submission_type"]?.GetValue<string>(),
            SubmittedAt = Time("submitted_at"),
            Attempt = json["attempt"]?.GetValue<int>(),
            Score = json["score"]?.GetValue<double>(),
            Grade = json["grade"]?.GetValue<string>(),
            EnteredScore = json["entered_score"]?.GetValue<double>(),
            EnteredGrade = json["entered_grade"]?.GetValue<string>(),
            PointsDeducted = json["points_deducted"]?.GetValue<double>(),
            LatePolicyStatus = json["late_policy_status"]?.GetValue<string>(),
            Late = json["late"]!.GetValue<bool>(),
            Missing = json["missing"]!.GetValue<bool>(),
            SecondsLate = json["seconds_late"]!.GetValue<long>(),
            Excused = json["excused"]?.GetValue<bool>(),
            GradedAt = Time("graded_at"),
            GraderId = json["grader_id"]?.GetValue<long>(),
            GradeMatchesCurrentSubmission = json["grade_matches_current_submission"]?.GetValue<bool>(),
            PostedAt = Time("posted_at"),
            CachedDueDate = Time("cached_due_date"),
            GradingPeriodId = json["grading_period_id"]?.GetValue<long>(),
        };
        (told == known).Should().BeTrue("the API should say {0}, not {1}", known, told);

        DateTimeOffset? Time(string name) => json[name] is { } text ? DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture) : null;
    }
}
