using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Transformers;

/// <summary>Texts, times and numbers that no school should have: the same end on every database.</summary>
public class HostileValueShould
{
    private static readonly Provider[] Providers = [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];
    private static readonly string Long = new('x', 65_536);

    // What is told of a submission, and what is stored of it.
    private static readonly (string Told, Func<CanvasSubmission, bool> Stored)[] Storable =
    [
        (""" "grade":"A\u0000B" """, row => row.Grade == "AB"),
        (""" "grade":"\u0000" """, row => row.Grade == ""),
        (""" "grade":"\ud800x" """, row => row.Grade == "\uFFFDx"),
        (""" "grade":"x\udc00" """, row => row.Grade == "x\uFFFD"),
        (""" "grade":"\ud83d\ude00 \u202e\ufffe" """, row => row.Grade == "\U0001F600 \u202e\ufffe"),
        (""" "grade":"%_'\"; DROP TABLE x; --" """, row => row.Grade == "%_'\"; DROP TABLE x; --"),
        (""" "grade":"" """, row => row.Grade == ""),
        (""" "grade":12.50 """, row => row.Grade == "12.50"),
        ($""" "grade":"{Long}" """, row => row.Grade == Long),
        (""" "workflow_state":"quantum_superposition" """, row => row.WorkflowState == "quantum_superposition"),
        (""" "score":-0.0 """, row => row.Score == 0 && !double.IsNegative(row.Score.Value)),
        (""" "score":1.7976931348623157e308 """, row => row.Score == double.MaxValue),
        (""" "score":5e-324 """, row => row.Score == double.Epsilon),
        (""" "score":-12.25 """, row => row.Score == -12.25),
        (""" "score":"104.5" """, row => row.Score == 104.5),
        (""" "score":0.1 """, row => row.Score == 0.1),
        (""" "attempt":"2" """, row => row.Attempt == 2),
        (""" "attempt":2.0 """, row => row.Attempt == 2),
        (""" "grader_id":-19309 """, row => row.GraderId == -19309),
        (""" "grader_id":"9223372036854775807" """, row => row.GraderId == long.MaxValue),
        (""" "excused":null """, row => row.Excused == null),
        (""" "excused":1 """, row => row.Excused == true),
        (""" "submitted_at":"1900-01-01T00:00:00Z" """, row => row.SubmittedAt == Utc(1900, 1, 1)),
        (""" "submitted_at":"2199-12-31T23:59:59.9999999Z" """, row => row.SubmittedAt == Utc(2200, 1, 1).AddTicks(-10)),
        (""" "submitted_at":"2200-01-01T00:00:00Z" """, row => row.SubmittedAt == Utc(2200, 1, 1)),
        (""" "submitted_at":"2999-12-31T06:59:59Z" """, row => row.SubmittedAt == Utc(2999, 12, 31).AddHours(7).AddSeconds(-1)),
        (""" "submitted_at":"9999-12-31T23:59:59.9999999Z" """, row => row.SubmittedAt == DateTime.MaxValue.AddTicks(-9)),
        (""" "submitted_at":"" """, row => row.SubmittedAt == null),
        (""" "grader_id":"" """, row => row.GraderId == null),
        (""" "score":" " """, row => row.Score == null),
        (""" "attempt":"" """, row => row.Attempt == null),
        (""" "excused":"" """, row => row.Excused == null),
        (""" "grader_id":"2107~1002" """, row => row.GraderId == 21070000000001002),
        (""" "grader_id":"922337~2036854775807" """, row => row.GraderId == long.MaxValue),
        (""" "submitted_at":"2026-03-01T05:45:00.1234567+05:45" """, row => row.SubmittedAt == Utc(2026, 3, 1).AddTicks(1_234_560)),
        (""" "submitted_at":"2026-03-01T00:00:00-11:30" """, row => row.SubmittedAt == Utc(2026, 3, 1).AddHours(11.5)),
    ];

    // What is told, the field that is bad, and a word of the reason.
    private static readonly (string Told, string Field, string Reason)[] Unstorable =
    [
        (""" "score":1e400 """, "score", "number"),
        (""" "score":-1e400 """, "score", "number"),
        (""" "score":"NaN" """, "score", "number"),
        (""" "score":"ten" """, "score", "number"),
        (""" "score":{} """, "score", "number"),
        (""" "score":[1] """, "score", "number"),
        (""" "attempt":10000000000 """, "attempt", "32 bits"),
        (""" "attempt":2.5 """, "attempt", "32 bits"),
        (""" "excused":"maybe" """, "excused", "true or false"),
        (""" "grader_id":9223372036854775808 """, "grader_id", "64 bits"),
        (""" "grader_id":"922337~2036854775808" """, "grader_id", "64 bits"),
        (""" "grader_id":"2107~" """, "grader_id", "64 bits"),
        (""" "grader_id":"~5" """, "grader_id", "64 bits"),
        (""" "grader_id":"1~-5" """, "grader_id", "64 bits"),
        (""" "grader_id":"1~10000000000000" """, "grader_id", "64 bits"),
        (""" "grader_id":"1~2~3" """, "grader_id", "64 bits"),
        (""" "submitted_at":"0001-01-01T00:00:00Z" """, "submitted_at", "1900"),
        (""" "submitted_at":"1899-12-31T23:59:59Z" """, "submitted_at", "1900"),
        (""" "submitted_at":"9999-12-31T23:59:59-05:00" """, "submitted_at", "ISO 8601"),
        (""" "submitted_at":"2026-02-30T00:00:00Z" """, "submitted_at", "ISO 8601"),
        (""" "submitted_at":"yesterday" """, "submitted_at", "ISO 8601"),
        (""" "submitted_at":1767225600 """, "submitted_at", "ISO 8601"),
        ($""" "grade":"{Long}x" """, "grade", "65536"),
        (""" "grade":{"letter":"A"} """, "grade", "text"),
        (""" "grade":"\ud800","score":1e400,"zz\u0000":"\udfff" """, "score", "number"),
    ];

    private static readonly string[] WithoutId =
    [
        """{"id":"abc","assignment_id":1,"user_id":1}""", """{"id":9223372036854775808,"assignment_id":1,"user_id":1}""", """{"id":null,"assignment_id":1,"user_id":1}""",
        """{"id":0,"assignment_id":1,"user_id":1}""", """{"id":-5,"assignment_id":1,"user_id":1}""", """{"assignment_id":1,"user_id":1}""", """{"id":{},"assignment_id":1}""",
    ];

    public static TheoryData<Provider> AllProviders() => [.. Providers];

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task BeStoredOrLeftOutWithItsReason(Provider provider)
    {
        var canvas = School(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncCourseAsync(1);

        var rows = (await host.RowsAsync<CanvasSubmission>()).ToDictionary(row => row.Id);
        rows.Should().HaveCount(Storable.Length + Unstorable.Length, "a bad field does not take its row with it");
        for (var i = 0; i < Storable.Length; i++)
        {
            Storable[i].Stored(rows[1_000 + i]).Should().BeTrue($"{Head(Storable[i].Told)} became {Head(RowText.Told(rows[1_000 + i]))}");
        }

        var quarantine = await host.RowsAsync<CanvasQuarantinedRecord>();
        quarantine.Should().OnlyContain(row => row.Entity == "submission" && row.CourseId == 1);
        for (var i = 0; i < Unstorable.Length; i++)
        {
            var record = quarantine.Should().ContainSingle(row => row.CanvasId == 2_000 + i, Head(Unstorable[i].Told)).Subject;
            Untouched(rows[2_000 + i]).Should().BeTrue(Head(RowText.Told(rows[2_000 + i])));
            (record.Field, record.Reason.Contains(Unstorable[i].Reason, StringComparison.Ordinal)).Should().Be((Unstorable[i].Field, true), record.Reason);
            if (i < Unstorable.Length - 1)
            {
                System.Text.Json.JsonDocument.Parse(record.Payload!).RootElement.GetProperty("id").GetInt64().Should().Be(2_000 + i);
            }
        }

        quarantine.Where(row => row.CanvasId == null).Should().ContainSingle().Which.Field.Should().Be("id");
        report.RejectedCount.Should().Be(Unstorable.Length + WithoutId.Length);
        report.Rejected.Count(record => record.IsFieldOnly).Should().Be(Unstorable.Length);
        report.SanitizedTexts.Should().Be(4 + 1);
        report.Rejected.Should().HaveCount(report.RejectedCount);
        report.Rejected.Should().NotContain(record => record.Reason.Contains("ten", StringComparison.Ordinal) || record.Reason.Contains("yesterday", StringComparison.Ordinal), "values are personal data");

        (await host.SyncCourseAsync(1)).RowsWritten.Should().Be(0, "what is bad in the same way is no news");

        course.Submissions.RemoveAll(json => WithoutId.Contains(json));
        for (var i = 0; i < Unstorable.Length; i++)
        {
            ScriptedCourse.Remove(course.Submissions, 2_000 + i);
            course.AddSubmission(2_000 + i, 50, 2_000 + i);
        }

        (await host.SyncCourseAsync(1)).RejectedCount.Should().Be(0);
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().BeEmpty("what became good leaves quarantine");
        (await host.RowsAsync<CanvasSubmission>()).Should().HaveCount(Storable.Length + Unstorable.Length).And.OnlyContain(row => row.MissingSince == null);
    }

    [Fact]
    public async Task LeaveTheSameCellsOnEveryDatabase()
    {
        var tables = new List<SortedDictionary<string, List<string>>>();
        foreach (var provider in Providers)
        {
            var canvas = School(out var course);
            using var store = await TestStore.CreateAsync(provider);
            var time = new FixedTime();
            await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
            await host.SyncAsync();
            time.Now += TimeSpan.FromDays(1.5);
            course.Submissions.RemoveRange(0, 3);
            course.Submissions[0] = """{"id":1003,"assignment_id":50,"user_id":1003,"grade":"new","score":"0.30000000000000004"}""";
            await host.SyncAsync();
            tables.Add(await host.TablesAsync(column => column != "Id"));
        }

        tables[1].ShouldHoldTheCellsOf(tables[0]);
        tables[2].ShouldHoldTheCellsOf(tables[0]);
    }

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task LeaveTheStoredValueAsItIs(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddSubmission(5, 4, 3, ""","score":7""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Submissions[0] = """{"id":5,"assignment_id":4,"user_id":3,"score":"seven"}""";
        course.Assignments[0] = """{"id":4,"name":"New name","points_possible":[]}""";
        course.Enrollments[0] = """{"id":2,"user_id":3,"enrollment_state":"active","grades":"hidden"}""";
        course.Course = """{"id":1,"name":"New name","start_at":"soon"}""";

        var report = await host.SyncCourseAsync(1);

        report.Rejected.Select(record => (record.Entity, record.CanvasId, record.Field)).Should().BeEquivalentTo(new (string, long?, string)[]
        {
            ("submission", 5, "score"), ("assignment", 4, "points_possible"), ("enrollment", 2, "grades"), ("course", 1, "start_at"),
        });
        report.Rejected.Should().OnlyContain(record => record.IsFieldOnly);
        report.Rows.Values.Should().OnlyContain(counts => counts.Missing == 0);
        (await host.RowsAsync<CanvasSubmission>()).Single().Should().Match<CanvasSubmission>(row => row.Score == 7 && row.MissingSince == null);
        (await host.RowsAsync<CanvasAssignment>()).Single().Should().Match<CanvasAssignment>(row => row.Name == "New name" && row.PointsPossible == 10 && row.MissingSince == null);
        (await host.RowsAsync<CanvasCourse>()).Single().Name.Should().Be("New name");

        course.Submissions[0] = """{"id":5,"assignment_id":4,"user_id":3,"score":8}""";
        await host.SyncCourseAsync(1);
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().HaveCount(3).And.NotContain(record => record.Entity == "submission");
        (await host.RowsAsync<CanvasSubmission>()).Single().Score.Should().Be(8);
    }

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task KeepAbsenceFromBeingInferredWhenItIsAnUnreadableId(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(4).AddAssignment(5);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Assignments[1] = """{"id":"five","name":"Task 5"}""";

        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignment>()).Should().OnlyContain(row => row.MissingSince == null, "the unreadable one may be any of them");

        course.Assignments.RemoveAt(1);
        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignment>()).Count(row => row.MissingSince != null).Should().Be(1);
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"id":2,"user_id":3,"user":"Ann","grades":{"current_score":1}}""", "enrollment", "user")]
    [InlineData("""{"id":2,"user_id":3,"grades":[]}""", "enrollment", "grades")]
    [InlineData("""{"id":4,"overrides":"none"}""", "assignment", "overrides")]
    [InlineData("""{"id":4,"overrides":[7]}""", "assignment", "overrides")]
    [InlineData("""{"id":4,"overrides":[{"id":40,"assignment_id":4,"due_at":"x"}]}""", "assignment_override", "due_at")]
    [InlineData("""{"id":4,"overrides":[null]}""", "assignment_override", "")]
    [InlineData("""{"id":6,"rules":"many"}""", "assignment_group", "rules")]
    [InlineData("""{"id":4,"checkpoints":[null]}""", "checkpoint", "")]
    [InlineData("""{"id":6,"rules":{"never_drop":["a"]}}""", "assignment_group", "never_drop")]
    [InlineData("""{"id":7,"items":{}}""", "module", "items")]
    [InlineData("""{"id":7,"items":[{"id":70,"module_id":7,"completion_requirement":"must_view"}]}""", "module_item", "completion_requirement")]
    [InlineData("""{"id":8,"grading_scheme":[{"name":"A"}]}""", "grading_standard", "scheme")]
    [InlineData("""{"id":1,"term":"spring"}""", "course", "term")]
    public async Task BeNamedWhenItIsInsideAnotherObject(string json, string entity, string field)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        switch (json[6])
        {
            case '1': course.Course = json; break;
            case '2': course.Enrollments.Add(json); break;
            case '4': course.Assignments.Add(json); break;
            case '6': course.Groups.Add(json); break;
            case '7': course.Modules.Add(json); break;
            default: course.GradingStandards.Add(json); break;
        }

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncCourseAsync(1);

        report.Rejected.Select(record => (record.Entity, record.Field)).Should().Contain((entity, field));
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Select(record => (record.Entity, record.Field)).Should().Contain((entity, field));
    }

    [Fact]
    public async Task BeRefusedAmongTheCheckpointsOfWork()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).AddSection(1)
            .AddAssignment(30, ",\"has_sub_assignments\":true,\"checkpoints\":[null,{\"tag\":\"reply_to_topic\",\"points_possible\":5,\"overrides\":[null]}]")
            .Enroll(1, 1001, section: 1)
            .AddSubmission(1, 30, 1001, ",\"sub_assignment_submissions\":[null,{\"sub_assignment_tag\":\"reply_to_topic\",\"score\":5.0}]");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncCourseAsync(1);

        report.Rejected.Select(record => record.Entity).Should().BeEquivalentTo("checkpoint", "checkpoint_submission");
        (await host.RowsAsync<CanvasCheckpointSubmission>()).Should().ContainSingle().Which.Score.Should().Be(5);
    }

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task StopACourseOfWhichHardlyAnythingCanBeRead(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        Enumerable.Range(1, 1_500).ToList().ForEach(id => course.AddSubmission(id, 2, id, ""","score":"?" """));
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.Bridge.SyncCourseAsync(1);

        report.Failure!.Kind.Should().Be("CanvasProtocolException");
        report.Failure.Message.Should().Contain("submission").And.Contain("score");
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task NotCostACourseItsRowOrItsRows(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddSubmission(5, 4, 3).Course =
            $$"""{"id":1,"name":"Safety training","course_code":"{{Long}}x","start_at":"0001-01-01T00:00:00Z","end_at":"2999-12-31T06:59:59Z","term":{"id":9,"name":7,"end_at":"soon"} }""";
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncCourseAsync(1);

        report.Rejected.Select(record => (record.Entity, record.Field, record.IsFieldOnly)).Should().BeEquivalentTo(
            new[] { ("course", "course_code", true), ("course", "start_at", true), ("term", "end_at", true) });
        (await host.RowsAsync<CanvasCourse>()).Single().Should().Match<CanvasCourse>(row =>
            row.Name == "Safety training" && row.CourseCode == null && row.StartAt == null && row.EndAt!.Value.Year == 2999);
        (await host.RowsAsync<CanvasTerm>()).Should().ContainSingle().Which.EndAt.Should().BeNull();
        (await host.RowsAsync<CanvasSubmission>()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"id":{},"name":"Sailing"}""")]
    [InlineData("""{"id":"one","name":"Sailing"}""")]
    public async Task FailACourseWhoseOwnRowCannotBeStored(string json)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(2, 3).Course = json;
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.Bridge.SyncCourseAsync(1);

        report.Outcome.Should().Be(CanvasData.Operations.Sync.CourseSyncOutcome.Failed);
        report.Failure!.Message.Should().Contain("itself cannot be stored, because of id");
        (await host.RowsAsync<CanvasEnrollment>()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllProviders))]
    public async Task BeReadAsTheIdOfAnotherShardEverywhere(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(4);
        course.Enrollments.Add("""{"id":"2107~2","user_id":"2107~3","type":"StudentEnrollment","enrollment_state":"active","user":{"id":"2107~3","name":"Ann"} }""");
        course.Assignments[0] = """{"id":4,"published":true,"overrides":[{"id":"2107~7","assignment_id":4,"student_ids":["2107~3",5]}]}""";
        course.Groups.Add("""{"id":"2107~8","rules":{"never_drop":["2107~4"]} }""");
        course.AddSubmission(5, 4, 9).Submissions[0] = """{"id":5,"assignment_id":4,"user_id":"2107~3"}""";
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await host.SyncCourseAsync(1)).Rejected.Should().BeEmpty();

        (await host.RowsAsync<CanvasEnrollment>()).Single().Should().Match<CanvasEnrollment>(row => row.Id == 21070000000000002 && row.UserId == 21070000000000003);
        (await host.RowsAsync<CanvasUser>()).Single().Id.Should().Be(21070000000000003);
        (await host.RowsAsync<CanvasAssignmentOverride>()).Single().Should().Match<CanvasAssignmentOverride>(row => row.Id == 21070000000000007 && row.StudentIds == "21070000000000003,5");
        (await host.RowsAsync<CanvasAssignmentGroup>()).Single().NeverDrop.Should().Be("21070000000000004");
        (await host.RowsAsync<CanvasSubmission>()).Single().UserId.Should().Be(21070000000000003);
    }

    private static ScriptedCanvas School(out ScriptedCourse course)
    {
        var canvas = new ScriptedCanvas();
        course = canvas.AddCourse(1).AddAssignment(50);
        for (var i = 0; i < Storable.Length; i++)
        {
            course.AddSubmission(1_000 + i, 50, 1_000 + i, "," + Storable[i].Told);
        }

        for (var i = 0; i < Unstorable.Length; i++)
        {
            course.AddSubmission(2_000 + i, 50, 2_000 + i, "," + Unstorable[i].Told);
        }

        course.Submissions.AddRange(WithoutId);
        return canvas;
    }

    private static bool Untouched(CanvasSubmission row) =>
        row is { Score: null, Attempt: null, Excused: null, GraderId: null, SubmittedAt: null } && row.Grade is null or "\uFFFD";

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);

    private static string Head(string text) => text.Length > 200 ? text[..200] : text;
}
