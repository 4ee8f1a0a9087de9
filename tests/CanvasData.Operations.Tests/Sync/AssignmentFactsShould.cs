using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>What Canvas says about who is assigned what, when, and for how many points is stored.</summary>
public sealed class AssignmentFactsShould
{
    private const string Checkpoints = """
        ,"has_sub_assignments":true,"checkpoints":[
        {"name":"Talk","tag":"reply_to_topic","points_possible":5,"due_at":"2026-02-01T00:00:00Z","only_visible_to_overrides":false,
         "overrides":[{"id":9,"assignment_id":301,"student_ids":[1002],"due_at":"2026-02-03T00:00:00Z"},{"id":10,"assignment_id":301,"course_section_id":12,"due_at":null}]},
        {"name":"Talk","tag":"reply_to_entry","points_possible":15,"due_at":"2026-02-08T00:00:00Z","overrides":[]}]
        """;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepWhomAnOverrideTakesOutAndWhereItComesFrom(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).AddSection(11).Assignments.Add("""
            {"id":30,"name":"Essay","published":true,"visible_to_everyone":false,"has_sub_assignments":false,"overrides":[
            {"id":1,"assignment_id":30,"course_section_id":11,"unassign_item":false,"context_module_id":77},
            {"id":2,"assignment_id":30,"student_ids":[1002],"unassign_item":true},
            {"id":3,"assignment_id":30,"noop_id":1},
            {"id":4,"assignment_id":30,"course_id":1,"due_at":"2026-03-01T00:00:00Z"}]}
            """);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncCourseAsync(1);

        report.UnknownFields.Should().BeEmpty();
        (await host.RowsAsync<CanvasAssignment>()).Single().Should().Match<CanvasAssignment>(row => row.VisibleToEveryone == false && row.HasSubAssignments == false);
        (await host.RowsAsync<CanvasAssignmentOverride>()).OrderBy(row => row.Id).Select(row => (row.UnassignItem, row.ContextModuleId, row.NoopId, row.IsForCourse)).Should().Equal(
            (false, 77, null, false), (true, null, null, false), (null, null, 1, false), (null, null, null, true));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepCheckpointsWithTheDueDateOfEachStudent(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(11).AddSection(12).Enroll(1, 1001, section: 11).Enroll(2, 1002, section: 11).Enroll(3, 1003, section: 12)
            .AddAssignment(30, Checkpoints);
        foreach (var student in (long[])[1001, 1002, 1003])
        {
            course.AddSubmission(student, 30, student, """
                ,"workflow_state":"unsubmitted","score":5,"sub_assignment_submissions":[
                {"sub_assignment_tag":"reply_to_topic","user_id":1,"score":5.0,"grade":"5","entered_score":5.0,"published_score":5.0,"missing":false,"late":false,"seconds_late":0,"excused":false},
                {"sub_assignment_tag":"reply_to_entry","user_id":1,"score":null,"grade":null,"missing":true,"late":false,"seconds_late":77,"excused":null,"custom_grade_status_id":"4"}]
                """);
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncCourseAsync(1);

        report.UnknownFields.Should().BeEmpty();
        (await host.RowsAsync<CanvasCheckpoint>()).OrderBy(row => row.PointsPossible).Select(row => (row.AssignmentId, row.Tag, row.PointsPossible, row.DueAt?.Day)).Should()
            .Equal((30, "reply_to_topic", 5, 1), (30, "reply_to_entry", 15, 8));
        var work = await host.RowsAsync<CanvasCheckpointSubmission>();
        work.Where(row => row.Tag == "reply_to_topic").OrderBy(row => row.UserId).Select(row => (row.UserId, row.DueAt?.Day, row.Score, row.PublishedScore, row.Missing)).Should()
            .Equal((1001, 1, 5, 5, false), (1002, 3, 5, 5, false), (1003, null, 5, 5, false));
        work.Where(row => row.Tag == "reply_to_entry").Should().OnlyContain(row => row.Score == null && row.Missing == true && row.CustomGradeStatusId == 4 && row.DueAt!.Value.Day == 8);
        work.Select(row => row.CheckpointId).Distinct().Should().BeEquivalentTo((await host.RowsAsync<CanvasCheckpoint>()).Select(row => row.Id));

        (await host.SyncCourseAsync(1, Full)).RowsWritten.Should().Be(0, "nothing changed");
        course.Assignments[0] = course.Assignments[0].Replace("\"reply_to_entry\"", "\"reply_to_others\"", StringComparison.Ordinal);
        await host.SyncCourseAsync(1, Full);
        (await host.RowsAsync<CanvasCheckpoint>()).Should().Contain(row => row.Tag == "reply_to_entry" && row.MissingSince != null).And.Contain(row => row.Tag == "reply_to_others");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LoseCheckpointsThatTheAssignmentNoLongerHas(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(11).Enroll(1, 1001, section: 11).AddAssignment(30, Checkpoints)
            .AddSubmission(1, 30, 1001, """,\"sub_assignment_submissions\":[{\"sub_assignment_tag\":\"reply_to_topic\",\"score\":5.0}]""".Replace("\\", "", StringComparison.Ordinal));
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncCourseAsync(1);
        course.Assignments.Clear();
        course.Submissions.Clear();
        course.AddAssignment(30, ",\"has_sub_assignments\":false,\"checkpoints\":[]").AddSubmission(1, 30, 1001, ",\"sub_assignment_submissions\":[]");

        await host.SyncCourseAsync(1, Full);

        (await host.RowsAsync<CanvasCheckpoint>()).Should().HaveCount(2).And.OnlyContain(row => row.MissingSince != null);
        (await host.RowsAsync<CanvasCheckpointSubmission>()).Should().ContainSingle().Which.MissingSince.Should().NotBeNull();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RememberThePointsOfTheMomentWithEachScore(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(11).Enroll(1, 1001, section: 11).Enroll(2, 1002, section: 11).Enroll(3, 1003, section: 11).AddAssignment(30)
            .AddSubmission(1, 30, 1001, ",\"score\":8").AddSubmission(2, 30, 1002, ",\"score\":6").AddSubmission(3, 30, 1003, ",\"score\":null");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncCourseAsync(1);
        course.Assignments[0] = course.Assignments[0].Replace("\"points_possible\":10", "\"points_possible\":100", StringComparison.Ordinal);
        course.Submissions[0] = course.Submissions[0].Replace("\"score\":8", "\"score\":80", StringComparison.Ordinal);

        await host.SyncCourseAsync(1, Full);
        course.Submissions[1] = course.Submissions[1].Replace("\"score\":6", "\"score\":60", StringComparison.Ordinal);
        await host.SyncCourseAsync(1, Full);

        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.UserId).ThenBy(row => row.Id)
            .Select(row => (row.UserId, row.PreviousScore, row.PreviousPointsPossible, row.Score, row.PointsPossible)).Should().Equal(
                (1001, 8, 10, 80, 100), (1002, 6, 10, 6, 100), (1002, 6, 100, 60, 100));
    }

    private static SyncRequest Full => new() { Strategy = SyncStrategy.Full };
}
