using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Tests.Transformers;

/// <summary>Null, absent, zero and false are four different things.</summary>
public class SpecifiedValueShould
{
    private static readonly string[] Keys = ["Id", "CourseId", "UserId", "AssignmentId", "ModuleId", "RowHash", "FirstSyncedAt", "SyncedAt", "AccessRestrictedByDate", "OverridesDueAt", "OverridesUnlockAt", "OverridesLockAt"];

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StayWhenCanvasNoLongerSendsItAndGoWhenCanvasSendsNull(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        Tell(canvas.AddCourse(1), json => json);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        (await host.SyncCourseAsync(1)).Rejected.Should().BeEmpty();
        var told = await MirrorAsync(host);
        told.Values.SelectMany(rows => rows).SelectMany(Values).Should().NotContain(
            cell => cell.Value == null && cell.Key != nameof(CanvasSubmission.PostedAtUnspecified), "Canvas sends every column in this test");

        Tell(canvas.Courses[0], OnlyKeys);
        var untold = await host.SyncCourseAsync(1);

        untold.RowsWritten.Should().Be(0);
        (await MirrorAsync(host)).ShouldHoldTheCellsOf(told);

        Tell(canvas.Courses[0], AllNull);
        (await host.SyncCourseAsync(1)).Rejected.Should().BeEmpty();

        foreach (var (table, rows) in await MirrorAsync(host))
        {
            rows.SelectMany(Values).Where(cell => cell.Value != null).Select(cell => cell.Key).Distinct().Should().BeEmpty(table);
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NeverBecomeZeroNorZeroNull(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(2).AddAssignment(3).Enroll(10, 20, ""","grades":{"current_score":null,"final_score":0.0}""");
        course.Assignments[1] = """{"id":3,"points_possible":0,"position":0,"omit_from_final_grade":false,"overrides":[]}""";
        course.AddSubmission(30, 2, 20, ""","score":0,"grade":"0","attempt":null,"excused":null,"late":false""").AddSubmission(31, 3, 20, ""","score":null,"grade":null""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.SyncAsync();

        (await host.RowsAsync<CanvasEnrollment>()).Single().Should().Match<CanvasEnrollment>(row => row.CurrentScore == null && row.FinalScore == 0);
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == 3).Should().Match<CanvasAssignment>(row => row.PointsPossible == 0 && row.Position == 0 && row.OmitFromFinalGrade == false && row.Published == null);
        var submissions = (await host.RowsAsync<CanvasSubmission>()).ToDictionary(row => row.Id);
        submissions[30].Should().Match<CanvasSubmission>(row => row.Score == 0 && row.Grade == "0" && row.Attempt == null && row.Excused == null && row.Late == false);
        submissions[31].Should().Match<CanvasSubmission>(row => row.Score == null && row.Grade == null && row.Late == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KnowThatAnOverrideIsSentOnlyWhileThereIsOne(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        var states = new List<(double?, string?)>();
        foreach (var grades in (string[])
            ["""{"current_score":50,"override_score":90.5,"override_grade":"A"}""", """{"html_url":"https://canvas.example/grades"}""", """{"current_score":50}"""])
        {
            course.Enrollments.Clear();
            course.Enroll(2, 3, $$""","grades":{{grades}}""");
            await host.SyncAsync();
            var row = (await host.RowsAsync<CanvasEnrollment>()).Single();
            row.CurrentScore.Should().Be(50);
            states.Add((row.OverrideScore, row.OverrideGrade));
        }

        states.Should().Equal((90.5, "A"), (90.5, "A"), (null, null));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeCountedAsUnknownFieldAndHarmNothing(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 12, AssignmentsPerCourse = 5 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        canvas.Faults.Add(Fault.SchemaDrift(SchemaDrift.ExtraFields));

        var report = (await host.SyncAsync()).Courses[0];

        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        report.UnknownFields["submission.zz_new_field"].Should().BeGreaterThanOrEqualTo(report.Rows[nameof(CanvasSubmission)].Added);
        report.UnknownFields["assignment.zz_new_field"].Should().Be(report.Rows[nameof(CanvasAssignment)].Added);
        report.UnknownFields.Keys.Should().Contain("enrollment.ZZ another");
        report.RejectedCount.Should().Be(0);

        canvas.Faults.Clear();
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Theory]
    [InlineData(SchemaDrift.MissingField)]
    [InlineData(SchemaDrift.StringForNumber)]
    [InlineData(SchemaDrift.NumberForString)]
    [InlineData(SchemaDrift.NullForValue)]
    [InlineData(SchemaDrift.UnknownEnum)]
    [InlineData(SchemaDrift.NumberBeyondDouble)]
    public async Task HealByTheNextSyncWhenCanvasErred(SchemaDrift drift)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 12, AssignmentsPerCourse = 5 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        canvas.Faults.Add(Fault.SchemaDrift(drift, everyRow: 2), "*/students/submissions");
        canvas.Faults.Add(Fault.SchemaDrift(drift, everyRow: 2), "*/assignments");
        canvas.Faults.Add(Fault.SchemaDrift(drift, everyRow: 3), "*/enrollments");
        var first = (await host.SyncAsync()).Courses[0];
        (first.RejectedCount > 0).Should().Be(drift == SchemaDrift.NumberBeyondDouble, first.Rejected.Count > 0 ? first.Rejected[0].ToString() : "");
        canvas.Faults.Clear();

        await host.SyncAsync();

        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().BeEmpty();
    }

    [Fact]
    public async Task ComeFromTheReplacedTransformer()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).AddAssignment(2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, configure: builder => builder.ReplaceTransformer<AssignmentRecord, CanvasAssignment, Shouting>());

        var report = await host.SyncCourseAsync(1);

        var row = (await host.RowsAsync<CanvasAssignment>()).Single();
        (row.Name, row.PointsPossible).Should().Be(("TASK 2", 0));
        report.Rows[nameof(CanvasAssignment)].Added.Should().Be(1);
    }

    private sealed class Shouting : ICanvasTransformer<AssignmentRecord, CanvasAssignment>
    {
        public void Transform(AssignmentRecord record, CanvasAssignment row, TransformContext context)
        {
            row.Id = context.Key(record.Id, nameof(row.Id));
            row.Name = context.Read(record.Name, nameof(row.Name))?.ToUpperInvariant();
            row.PointsPossible = context.Read(record.NeedsGradingCount.IsSpecified ? record.PointsPossible : 0d, nameof(row.PointsPossible));
        }
    }

    private static void Tell(ScriptedCourse course, Func<string, string> say)
    {
        course.Course = say("""
            {"id":1,"name":"n","course_code":"c","uuid":"u","account_id":2,"root_account_id":3,"enrollment_term_id":4,"workflow_state":"available","created_at":"2026-01-01T00:00:00Z",
            "start_at":"2026-01-01T00:00:00Z","end_at":"2026-01-01T00:00:00Z","restrict_enrollments_to_course_dates":true,"is_public":true,"grading_standard_id":5,"grade_passback_setting":"g",
            "course_format":"f","time_zone":"z","locale":"l","hide_final_grades":true,"apply_assignment_group_weights":true,"default_view":"d","blueprint":true,"template":true,
            "has_grading_periods":true,"has_weighted_grading_periods":true,"restrict_quantitative_data":true,"total_students":6,"sis_course_id":"s","integration_id":"i",
            "term":{"id":4,"name":"t","start_at":"2026-01-01T00:00:00Z","end_at":"2026-01-01T00:00:00Z","workflow_state":"active","created_at":"2026-01-01T00:00:00Z","grading_period_group_id":7,"sis_term_id":"s"}}
            """);
        Fill(course.Sections, """{"id":10,"name":"n","start_at":"2026-01-01T00:00:00Z","end_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z","restrict_enrollments_to_section_dates":true,"nonxlist_course_id":9,"sis_section_id":"s","integration_id":"i"}""");
        Fill(course.Users, """
            {"id":20,"name":"n","sortable_name":"s","short_name":"h","login_id":"l","email":"e","sis_user_id":"i","integration_id":"g","created_at":"2026-01-01T00:00:00Z","last_login":"2026-01-01T00:00:00Z",
            "pronouns":"p","locale":"o","time_zone":"z","merged_into_user_id":21}
            """);
        Fill(course.Enrollments, """
            {"id":30,"user_id":20,"course_section_id":10,"type":"StudentEnrollment","role":"r","role_id":3,"enrollment_state":"active","associated_user_id":4,"limit_privileges_to_course_section":true,
            "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","start_at":"2026-01-01T00:00:00Z","end_at":"2026-01-01T00:00:00Z","last_activity_at":"2026-01-01T00:00:00Z",
            "last_attended_at":"2026-01-01T00:00:00Z","total_activity_time":5,"grades":{"current_score":1,"final_score":2,"current_grade":"A","final_grade":"B","unposted_current_score":3,"unposted_final_score":4,
            "unposted_current_grade":"C","unposted_final_grade":"D","override_score":5,"override_grade":"E"},"user":null}
            """);
        Fill(course.Groups, """{"id":40,"name":"n","position":1,"group_weight":2,"sis_source_id":"s","rules":{"drop_lowest":1,"drop_highest":2,"never_drop":[1,2]}}""");
        Fill(course.Assignments, """
            {"id":50,"assignment_group_id":40,"name":"n","due_at":"2026-01-01T00:00:00Z","unlock_at":"2026-01-01T00:00:00Z","lock_at":"2026-01-01T00:00:00Z","points_possible":1,"grading_type":"points",
            "grading_standard_id":2,"submission_types":["none","on_paper"],"workflow_state":"published","published":true,"omit_from_final_grade":true,"hide_in_gradebook":true,"position":1,"needs_grading_count":2,
            "post_manually":true,"anonymous_grading":true,"moderated_grading":true,"allowed_attempts":3,"peer_reviews":true,"group_category_id":4,"grade_group_students_individually":true,"has_overrides":true,
            "only_visible_to_overrides":true,"has_submitted_submissions":true,"quiz_id":5,"is_quiz_assignment":true,"is_quiz_lti_assignment":true,"important_dates":true,"visible_to_everyone":true,"has_sub_assignments":true,"created_at":"2026-01-01T00:00:00Z",
            "updated_at":"2026-01-01T00:00:00Z","html_url":"h","sis_assignment_id":"s","integration_id":"i"}
            """);
        Fill(course.Submissions, """
            {"id":60,"assignment_id":50,"user_id":20,"anonymous_id":"a","workflow_state":"graded","submission_type":"online_text_entry","submitted_at":"2026-01-01T00:00:00Z","attempt":1,"score":2,"grade":"2",
            "entered_score":3,"entered_grade":"3","points_deducted":1,"late_policy_status":"late","late":true,"missing":true,"seconds_late":4,"excused":true,"graded_at":"2026-01-01T00:00:00Z","grader_id":5,
            "grade_matches_current_submission":true,"posted_at":"2026-01-01T00:00:00Z","cached_due_date":"2026-01-01T00:00:00Z","grading_period_id":6,"custom_grade_status_id":7,"extra_attempts":8,"redo_request":true}
            """);
        Fill(course.GradingPeriods, """{"id":70,"grading_period_group_id":7,"title":"t","start_date":"2026-01-01T00:00:00Z","end_date":"2026-01-01T00:00:00Z","close_date":"2026-01-01T00:00:00Z","weight":1,"is_closed":true}""");
        Fill(course.GradingStandards, """{"id":80,"title":"t","context_type":"Course","context_id":1,"points_based":true,"scaling_factor":1,"grading_scheme":[{"name":"A","value":0.9}]}""");
        course.LatePolicy = say("""
            {"id":90,"missing_submission_deduction_enabled":true,"missing_submission_deduction":1,"late_submission_deduction_enabled":true,"late_submission_deduction":2,"late_submission_interval":"day",
            "late_submission_minimum_percent_enabled":true,"late_submission_minimum_percent":3,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}
            """);
        Fill(course.Modules, """{"id":100,"name":"n","position":1,"unlock_at":"2026-01-01T00:00:00Z","require_sequential_progress":true,"published":true,"items_count":1}""");

        void Fill(List<string> list, string json)
        {
            list.Clear();
            list.Add(say(json));
        }
    }

    private static string OnlyKeys(string json)
    {
        var all = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        foreach (var name in all.Select(pair => pair.Key).Where(name => name is not ("id" or "user_id" or "assignment_id")).ToList())
        {
            all.Remove(name);
        }

        return all.ToJsonString();
    }

    private static string AllNull(string json)
    {
        var all = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        foreach (var name in all.Select(pair => pair.Key).Where(name => name is not ("id" or "user_id" or "assignment_id")).ToList())
        {
            all[name] = name switch
            {
                "term" => System.Text.Json.Nodes.JsonNode.Parse(AllNull(all[name]!.ToJsonString())),
                "grades" => System.Text.Json.Nodes.JsonNode.Parse(AllNull(all[name]!.ToJsonString())),
                _ => null,
            };
        }

        return all.ToJsonString();
    }

    private static async Task<Dictionary<string, List<string>>> MirrorAsync(TestHost<SchoolContext> host) =>
        (await host.TablesAsync(column => !Keys.Contains(column) && column is not ("MissingSince" or "LocalEdits")))
            .Where(table => typeof(CanvasRow).Assembly.GetType($"CanvasData.Operations.Model.{table.Key}")?.IsAssignableTo(typeof(CanvasRow)) == true && table.Value.Count > 0)
            .ToDictionary(table => table.Key, table => table.Value);

    private static IEnumerable<KeyValuePair<string, string?>> Values(string line) =>
        line.Split(" | ").Select(cell => cell.Split('=', 2)).Select(cell => KeyValuePair.Create(cell[0], cell[1] == "null" ? null : cell[1]));
}
