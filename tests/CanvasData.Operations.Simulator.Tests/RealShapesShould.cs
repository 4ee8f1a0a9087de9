using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>What real schools have, made by the school's verbs, arrives as Canvas sends it and counts as Canvas counts it.</summary>
public sealed class RealShapesShould : OwnSchool
{
    private DateTimeOffset Now => School.Now;

    private SimulatedEnrollment Student => School.Enrollments(CourseId).First(e => e is { Type: "StudentEnrollment", State: "active" });

    private long UserId => Student.UserId;

    [Fact]
    public async Task ShowWeightedPeriodsOnlyWhenAsked()
    {
        var (first, second) = WeightedCourse();
        (await Caller.ObjectAsync($"courses/{CourseId}")).Should().NotContainKey("has_grading_periods").And.NotContainKey("has_weighted_grading_periods");
        var course = await Caller.ObjectAsync($"courses/{CourseId}?include[]=current_grading_period_scores&include[]=term");
        course["has_grading_periods"]!.GetValue<bool>().Should().BeTrue();
        course["has_weighted_grading_periods"]!.GetValue<bool>().Should().BeTrue();
        course["term"]!["grading_period_group_id"]!.GetValue<long>().Should().Be(School.GradingPeriods(CourseId)[0].GroupId);
        School.SetScore(CourseId, first, UserId, 20);
        School.SetScore(CourseId, second, UserId, 90);
        Grades().CurrentScore.Should().Be(76);
        Grades().FinalScore.Should().Be(76);
        School.SetScore(CourseId, first, UserId, 90);
        School.SetScore(CourseId, second, UserId, 20);
        Grades().CurrentScore.Should().Be(34);
    }

    [Fact]
    public async Task ScaleTheCurrentTotalUpWhenAPeriodHasNothingGraded()
    {
        var (first, _) = WeightedCourse();
        School.SetScore(CourseId, first, UserId, 20);
        Grades().CurrentScore.Should().Be(20);
        Grades().FinalScore.Should().Be(4);
        var row = (await Caller.RowsAsync($"courses/{CourseId}/enrollments?user_id={UserId}"))[0];
        row["grades"]!["current_score"]!.GetValue<decimal>().Should().Be(20);
    }

    [Fact]
    public async Task TakeTheWorkOfAModuleFromThoseItIsNotAssignedTo()
    {
        var work = Only(800);
        var other = School.Enrollments(CourseId).First(e => e is { Type: "StudentEnrollment", State: "active" } && e.UserId != UserId);
        var common = School.AddAssignment(CourseId, "Common", 100, null).Id;
        School.SetScore(CourseId, common, other.UserId, 80);
        School.Grades(other.Id)!.FinalScore.Should().BeLessThan(80);
        var module = School.AddModule(CourseId, "For one", work);
        School.ChangeModule(CourseId, module.Id, m => m with { AssignedStudentIds = [UserId] });
        var row = (await Caller.ListAsync($"courses/{CourseId}/assignments?assignment_ids[]={work}&include[]=overrides"))[0]!.AsObject();
        row["visible_to_everyone"]!.GetValue<bool>().Should().BeFalse();
        row["only_visible_to_overrides"]!.GetValue<bool>().Should().BeFalse();
        row["overrides"]!.AsArray().Should().BeEmpty();
        School.Grades(other.Id)!.FinalScore.Should().Be(80);
        var rows = await Caller.RowsAsync($"{BulkPath}&assignment_ids[]={work}");
        rows.Should().ContainSingle().Which["user_id"]!.GetValue<long>().Should().Be(UserId);
        School.Submissions(CourseId).Count(s => s.AssignmentId == work).Should().Be(1);
    }

    [Fact]
    public async Task TakeAnAssignmentFromWhomAnOverrideNames()
    {
        var work = Only(100);
        var section = Student.SectionId;
        School.ChangeAssignment(CourseId, work, a => a with
        {
            OnlyVisibleToOverrides = true,
            Overrides =
            [
                new SimulatedOverride(1, "Section", section, [], false, null),
                new SimulatedOverride(2, "1 student", null, [UserId], false, null) { UnassignItem = true },
                new SimulatedOverride(3, "Mastery Paths", null, [], false, null) { NoopId = 1 },
                new SimulatedOverride(4, "By module", null, [UserId], false, null) { ContextModuleId = 9, UnassignItem = true },
            ],
        });
        var overrides = (await Caller.ListAsync($"courses/{CourseId}/assignments/{work}/overrides")).Select(o => o!.AsObject()).ToList();
        overrides.Select(o => o["unassign_item"]!.GetValue<bool>()).Should().Equal(false, true, false, true);
        overrides[2]["noop_id"]!.GetValue<long>().Should().Be(1);
        overrides[2].Should().NotContainKey("student_ids");
        overrides[3]["context_module_id"]!.GetValue<long>().Should().Be(9);
        (await Caller.RowsAsync($"{BulkPath}&assignment_ids[]={work}")).Select(r => r["user_id"]!.GetValue<long>()).Should().NotContain(UserId).And.NotBeEmpty();
        Grades().FinalScore.Should().BeNull("nothing is assigned");
    }

    [Fact]
    public async Task SendCheckpointsOnlyWhenAsked()
    {
        var work = Only(1);
        School.SetCheckpoints(CourseId, work, 5, Now.AddDays(-3), 15, Now.AddDays(3));
        (await Caller.ObjectAsync($"courses/{CourseId}/assignments/{work}")).Should().NotContainKey("checkpoints").And.NotContainKey("has_sub_assignments");
        var json = await Caller.ObjectAsync($"courses/{CourseId}/assignments/{work}?include[]=checkpoints");
        json["has_sub_assignments"]!.GetValue<bool>().Should().BeTrue();
        json["due_at"].Should().BeNull();
        json["points_possible"]!.GetValue<double>().Should().Be(20);
        json["checkpoints"]!.AsArray().Select(c => (string?)c!["tag"]).Should().Equal("reply_to_topic", "reply_to_entry");
        School.SetCheckpointScore(CourseId, work, UserId, "reply_to_topic", 5);
        var path = $"courses/{CourseId}/assignments/{work}/submissions/{UserId}";
        var row = await Caller.ObjectAsync(path);
        row.Should().NotContainKey("sub_assignment_submissions");
        ((string?)row["workflow_state"]).Should().Be("unsubmitted");
        row["score"]!.GetValue<double>().Should().Be(5);
        row["posted_at"].Should().BeNull();
        Grades().CurrentScore.Should().BeNull("a part that is not graded keeps the whole unposted");
        var parts = (await Caller.ObjectAsync($"{path}?include[]=sub_assignment_submissions"))["sub_assignment_submissions"]!.AsArray();
        parts.Select(p => p!["score"]?.GetValue<double>()).Should().Equal(5, null);
        parts.Select(p => p!["missing"]!.GetValue<bool>()).Should().Equal(false, false);
        School.SetCheckpointScore(CourseId, work, UserId, "reply_to_entry", 13);
        School.Submission(CourseId, work, UserId)!.Value.WorkflowState.Should().Be("graded");
        Grades().CurrentScore.Should().Be(90);
    }

    [Fact]
    public void ShowWhichCheckpointIsMissingAndWhichIsLate()
    {
        var work = Only(1);
        School.SetCheckpoints(CourseId, work, 5, Now.AddDays(-3), 15, Now.AddDays(-1));
        School.HandInCheckpoint(CourseId, work, UserId, "reply_to_topic");
        var parts = School.CheckpointWork(CourseId, work, UserId);
        parts.Select(p => (p.Late, p.Missing)).Should().Equal((true, false), (false, true));
        School.Submission(CourseId, work, UserId)!.Value.WorkflowState.Should().Be("pending_review", "a part waits for its grade");
    }

    [Fact]
    public async Task LeaveAQuizThatWaitsForItsEssayOutOfTheCurrentScore()
    {
        var graded = Only(100);
        var essay = School.AddAssignment(CourseId, "Quiz", 100, null).Id;
        School.SetScore(CourseId, graded, UserId, 90);
        School.SetScoreInState(CourseId, essay, UserId, 10, "pending_review", -7);
        var row = await Caller.ObjectAsync($"courses/{CourseId}/assignments/{essay}/submissions/{UserId}");
        (row["score"]!.GetValue<double>(), row["grader_id"]!.GetValue<long>(), (string?)row["workflow_state"]).Should().Be((10, -7, "pending_review"));
        row["posted_at"].Should().NotBeNull();
        row["submitted_at"].Should().NotBeNull();
        Grades().CurrentScore.Should().Be(90);
        Grades().FinalScore.Should().Be(50);
    }

    [Theory]
    [InlineData("extended", false, false)]
    [InlineData("none", false, false)]
    [InlineData("missing", false, true)]
    [InlineData("late", true, false)]
    public void LetAStatusSetByHandDecide(string status, bool late, bool missing)
    {
        var work = Only(10);
        School.MoveDueDate(CourseId, work, Now.AddDays(-9));
        School.Submission(CourseId, work, UserId)!.Value.Missing.Should().BeTrue();
        School.SetLatePolicyStatus(CourseId, work, UserId, status, 3_600);
        var row = School.Submission(CourseId, work, UserId)!.Value;
        (row.LatePolicyStatus, row.Late, row.Missing).Should().Be((status, late, missing));
        row.GradedAt.Should().NotBeNull();
        if (late)
        {
            row.SecondsLate.Should().Be(3_600);
        }

        School.SetLatePolicyStatus(CourseId, work, UserId, null);
        School.Submission(CourseId, work, UserId)!.Value.LatePolicyStatus.Should().BeNull();
    }

    [Fact]
    public void TakePointsOffWhenLateIsSetByHandAndGiveThemBackWhenExtended()
    {
        var work = Only(10);
        School.ChangeCourse(CourseId, c => c with { LatePolicy = new SimulatedLatePolicy(1, true, 10, "day", 0, false, 0) });
        School.SetScore(CourseId, work, UserId, 8);
        School.SetLatePolicyStatus(CourseId, work, UserId, "late", 86_401);
        (School.Submission(CourseId, work, UserId)!.Value.Score, School.Submission(CourseId, work, UserId)!.Value.PointsDeducted).Should().Be((6, 2));
        School.SetLatePolicyStatus(CourseId, work, UserId, "extended");
        (School.Submission(CourseId, work, UserId)!.Value.Score, School.Submission(CourseId, work, UserId)!.Value.PointsDeducted).Should().Be((8, null));
    }

    [Fact]
    public async Task SendASchoolsOwnStatusWithWhichWorkIsNeitherLateNorMissing()
    {
        var work = Only(10);
        School.MoveDueDate(CourseId, work, Now.AddDays(-9));
        School.SetCustomStatus(CourseId, work, UserId, 77);
        var row = await Caller.ObjectAsync($"courses/{CourseId}/assignments/{work}/submissions/{UserId}");
        row["custom_grade_status_id"]!.GetValue<long>().Should().Be(77);
        (row["late"]!.GetValue<bool>(), row["missing"]!.GetValue<bool>()).Should().Be((false, false));
    }

    [Fact]
    public async Task SendAnOverrideOnlyWhereThereIsOne()
    {
        School.ChangeCourse(CourseId, c => c with { GradingStandardId = 0 });
        School.OverrideFinalGrade(Student.Id, 85);
        var rows = await Caller.RowsAsync($"courses/{CourseId}/enrollments?type[]=StudentEnrollment&per_page=100");
        var own = rows.Single(r => r["id"]!.GetValue<long>() == Student.Id)["grades"]!.AsObject();
        (own["override_score"]!.GetValue<decimal>(), (string?)own["override_grade"]).Should().Be((85m, "B"));
        rows.Count(r => r["grades"]!.AsObject().ContainsKey("override_score")).Should().Be(1);
        (await Caller.ObjectAsync($"courses/{CourseId}/settings"))["allow_final_grade_override"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task GiveLettersOfCanvassOwnScheme()
    {
        School.SetScore(CourseId, Only(100), UserId, 91);
        School.ChangeCourse(CourseId, c => c with { GradingStandardId = 0 });
        (await Caller.ObjectAsync($"courses/{CourseId}"))["grading_standard_id"]!.GetValue<long>().Should().Be(0);
        ((string?)(await Caller.RowsAsync($"courses/{CourseId}/enrollments?user_id={UserId}"))[0]["grades"]!["current_grade"]).Should().Be("A-");
    }

    [Fact]
    public async Task ShowLettersOnlyInTheSettingsAndNotToAGrader()
    {
        School.ChangeCourse(CourseId, c => c with { RestrictsQuantitativeData = true, HidesFinalGrades = true });
        var settings = await Caller.ObjectAsync($"courses/{CourseId}/settings");
        settings["restrict_quantitative_data"]!.GetValue<bool>().Should().BeTrue();
        settings["hide_final_grades"]!.GetValue<bool>().Should().BeTrue();
        (await Caller.ListAsync($"courses/{CourseId}/assignments"))[0]!["restrict_quantitative_data"]!.GetValue<bool>().Should().BeFalse();
    }

    [Theory]
    [InlineData("not_graded")]
    [InlineData("wiki_page")]
    public void NotCountWhatIsNotGradable(string type)
    {
        School.SetScore(CourseId, Only(100), UserId, 80);
        var page = School.AddAssignment(CourseId, "Page", 50, Now.AddDays(-2)).Id;
        School.ChangeAssignment(CourseId, page, a => a with { SubmissionType = type });
        Grades().FinalScore.Should().Be(80);
        School.Submission(CourseId, page, UserId)!.Value.Missing.Should().BeFalse();
    }

    [Theory]
    [InlineData("on_paper")]
    [InlineData("external_tool")]
    [InlineData("online_text_entry")]
    public void NotCallWorkWithATypedInZeroMissing(string type)
    {
        var work = Only(10);
        School.ChangeAssignment(CourseId, work, a => a with { SubmissionType = type, DueAt = School.Now.AddDays(-5) });
        School.SetScore(CourseId, work, UserId, 0);
        var row = School.Submission(CourseId, work, UserId)!.Value;
        (row.WorkflowState, row.Score, row.SubmittedAt, row.Attempt, row.Missing).Should().Be(("graded", 0d, null, null, false));
    }

    [Fact]
    public void NotCallScoredWorkMissingThoughItsStateIsUnsubmitted()
    {
        var work = Only(10);
        School.MoveDueDate(CourseId, work, Now.AddDays(-5));
        School.SetScoreInState(CourseId, work, UserId, 7, "unsubmitted", 9);
        var row = School.Submission(CourseId, work, UserId)!.Value;
        (row.WorkflowState, row.Score, row.GraderId, row.SubmittedAt, row.Missing).Should().Be(("unsubmitted", 7d, 9L, null, false));
    }

    [Fact]
    public void KeepTheScoreWhenThePointsChange()
    {
        var work = Only(10);
        School.SetScore(CourseId, work, UserId, 8);
        School.ChangeAssignment(CourseId, work, a => a with { PointsPossible = 100 });
        School.Submission(CourseId, work, UserId)!.Value.Score.Should().Be(8);
        Grades().CurrentScore.Should().Be(8);
    }

    [Fact]
    public async Task SendTermCodesAndDatesFarAway()
    {
        var never = new DateTimeOffset(2999, 12, 31, 6, 59, 59, TimeSpan.Zero);
        School.ChangeCourse(CourseId, c => c with { CourseCode = "202580-HIST-1575-008-1", EndAt = never });
        var course = await Caller.ObjectAsync($"courses/{CourseId}");
        ((string?)course["course_code"], (string?)course["end_at"]).Should().Be(("202580-HIST-1575-008-1", "2999-12-31T06:59:59Z"));
        var work = Only(10);
        School.ChangeAssignment(CourseId, work, a => a with { DueAt = never });
        ((string?)(await Caller.ObjectAsync($"courses/{CourseId}/assignments/{work}/submissions/{UserId}"))["cached_due_date"]).Should().Be("2999-12-31T06:59:59Z");
    }

    [Fact]
    public async Task AnswerNotFoundForItemsThatAModuleHas()
    {
        var module = School.Modules(CourseId)[0];
        School.ChangeModule(CourseId, module.Id, m => m with { ItemsAreNotFound = true });
        (await Caller.GetAsync($"courses/{CourseId}/modules/{module.Id}/items")).Status.Should().Be(System.Net.HttpStatusCode.NotFound);
        (await Caller.RowsAsync($"courses/{CourseId}/modules?include[]=items"))[0].Should().NotContainKey("items").And.ContainKey("items_count");
    }

    [Fact]
    public async Task SendEmptyTextAndShortIdsWhereAskedTo()
    {
        Simulator.Faults.Add(Fault.SchemaDrift(SchemaDrift.EmptyTextForNull), "*/enrollments");
        var row = (await Caller.RowsAsync($"courses/{CourseId}/enrollments?type[]=StudentEnrollment"))[0];
        ((string?)row["associated_user_id"], (string?)row["start_at"]).Should().Be(("", ""));
        var other = School.Courses.First(c => c.Id > 10_000_000_000_000).Id;
        Simulator.Faults.Add(Fault.SchemaDrift(SchemaDrift.ShortShardIds), "*/courses");
        (await Caller.ListAsync("courses?per_page=100")).Select(c => c!["id"]!.ToJsonString()).Should().Contain($"\"{other / 10_000_000_000_000}~{other % 10_000_000_000_000}\"");
    }

    [Fact]
    public async Task LeavePostedAtOutAltogetherWhereOldInstallationsDo()
    {
        await using var old = await CanvasSimulator.StartAsync(Small with { OmitsPostedAt = true });
        using var caller = new Caller(old);
        var rows = await caller.RowsAsync($"courses/{old.School.Courses[0].Id}/students/submissions?student_ids[]=all&per_page=100");
        rows.Should().NotBeEmpty().And.NotContain(r => r.ContainsKey("posted_at"));
    }

    /// <summary>Two assignments of 100 points, one in each of two periods that weigh 20 and 80; nothing else counts.</summary>
    private (long First, long Second) WeightedCourse()
    {
        var middle = Now;
        var term = School.AddTerm("Weighted", Now.AddDays(-60), Now.AddDays(60));
        School.SetGradingPeriods(term.Id, weighted: true, ("First", Now.AddDays(-60), middle, 20), ("Second", middle, Now.AddDays(60), 80));
        School.ChangeCourse(CourseId, c => c with { TermId = term.Id });
        var first = Only(100);
        School.MoveDueDate(CourseId, first, middle.AddDays(-5));
        return (first, School.AddAssignment(CourseId, "Second", 100, middle.AddDays(5)).Id);
    }

    /// <summary>Deletes all work of the course but one new assignment with these points, in a course without weights or policies.</summary>
    private long Only(double points)
    {
        School.ChangeCourse(CourseId, c => c with { AppliesGroupWeights = false, LatePolicy = null });
        School.ChangeAssignmentGroup(CourseId, School.AssignmentGroups(CourseId)[0].Id, g => g with { DropLowest = 0 });
        foreach (var old in School.Assignments(CourseId))
        {
            School.DeleteAssignment(CourseId, old.Id);
        }

        return School.AddAssignment(CourseId, "Only", points, null).Id;
    }

    private SimulatedGrades Grades() => School.Grades(Student.Id)!;
}
