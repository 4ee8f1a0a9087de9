using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

public class ChosenCoursesShould
{
    private static readonly DateTimeOffset Spring = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, CourseFilter, long[]> Filters => new()
    {
        { "a term", new() { TermIds = [7] }, [1, 2] },
        { "two terms", new() { TermIds = [7, 8] }, [1, 2, 3] },
        { "an account", new() { AccountIds = [11] }, [2, 3] },
        { "a state", new() { States = ["completed"] }, [3] },
        { "a start", new() { StartsFrom = Spring }, [1] },
        { "a start of the term", new() { StartsBefore = Spring }, [2, 3] },
        { "an end", new() { EndsFrom = Spring.AddDays(1), EndsBefore = Spring.AddDays(90) }, [1] },
        { "several", new() { TermIds = [7], AccountIds = [11], States = ["available"] }, [2] },
        { "nothing", new() { TermIds = [] }, [] },
        { "all", new(), [1, 2, 3, 4] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task BeThoseThatTheFilterNames(string name, CourseFilter filter, long[] expected)
    {
        var canvas = new ScriptedCanvas();
        Add(1, """ "account_id":10,"enrollment_term_id":7,"start_at":"2026-03-02T00:00:00Z","end_at":"2026-04-01T00:00:00Z" """);
        Add(2, """ "account_id":11,"enrollment_term_id":7,"term":{"id":7,"start_at":"2026-01-01T00:00:00Z","end_at":"2026-02-01T00:00:00Z"}""");
        Add(3, """ "account_id":11,"enrollment_term_id":8,"workflow_state":"completed","start_at":"2025-01-01T00:00:00Z" """);
        canvas.AddCourse(4).Course = """{"id":4,"access_restricted_by_date":true}""";
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = await host.SyncAsync(new SyncRequest { Courses = filter });

        report.Courses.Select(course => course.CourseId).Should().Equal(expected, name);

        void Add(long id, string fields) => canvas.AddCourse(id).Course =
            $$"""{"id":{{id}},"name":"Course",{{(fields.Contains("workflow_state", StringComparison.Ordinal) ? "" : "\"workflow_state\":\"available\",")}}{{fields}}}""";
    }

    [Fact]
    public async Task BeThoseOfTheAccountsBelowAChosenOneToo()
    {
        var canvas = new ScriptedCanvas { Accounts = ["""{"id":10}""", """{"id":11,"parent_account_id":10}""", """{"id":12,"parent_account_id":11}""", """{"id":20,"parent_account_id":10}"""] };
        foreach (var (id, account) in new[] { (1, 10), (2, 11), (3, 12), (4, 20) })
        {
            canvas.AddCourse(id).Course = $$"""{"id":{{id}},"name":"Course","workflow_state":"available","account_id":{{account}}}""";
        }

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        foreach (var (accounts, expected) in new (long[], long[])[] { ([11], [2, 3]), ([10], [1, 2, 3, 4]), ([12, 20], [3, 4]), ([99], []) })
        {
            var report = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Courses = new CourseFilter { AccountIds = accounts } });
            report.Courses.Select(course => course.CourseId).Should().Equal(expected);
        }
    }

    [Fact]
    public async Task LeaveTheOthersAsTheyAre()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 12, Students = 24, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var completed = canvas.School.Courses.Where(course => course.WorkflowState == "completed").Select(course => course.Id).ToList();
        canvas.Requests.Clear();

        var report = await host.SyncAsync(new SyncRequest { Courses = new CourseFilter { States = ["completed"] } });

        report.Courses.Select(course => course.CourseId).Should().Equal(completed);
        report.MissingCourses.Should().Be(0);
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null);
        canvas.Requests.All.Should().ContainSingle(request => request.PathAndQuery.Contains("/courses?", StringComparison.Ordinal))
            .Which.PathAndQuery.Should().Contain("state[]=completed");
    }

    [Fact]
    public async Task BeRefusedWhenTheFilterIsWrong()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        foreach (var (request, message) in new (SyncRequest, string)[]
        {
            (new() { Courses = new() { TermIds = [0] } }, "*TermIds holds 0*"),
            (new() { Courses = new() { AccountIds = [-1] } }, "*AccountIds holds -1*"),
            (new() { Courses = new() { States = ["active"] } }, "*States holds 'active'*unpublished, available, completed*"),
            (new() { Courses = new() { StartsFrom = Spring, StartsBefore = Spring } }, "*StartsFrom is not before StartsBefore*"),
            (new() { Courses = new() { EndsFrom = Spring.AddDays(1), EndsBefore = Spring } }, "*EndsFrom is not before EndsBefore*"),
            (new() { Courses = new(), CourseIds = [1] }, "*CourseIds and SyncRequest.Courses*"),
        })
        {
            await host.Bridge.Invoking(bridge => bridge.SyncAllCoursesAsync(request)).Should().ThrowAsync<ArgumentException>().WithMessage(message);
        }
    }
}
