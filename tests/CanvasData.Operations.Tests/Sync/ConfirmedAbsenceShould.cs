using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>A list that is read while it changes does not hold rows that are there.</summary>
public class ConfirmedAbsenceShould
{
    public static TheoryData<Provider, string> Lists()
    {
        var data = new TheoryData<Provider, string>();
        foreach (var list in (string[])["sections", "enrollments", "assignment_groups", "assignments", "submissions", "modules"])
        {
            data.Add(Provider.Sqlite, list);
            data.Add(Provider.PostgreSql, list);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task NotTakeARowForGoneThatMovedWhileTheListWasRead(Provider provider, string list)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = await host.TablesAsync();
        var looks = HideOnce(canvas, list, ListOf(course, list), row: 3);

        await host.SyncAsync();

        looks().Should().Be(2, "a list that lacks a stored row is read once more");
        (await host.TablesAsync()).ShouldHoldTheCellsOf(before, "nothing is gone");
        (await host.RowsAsync<CanvasGradeHistory>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().BeEmpty();
        HideOnce(canvas, list, ListOf(course, list), row: 3);
        (await host.Pipeline.VerifyAsync(new VerificationRequest { AgainstCanvas = true })).Succeeded.Should().BeTrue("the verification looks as carefully");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task ReadAQuietListOnce(Provider provider, string list)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var looks = HideOnce(canvas, list, ListOf(course, list), row: -1);

        await host.SyncAsync();

        looks().Should().Be(1);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SpareTheSubmissionsOfAnAssignmentThatIsUnpublishedBetweenTwoLists(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var unpublished = course.Assignments[2].Replace("\"published\":true", "\"published\":false", StringComparison.Ordinal);
        Once(canvas, "submissions", () =>
        {
            course.Assignments[2] = unpublished;
            course.Submissions.RemoveAll(json => json.Contains("\"assignment_id\":302,", StringComparison.Ordinal));
        });

        await host.SyncAsync();

        (await host.RowsAsync<CanvasSubmission>()).Should().HaveCount(32).And.OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().BeEmpty();
        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == 302).Published.Should().BeFalse();
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.MissingSince == null);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task AcceptThatAnAssignmentIsDeletedBetweenTwoLists(Provider provider)
    {
        var (canvas, course) = School(assignments: 2, students: 12);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        Once(canvas, "submissions", () =>
        {
            course.Assignments.RemoveAt(1);
            course.Submissions.RemoveAll(json => json.Contains("\"assignment_id\":301,", StringComparison.Ordinal));
        });

        await host.SyncAsync();
        await host.SyncAsync();

        (await host.RowsAsync<CanvasSubmission>()).Where(row => row.MissingSince != null).Should().HaveCount(12).And.OnlyContain(row => row.AssignmentId == 301);
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.MissingSince != null).Id.Should().Be(301);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task HoldWhatASecondListRefersTo(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        Once(canvas, "enrollments", () => course.AddSection(109).Enroll(200, 200, section: 109));
        Once(canvas, "submissions", () => course.AddAssignment(309).AddSubmission(9_000, 309, 10, ""","score":5"""));

        await host.SyncAsync();

        (await host.RowsAsync<CanvasSection>()).Should().Contain(row => row.Id == 109);
        (await host.RowsAsync<CanvasAssignment>()).Should().Contain(row => row.Id == 309);
        (await host.Pipeline.VerifyAsync(new VerificationRequest { AgainstCanvas = true })).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BelieveTwoLooks(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Enrollments.RemoveAt(3);
        course.Submissions.RemoveAll(json => json.Contains("\"user_id\":13", StringComparison.Ordinal));

        await host.SyncAsync();

        (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.MissingSince != null).UserId.Should().Be(13);
        (await host.RowsAsync<CanvasUser>()).Single(row => row.MissingSince != null).Id.Should().Be(13);
        (await host.RowsAsync<CanvasSubmission>()).Where(row => row.MissingSince != null).Should().HaveCount(4).And.OnlyContain(row => row.UserId == 13);
    }

    private static (ScriptedCanvas Canvas, ScriptedCourse Course) School(int assignments = 4, int students = 8)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(100).AddSection(101).AddSection(102).AddSection(103).AddSection(104);
        Enumerable.Range(10, students).ToList().ForEach(id => course.Enroll(id, id, ""","grades":{"current_score":50.5}""", section: 100));
        for (var assignment = 300; assignment < 300 + assignments; assignment++)
        {
            course.Groups.Add($$"""{"id":{{assignment - 100}},"name":"Group"}""");
            course.Modules.Add($$"""{"id":{{assignment}},"name":"Module","items":[{"id":{{assignment + 100}},"module_id":{{assignment}}}]}""");
            course.AddAssignment(assignment);
            Enumerable.Range(10, students).ToList().ForEach(user => course.AddSubmission((assignment * 100) + user, assignment, user, ""","score":5"""));
        }

        return (canvas, course);
    }

    private static List<string> ListOf(ScriptedCourse course, string list) => list switch
    {
        "sections" => course.Sections,
        "enrollments" => course.Enrollments,
        "assignment_groups" => course.Groups,
        "assignments" => course.Assignments,
        "submissions" => course.Submissions,
        _ => course.Modules,
    };

    private static void Once(ScriptedCanvas canvas, string list, Action happens)
    {
        var (earlier, done) = (canvas.Before, false);
        canvas.Before = async (what, course, token) =>
        {
            await earlier(what, course, token);
            if (what == list && !done)
            {
                done = true;
                happens();
            }
        };
    }

    /// <returns>How often the list was read since.</returns>
    private static Func<int> HideOnce(ScriptedCanvas canvas, string list, List<string> rows, int row)
    {
        var (looks, whole) = (0, rows.ToList());
        canvas.Before = (what, _, _) =>
        {
            if (what == list)
            {
                rows.Clear();
                rows.AddRange(whole);
                if (looks++ == 0 && row >= 0)
                {
                    rows.RemoveAt(row);
                }
            }

            return Task.CompletedTask;
        };
        return () => looks;
    }
}
