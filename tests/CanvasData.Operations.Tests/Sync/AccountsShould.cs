using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>The accounts of a school, from Canvas to the questions of a portal.</summary>
public class AccountsShould
{
    private const string Refused = "*accounts*";

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task BeStoredAsATreeAndFollowCanvas(Provider provider)
    {
        await using var canvas = await StartAsync();
        var (faculty, chair, office) = Divide(canvas);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await host.SyncAsync()).Accounts!.Rows.Should().Be(new RowCounts(5, 0, 0, 0));
        (await PathsAsync(host)).Should().Equal("/1/", "/1/2/", $"/1/2/{faculty}/", $"/1/2/{faculty}/{chair}/", $"/1/{office}/");
        (await host.RowsAsync<CanvasAccount>()).Single(row => row.Id == chair).Should().BeEquivalentTo(new
        {
            Name = "Chair", ParentAccountId = faculty, RootAccountId = 1L, SisAccountId = "CHAIR", WorkflowState = "active", DefaultTimeZone = "America/Denver", MissingSince = (DateTime?)null,
        });
        (await host.SyncAsync()).Accounts.Should().BeEquivalentTo(new { Rows = new RowCounts(0, 0, 5, 0), RowsWritten = 0L, Skipped = (string?)null });

        canvas.School.ChangeAccount(faculty, account => account with { ParentId = 1 });
        canvas.School.ChangeAccount(2, account => account with { Name = "Night School" });
        canvas.School.DeleteAccount(office);
        (await host.SyncAsync()).Accounts!.Rows.Should().Be(new RowCounts(0, 2, 2, 1));
        var stored = await host.RowsAsync<CanvasAccount>();
        stored.Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(office);
        stored.Single(row => row.Id == 2).Name.Should().Be("Night School");
        stored.Single(row => row.Id == chair).Path.Should().Be($"/1/{faculty}/{chair}/", "what lies below an account moves with it");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task AnswerWithTheCoursesOfASubtree(Provider provider)
    {
        await using var canvas = await StartAsync();
        var (faculty, chair, _) = Divide(canvas);
        var courses = canvas.School.Courses.Where(course => !course.AccessRestrictedByDate).Take(4).Select(course => course.Id).ToList();
        foreach (var (course, account) in courses.Zip([1, 2, faculty, chair]))
        {
            canvas.School.ChangeCourse(course, info => info with { AccountId = account });
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();

        (await CoursesAsync(faculty)).Should().Contain(courses[2..]).And.NotContain(courses[..2]);
        (await CoursesAsync(chair)).Should().Equal(courses[3]);
        (await CoursesAsync(1)).Should().HaveCount((await host.RowsAsync<CanvasCourse>()).Count(row => row.AccountId != null));
        (await CoursesAsync(12345)).Should().BeEmpty();
        (await AskAsync(queries => queries.ForEverything().Accounts(faculty).ToListAsync())).Select(row => (row.AccountId, row.CourseCount)).Should().Equal((chair, 1), (faculty, 1));

        var teacher = (await host.RowsAsync<CanvasEnrollment>()).First(row => row.CourseId == courses[3] && row.Type == "TeacherEnrollment").UserId;
        var taught = (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.UserId == teacher).Select(row => row.CourseId).ToHashSet();
        var visible = (await host.RowsAsync<CanvasCourse>()).Where(row => taught.Contains(row.Id)).Select(row => row.AccountId!.Value).ToHashSet();
        visible.UnionWith([1, 2, faculty]);
        (await AskAsync(queries => queries.ForTeacher(teacher).Accounts().Select(row => row.AccountId).ToListAsync())).Should().BeEquivalentTo(visible, "a teacher sees the accounts of the own courses, and those above");

        Task<List<long>> CoursesAsync(long account) => AskAsync(queries => queries.ForEverything().Courses(accountId: account).Select(row => row.CourseId).ToListAsync());

        async Task<T> AskAsync<T>(Func<IQueryBuilder, Task<T>> ask)
        {
            await using var scope = host.Services.CreateAsyncScope();
            return await ask(scope.ServiceProvider.GetRequiredService<IQueryBuilder>());
        }
    }

    [Fact]
    public async Task BeSkippedWithTheReasonWhenTheTokenMayReadNone()
    {
        await using var canvas = await StartAsync();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Faults.Add(Fault.PermissionDenied403Json(), Refused);

        var report = await host.SyncAsync();

        report.Accounts!.Skipped.Should().NotBeNullOrEmpty();
        report.ToString().Should().Contain($"accounts not read: {report.Accounts.Skipped}");
        report.ToJson().Should().Contain("\"skipped\":");
        (await host.RowsAsync<CanvasAccount>()).Should().HaveCount(2).And.OnlyContain(row => row.MissingSince == null);
    }

    [Fact]
    public async Task BeSkippedWhenCanvasListsNone()
    {
        var canvas = Scripted([]);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await host.SyncAsync()).Accounts!.Skipped.Should().Contain("administrator");

        canvas.Accounts = null;
        (await host.SyncAsync()).Accounts.Should().BeNull("the client cannot list accounts");
    }

    [Fact]
    public async Task StayWhenAnotherTokenSeesOnlyAPartOfTheTree()
    {
        var canvas = Scripted([Account(1), Account(2, 1), Account(3, 2), Account(4, 2), Account(5, 1)]);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Accounts = [Account(2, 1), Account(4, 2)];

        await host.SyncAsync();

        (await host.RowsAsync<CanvasAccount>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal([3], "its parent was listed without it");
        (await PathsAsync(host)).Should().Contain("/1/2/4/");
    }

    [Fact]
    public async Task BeListedAgainBeforeOneCountsAsGone()
    {
        var all = new[] { Account(1), Account(2, 1), Account(3, 1) };
        var canvas = Scripted([.. all]);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var asked = 0;
        canvas.Before = (what, _, _) =>
        {
            // A page that moved while it was read hides an account the first time.
            canvas.Accounts = what == "accounts" ? [.. asked++ == 0 ? all[..2] : all] : canvas.Accounts;
            return Task.CompletedTask;
        };

        await host.SyncAsync();

        asked.Should().Be(2);
        (await host.RowsAsync<CanvasAccount>()).Should().HaveCount(3).And.OnlyContain(row => row.MissingSince == null);
    }

    [Fact]
    public async Task NotVanishAllAtOnce()
    {
        var canvas = Scripted([Account(1), .. Enumerable.Range(2, 20).Select(id => Account(id, 1))]);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Accounts = [Account(1)];

        (await host.SyncAsync()).Accounts!.Skipped.Should().Contain("20 of 21").And.Contain("AcceptMassDisappearance");
        (await host.RowsAsync<CanvasAccount>()).Should().OnlyContain(row => row.MissingSince == null);

        (await host.SyncAsync(new SyncRequest { AcceptMassDisappearance = true })).Accounts!.Rows.Missing.Should().Be(20);
    }

    [Fact]
    public async Task BeReadByIncrementalRunsOnlyWhenDueAndByNoneThatNamesItsCourses()
    {
        await using var canvas = await StartAsync();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var incremental = new SyncRequest { Strategy = SyncStrategy.Incremental };

        (await host.SyncAsync(incremental)).Accounts!.Rows.Added.Should().Be(2, "they were never read");
        canvas.Requests.Clear();
        (await host.SyncAsync(incremental)).Accounts.Should().BeNull();
        (await host.SyncAsync(new SyncRequest { CourseIds = [canvas.School.Courses[0].Id] })).Accounts.Should().BeNull();
        (await host.SyncAsync(new SyncRequest { Profile = SyncProfile.Lightweight })).Accounts.Should().BeNull("a course card needs none");
        canvas.Requests.All.Should().NotContain(request => request.PathAndQuery.Contains("/accounts", StringComparison.Ordinal) && !request.PathAndQuery.Contains("grading", StringComparison.Ordinal));
        (await host.SyncAsync()).Accounts.Should().NotBeNull();
    }

    [Fact]
    public async Task LeaveWhatCannotBeReadInQuarantineAndEndALoopOfParents()
    {
        var canvas = Scripted([Account(1, 2), Account(2, 1), """{"id":3,"name":{"odd":1},"parent_account_id":"1"}""", """{"id":"none"}"""]);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var report = (await host.SyncAsync()).Accounts!;

        report.Rejected.Select(record => (record.Entity, record.Field)).Should().BeEquivalentTo([("account", "name"), ("account", "id")]);
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().HaveCount(2).And.OnlyContain(row => row.CourseId == 0 && row.Entity == "account");
        (await PathsAsync(host)).Should().Equal("/1/2/", "/2/1/", "/2/1/3/");

        canvas.Accounts = [Account(1, 2), Account(2, 1), Account(3, 1)];
        await host.SyncAsync();
        (await host.RowsAsync<CanvasQuarantinedRecord>()).Should().BeEmpty();
    }

    [Fact]
    public async Task StopTheRunWhenTheTokenIsRejected()
    {
        var canvas = Scripted([Account(1)]);
        canvas.Before = (what, _, _) => what == "accounts" ? throw new CanvasAuthenticationException("Canvas rejects the token.", "Make a new one.") : Task.CompletedTask;
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await host.Bridge.SyncAllCoursesAsync(new SyncRequest())).Failure!.Kind.Should().Be(nameof(CanvasAuthenticationException));
    }

    private static Task<CanvasSimulator> StartAsync() => CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 8, Students = 16, AssignmentsPerCourse = 2 });

    private static (long Faculty, long Chair, long Office) Divide(CanvasSimulator canvas)
    {
        var faculty = canvas.School.AddAccount("Faculty", 2, "FACULTY").Id;
        return (faculty, canvas.School.AddAccount("Chair", faculty, "CHAIR").Id, canvas.School.AddAccount("Office", 1, "OFFICE").Id);
    }

    private static ScriptedCanvas Scripted(List<string> accounts)
    {
        var canvas = new ScriptedCanvas { Accounts = accounts };
        canvas.AddCourse(1).Enroll(1, 1);
        return canvas;
    }

    private static string Account(long id, long? parent = null) => $$"""{"id":{{id}},"name":"Account {{id}}","parent_account_id":{{(parent is null ? "null" : parent)}}}""";

    private static async Task<List<string?>> PathsAsync(TestHost<SchoolContext> host) =>
        [.. (await host.RowsAsync<CanvasAccount>()).Select(row => row.Path).Order(StringComparer.Ordinal)];
}
