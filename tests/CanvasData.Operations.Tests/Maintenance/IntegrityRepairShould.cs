using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Maintenance;

public class IntegrityRepairShould
{
    /// <summary>Faults, the check that finds each, and whether a sync must follow the repair.</summary>
    private static readonly (string Check, string Sql, bool BySync)[] Faults =
    [
        ("status.missing.assignment", """DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'assignment'""", false),
        ("status.missing.enrollment", """DELETE FROM "CanvasEnrollmentStatus" """, false),
        ("hash.CanvasAssignment", """UPDATE "CanvasAssignment" SET "Name" = 'Changed by SQL' WHERE "Id" = 5""", true),
        ("hash.CanvasUser", """UPDATE "CanvasUser" SET "Name" = 'Changed by SQL' WHERE "Id" = 11""", true),
        ("status.orphan.module", """DELETE FROM "CanvasModule" WHERE "Id" = 6""", true),
    ];

    public static TheoryData<Provider, int> Cases()
    {
        var data = new TheoryData<Provider, int>();
        for (var i = 0; i < Faults.Length; i++)
        {
            data.Add(Provider.Sqlite, i);
            data.Add(Provider.PostgreSql, i);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task CureWhatACheckFindsAndBeUndone(Provider provider, int fault)
    {
        var (check, sql, bySync) = Faults[fault];
        var failures = new FailingStatements();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await IntegrityCheckerShould.StartAsync(store, options => options.AddInterceptors(failures));
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync(sql));
        var broken = await WithoutRepairsAsync(host);
        var found = await FoundAsync(host, check);

        var preview = await UseAsync(host, checker => checker.PreviewRepairAsync(check));
        (await WithoutRepairsAsync(host)).Should().Be(broken, "a preview changes nothing");
        (preview.Id, (long)preview.Rows).Should().Be((null, found));

        IntegrityRepair repair = null!;
        (await EveryStatement.LeavesAllOrNothingAsync(failures, async () => repair = await UseAsync(host, checker => checker.RepairAsync(check, "ann")), host.StateAsync)).Should().BePositive();
        repair.Rows.Should().Be(preview.Rows);
        (await EveryStatement.LeavesAllOrNothingAsync(failures, () => UseAsync(host, checker => checker.UndoRepairAsync(repair.Id!.Value, "bob")), host.StateAsync)).Should().BePositive();
        var undone = await WithoutRepairsAsync(host);
        undone.Should().Be(broken, "what was before is back");

        await UseAsync(host, checker => checker.RepairAsync(check, "ann"));
        if (bySync)
        {
            await host.SyncAsync();
        }

        (await FoundAsync(host, check)).Should().Be(0);
        var repairs = await UseAsync(host, checker => checker.ListRepairsAsync());
        repairs.Rows.Should().HaveCount(2).And.OnlyContain(row => row.Check == check && row.RepairedBy == "ann");
        repairs.Rows.Should().ContainSingle(row => row.UndoneBy == "bob" && row.UndoneAt != null);
        await host.Awaiting(h => UseAsync(h, checker => checker.UndoRepairAsync(repair.Id!.Value))).Should().ThrowAsync<InvalidStateException>();
    }

    [Fact]
    public async Task LeaveAFullPassOwedWhenItIsUndone()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await IntegrityCheckerShould.StartAsync(store);
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""DELETE FROM "CanvasModule" WHERE "Id" = 6; UPDATE "CanvasAssignment" SET "Name" = 'Changed by SQL' WHERE "Id" = 5"""));
        var first = await UseAsync(host, checker => checker.RepairAsync("status.orphan.module"));
        await UseAsync(host, checker => checker.RepairAsync("hash.CanvasAssignment"));

        await UseAsync(host, checker => checker.UndoRepairAsync(first.Id!.Value));

        (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 1).LastFullSyncAt.Should().BeNull("the other repair needs it");
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });
        (await FoundAsync(host, "hash.CanvasAssignment")).Should().Be(0);
    }

    [Fact]
    public async Task ReachTheRowsBehindThoseThatWaitForASyncAlready()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await IntegrityCheckerShould.StartAsync(store);
        await host.ChangeAsync(context =>
        {
            context.Add(new CanvasCourse { Id = 2, Name = "Next", RowHash = 1 });
            context.Add(new CanvasCourseLease { CourseId = 2, LastFullSyncAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
            context.AddRange(Enumerable.Range(0, 10_001).Select(i => Orphan(1_000_000 + i, course: 1)));
            context.Add(Orphan(2_000_000, course: 2));
            return Task.CompletedTask;
        });

        (await UseAsync(host, checker => checker.RepairAsync("status.orphan.module"))).Rows.Should().Be(10_000);
        (await LeaseAsync()).LastFullSyncAt.Should().NotBeNull();
        await UseAsync(host, checker => checker.RepairAsync("status.orphan.module"));
        (await LeaseAsync()).LastFullSyncAt.Should().BeNull();

        async Task<CanvasCourseLease> LeaseAsync() => (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 2);

        static CanvasObjectStatus Orphan(long id, long course) => new() { ObjectType = CanvasObjectTypes.Module, ObjectId = id, CourseId = course, Active = true };
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ReachTheCoursesOfUsersWhoseRowsAreNotStored(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await IntegrityCheckerShould.StartAsync(store);
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""DELETE FROM "CanvasUser" WHERE "Id" = 11"""));
        await host.ChangeAsync(context =>
        {
            // No course has these: no sync can bring them.
            context.AddRange(Enumerable.Range(0, 10_000).Select(i => new CanvasObjectStatus { ObjectType = CanvasObjectTypes.User, ObjectId = 1 - i, Active = true }));
            return Task.CompletedTask;
        });
        var found = await FoundAsync(host, "status.orphan.user");

        await UseAsync(host, checker => checker.RepairAsync("status.orphan.user"));
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        (await FoundAsync(host, "status.orphan.user")).Should().Be(found - 1);
        (await host.RowsAsync<CanvasUser>()).Should().Contain(row => row.Id == 11);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LetTheNextSyncListTheAccounts(Provider provider)
    {
        var canvas = new ScriptedCanvas { Accounts = ["""{"id":1,"name":"School"}"""] };
        canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""UPDATE "CanvasAccount" SET "Name" = 'Changed by SQL' """));

        (await UseAsync(host, checker => checker.RepairAsync("hash.CanvasAccount"))).Rows.Should().Be(1);
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        (await host.RowsAsync<CanvasAccount>()).Should().ContainSingle().Which.Name.Should().Be("School");
    }

    [Fact]
    public async Task RemoveLinksWithoutATagAndPutThemBack()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await IntegrityCheckerShould.StartAsync(store);
        await host.ChangeAsync(async context =>
        {
            context.RemoveRange(await context.Set<CanvasTagLink>().ToListAsync());
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
            context.Add(new CanvasTagLink { TagId = 99, TargetType = CanvasTargetTypes.Course, TargetId = 1, CreatedAt = LifecycleSchool.Noted });
        });

        (await FoundAsync(host, "tag.link")).Should().Be(1);
        var repair = await UseAsync(host, checker => checker.RepairAsync("tag.link"));
        (await host.RowsAsync<CanvasTagLink>()).Should().BeEmpty();
        (await UseAsync(host, checker => checker.RepairAsync("tag.link"))).Id.Should().BeNull("nothing is left to repair");
        await UseAsync(host, checker => checker.UndoRepairAsync(repair.Id!.Value));

        (await host.RowsAsync<CanvasTagLink>()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { TagId = 99L, TargetType = CanvasTargetTypes.Course, TargetId = 1L, CreatedAt = LifecycleSchool.Noted });
    }

    [Fact]
    public async Task RemoveTheLinksOfSeveralLostTagsAndNoOthers()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await IntegrityCheckerShould.StartAsync(store);
        var links = (await host.RowsAsync<CanvasTagLink>()).Count;
        await host.ChangeAsync(context =>
        {
            context.AddRange(Link(97, "course", 1), Link(97, "student", 10), Link(98, "course", 1), Link(98, "assignment", 5));
            return Task.CompletedTask;
        });

        (await UseAsync(host, checker => checker.RepairAsync("tag.link"))).Rows.Should().Be(4);

        (await host.RowsAsync<CanvasTagLink>()).Should().HaveCount(links).And.NotContain(link => link.TagId == 97 || link.TagId == 98);

        static CanvasTagLink Link(long tag, string type, long target) => new() { TagId = tag, TargetType = type, TargetId = target, CreatedAt = LifecycleSchool.Noted };
    }

    [Theory]
    [InlineData(Provider.Sqlite, "CanvasTerm", "Name")]
    [InlineData(Provider.Sqlite, "CanvasGradingPeriod", "Title")]
    [InlineData(Provider.Sqlite, "CanvasGradingStandard", "Title")]
    [InlineData(Provider.PostgreSql, "CanvasTerm", "Name")]
    [InlineData(Provider.PostgreSql, "CanvasGradingPeriod", "Title")]
    [InlineData(Provider.PostgreSql, "CanvasGradingStandard", "Title")]
    public async Task LetTheNextSyncOfACourseReadWhatCoursesShare(Provider provider, string table, string column)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(2);
        foreach (var (id, ownPeriods) in ((long, bool)[])[(1, false), (3, true)])
        {
            var course = canvas.AddCourse(id);
            course.Course = course.Course.Replace("\"name\"", ownPeriods
                ? "\"has_grading_periods\":true,\"grading_standard_id\":9,\"name\""
                : "\"enrollment_term_id\":6,\"term\":{\"id\":6,\"name\":\"Spring\",\"grading_period_group_id\":70},\"account_id\":1,\"has_grading_periods\":true,\"name\"", StringComparison.Ordinal);
            course.GradingPeriods.Add($$"""{"id":{{id + 70}},"title":"Quarter","grading_period_group_id":{{id + 69}},"start_date":"2026-01-01T00:00:00Z","end_date":"2026-06-01T00:00:00Z"}""");
            course.GradingStandards.Add(ownPeriods
                ? """{"id":9,"title":"Letters","context_type":"Course","context_id":3,"grading_scheme":[{"name":"A","value":0.5}]}"""
                : """{"id":8,"title":"Letters","context_type":"Account","context_id":1,"grading_scheme":[{"name":"A","value":0.5}]}""");
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
#pragma warning disable EF1002, EF1003 // Names, no input.
        var changed = await host.UseAsync(context => context.Database.ExecuteSqlRawAsync($"UPDATE \"{table}\" SET \"{column}\" = 'Changed by SQL'"));
#pragma warning restore EF1002, EF1003

        (await UseAsync(host, checker => checker.RepairAsync($"hash.{table}"))).Rows.Should().Be(changed).And.BePositive();
        (await host.RowsAsync<CanvasCourseLease>()).Where(row => row.CourseId > 0 && row.LastFullSyncAt == null).Select(row => row.CourseId)
            .Should().BeEquivalentTo(changed == 1 ? [1L] : new[] { 1L, 3L }, "courses that do not use it need not be read");
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        (await FoundAsync(host, $"hash.{table}")).Should().Be(0);
    }

    [Fact]
    public async Task RefuseWhatHasNoRepair()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await IntegrityCheckerShould.StartAsync(store);
        foreach (var call in (Func<IIntegrityChecker, Task>[])[
            checker => checker.RepairAsync("status.state.course"), checker => checker.PreviewRepairAsync("no such check"), checker => checker.UndoRepairAsync(Guid.NewGuid()),
            checker => checker.RepairAsync("tag.link", new string('x', 201)), checker => checker.CheckAsync(new IntegrityRequest { Checks = ["nothing"] }),
            checker => checker.CheckAsync(new IntegrityRequest { Examples = 101 }), checker => checker.ListMetricsAsync("nothing"), checker => checker.RepairAsync("canvas.enrollments")])
        {
            await host.Awaiting(h => UseAsync(h, async checker =>
            {
                await call(checker);
                return true;
            })).Should().ThrowAsync<InvalidArgumentException>();
        }
    }

    private static Task<T> UseAsync<T>(TestHost<SchoolContext> host, Func<IIntegrityChecker, Task<T>> work) => host.UseAsync(work);

    private static async Task<long> FoundAsync(TestHost<SchoolContext> host, string check) =>
        (await UseAsync(host, checker => checker.CheckAsync(new IntegrityRequest { Checks = [check], StoreMetrics = false }))).Results.Single().Found;

    // Repairs are kept when they are undone, and the epoch of a lease only rises.
    private static async Task<string> WithoutRepairsAsync(TestHost<SchoolContext> host) => string.Join('\n', (await host.StateAsync()).Split('\n')
        .Where(row => !row.StartsWith("CanvasIntegrityRepair", StringComparison.Ordinal) && !row.StartsWith("CanvasCourseLease", StringComparison.Ordinal)));
}
