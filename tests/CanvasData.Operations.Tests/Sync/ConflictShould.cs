using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Rows that a host edited, met by a sync.</summary>
public class ConflictShould
{
    public static TheoryData<Provider, ConflictStrategy, bool> Cases()
    {
        var data = new TheoryData<Provider, ConflictStrategy, bool>();
        foreach (var provider in (Provider[])[Provider.Sqlite, Provider.PostgreSql])
        {
            foreach (var strategy in Enum.GetValues<ConflictStrategy>())
            {
                data.Add(provider, strategy, false);
                data.Add(provider, strategy, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task EndAsTheStrategySays(Provider provider, ConflictStrategy strategy, bool canvasChanged)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await EditAsync(host);
        if (canvasChanged)
        {
            course.Assignments[0] = """{"id":4,"name":"Canvas name","points_possible":20,"published":true}""";
            course.Enrollments[0] = """{"id":2,"user_id":3,"user":{"id":3,"name":"Canvas Ann","sortable_name":"Ann, Canvas"}}""";
            course.Submissions[0] = """{"id":5,"assignment_id":4,"user_id":3,"score":7,"workflow_state":"graded","late":true}""";
        }

        var edited = await host.TablesAsync();
        var request = new SyncRequest { Conflicts = strategy };

        var report = await host.Bridge.SyncCourseAsync(1, request);

        if (strategy == ConflictStrategy.Fail)
        {
            report.Failure!.Kind.Should().Be(nameof(SyncConflictException));
            report.Failure.Remedy.Should().Contain(nameof(SyncRequest.Conflicts));
            (await host.TablesAsync()).ShouldHoldTheCellsOf(edited);
            return;
        }

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, report.Failure?.Message);
        report.Conflicts.Select(conflict => (conflict.Entity, conflict.CanvasId, conflict.Resolution)).Should().BeEquivalentTo(new[]
        {
            ("assignment", 4L, strategy), ("user", 3L, strategy), ("submission", 5L, strategy),
        });
        report.Conflicts.Single(conflict => conflict.Entity == "assignment").Fields.Should().BeEquivalentTo(
            canvasChanged ? new[] { nameof(CanvasAssignment.Name), nameof(CanvasAssignment.PointsPossible) } : [nameof(CanvasAssignment.Name)]);
        var (name, points, person, sortable, score, late) = await StateAsync(host);
        (name, points, person, sortable, score, late).Should().Be((strategy, canvasChanged) switch
        {
            (ConflictStrategy.CanvasWins, true) => ("Canvas name", 20d, "Canvas Ann", "Ann, Canvas", 7d, true),
            (ConflictStrategy.CanvasWins, false) => ("Task 4", 10d, "Student 3", null, 5d, false),
            (ConflictStrategy.MergeByField, true) => ("Local name", 20d, "Local Ann", "Ann, Canvas", 1d, true),
            _ => ("Local name", 10d, "Local Ann", (string?)null, 1d, false),
        });

        var again = await host.Bridge.SyncCourseAsync(1, request);
        again.RowsWritten.Should().Be(0, "a settled conflict is not written anew");
        again.Conflicts.Should().HaveCount(strategy == ConflictStrategy.CanvasWins ? 0 : 3, "an edit stays a conflict until someone gives way");
        (await StateAsync(host)).Should().Be((name, points, person, sortable, score, late));

        await host.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.CanvasWins });
        (await StateAsync(host)).Name.Should().Be(canvasChanged ? "Canvas name" : "Task 4");
        (await host.RowsAsync<CanvasAssignment>()).Single().LocalEdits.Should().BeNull();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeSeenWhenARowWasWrittenWholeOrByExecuteUpdate(Provider provider)
    {
        var (canvas, _) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.ChangeAsync(async context =>
        {
            // A row that comes from outside, as from a form: EF cannot know which fields differ.
            var row = await context.Set<CanvasAssignment>().AsNoTracking().SingleAsync();
            row.Name = "Local name";
            context.Update(row);
        });
        await host.UseAsync(context => context.Set<CanvasSubmission>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, 1)));

        var report = await host.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.MergeByField });

        report.Conflicts.Select(conflict => (conflict.Entity, string.Join(',', conflict.Fields))).Should().BeEquivalentTo(new[] { ("assignment", "Name"), ("submission", "Score") });
        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignment>()).Single().Name.Should().Be("Task 4", "Canvas wins unless told otherwise");
        (await host.RowsAsync<CanvasSubmission>()).Single().Score.Should().Be(5);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeNoneWhenCanvasCameToSayTheSame(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await EditAsync(host);
        course.Assignments[0] = course.Assignments[0].Replace("Task 4", "Local name", StringComparison.Ordinal);

        var report = await host.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.LocalWins });

        report.Conflicts.Select(conflict => conflict.Entity).Should().BeEquivalentTo("user", "submission");
        (await host.RowsAsync<CanvasAssignment>()).Single().Should().Match<CanvasAssignment>(row => row.LocalEdits == null && row.RowHash != 0);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task EndTheSameWhenTheDatabaseFailsAndTheWriteIsRepeated(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        var failure = new FailingCommit();
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => Microsoft.Extensions.DependencyInjection.EntityFrameworkServiceCollectionExtensions.AddDbContext<SchoolContext>(
                services, options => store.Configure(options).AddInterceptors(failure)),
            builder => builder.UseCanvasClient(_ => canvas));
        await host.SyncAsync();
        await EditAsync(host);
        course.Assignments[0] = """{"id":4,"name":"Canvas name","points_possible":20,"published":true}""";
        failure.Times = 1;

        var report = await host.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.MergeByField });

        failure.Times.Should().Be(0);
        report.Conflicts.Should().HaveCount(3);
        (await StateAsync(host)).Name.Should().Be("Local name");
        (await host.RowsAsync<CanvasAssignment>()).Single().LocalEdits.Should().Be("Name", "the edit must not pass for what Canvas said");
        await host.SyncAsync();
        (await StateAsync(host)).Should().Match<(string? Name, double? Points, string? Person, string? Sortable, double? Score, bool? Late)>(
            state => state.Name == "Canvas name" && state.Points == 20 && state.Score == 5);
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().HaveCount(2, "one tells that the assignment has other points, one that the score is back; the rolled back attempt left none");
    }

    private static (ScriptedCanvas Canvas, ScriptedCourse Course) School()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddSubmission(5, 4, 3, ""","score":5,"workflow_state":"graded","late":false""");
        return (canvas, course);
    }

    private static Task EditAsync(TestHost<SchoolContext> host) => host.ChangeAsync(async context =>
    {
        (await context.Set<CanvasAssignment>().SingleAsync()).Name = "Local name";
        (await context.Set<CanvasUser>().SingleAsync()).Name = "Local Ann";
        (await context.Set<CanvasSubmission>().SingleAsync()).Score = 1;
    });

    private static async Task<(string? Name, double? Points, string? Person, string? Sortable, double? Score, bool? Late)> StateAsync(TestHost<SchoolContext> host)
    {
        var assignment = (await host.RowsAsync<CanvasAssignment>()).Single();
        var user = (await host.RowsAsync<CanvasUser>()).Single();
        var submission = (await host.RowsAsync<CanvasSubmission>()).Single();
        return (assignment.Name, assignment.PointsPossible, user.Name, user.SortableName, submission.Score, submission.Late);
    }
}
