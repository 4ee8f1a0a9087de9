using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>ExecuteUpdate and ExecuteDelete are judged by the table that they write, whatever the query looks like.</summary>
public sealed class BulkEditsShould
{
    private static readonly Dictionary<string, (string Edited, Func<Portal, IQueryable<CanvasUser>, Task<int>> Update)> Updates = new()
    {
        ["a row"] = ("Name", (context, users) => users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Name, "Edited"))),
        ["a row by name of its property"] = ("Name", (context, users) => users.ExecuteUpdateAsync(set => set.SetProperty(u => EF.Property<string?>(u, "Name"), "Edited"))),
        ["a join"] = ("Name", (context, users) =>
            (from u in users join f in context.Set<Fix>() on u.Id equals f.Id select new { u, f }).ExecuteUpdateAsync(set => set.SetProperty(t => t.u.Name, t => t.f.Name))),
        ["a join by name of its property"] = ("Name", (context, users) =>
            users.Join(context.Set<Fix>(), u => u.Id, f => f.Id, (u, f) => new { User = u, Fix = f }).ExecuteUpdateAsync(set => set.SetProperty(t => EF.Property<string?>(t.User, "Name"), t => t.Fix.Name))),
        ["a projection"] = ("Name", (context, users) => users.Select(u => new { User = u }).ExecuteUpdateAsync(set => set.SetProperty(t => t.User.Name, "Edited"))),
        ["a projection of a projection"] = ("Name,ShortName", (context, users) =>
            users.Select(u => new { User = u }).Where(t => t.User.Id > 0).Select(t => new { Outer = t }).ExecuteUpdateAsync(set => set.SetProperty(t => t.Outer.User.Name, "Edited").SetProperty(t => t.Outer.User.ShortName, "Ed"))),
        ["a class of the host"] = ("Name", (context, users) => users.Select(u => new Pair { User = u }).ExecuteUpdateAsync(set => set.SetProperty(t => t.User.Name, "Edited"))),
        ["objects"] = ("Name", (context, users) => ((IQueryable<object>)users).ExecuteUpdateAsync(set => set.SetProperty(o => EF.Property<string?>(o, "Name"), "Edited"))),
        ["rows by their base class"] = ("Name", (context, users) => ((IQueryable<CanvasRow>)users).ExecuteUpdateAsync(set => set.SetProperty(o => ((CanvasUser)o).Name, "Edited"))),
        ["the first of a joined table"] = ("Name", (context, users) =>
            (from f in context.Set<Fix>() join u in context.Set<CanvasUser>() on f.Id equals u.Id select new { f, u }).ExecuteUpdateAsync(set => set.SetProperty(t => t.u.Name, t => t.f.Name))),
    };

    private static readonly Dictionary<string, Func<Portal, Task<int>>> Unmarked = new()
    {
        ["a table of the host, joined with the mirror"] = context =>
            (from f in context.Set<Fix>() join u in context.Set<CanvasUser>() on f.Id equals u.Id select new { f, u }).ExecuteUpdateAsync(set => set.SetProperty(t => t.f.Name, t => t.u.Name)),
        ["a column of the host on the mirror"] = context => context.Set<CanvasUser>().ExecuteUpdateAsync(set => set.SetProperty(u => EF.Property<string?>(u, "Campus"), "North")),
        ["a column of the host on the mirror, in a join"] = context =>
            (from u in context.Set<CanvasUser>() join f in context.Set<Fix>() on u.Id equals f.Id select new { u, f }).ExecuteUpdateAsync(set => set.SetProperty(t => EF.Property<string?>(t.u, "Campus"), t => t.f.Name)),
        ["deleting from a table of the host"] = context => context.Set<Fix>().Where(f => context.Set<CanvasCourseSnapshot>().Any(s => s.CourseId == f.Id)).ExecuteDeleteAsync(),
    };

    private static readonly Dictionary<string, Func<Portal, Task<int>>> Refused = new()
    {
        ["history"] = context => context.Set<CanvasCourseSnapshot>().ExecuteDeleteAsync(),
        ["history as objects"] = context => ((IQueryable<object>)context.Set<CanvasCourseSnapshot>()).ExecuteDeleteAsync(),
        ["history of a join"] = context =>
            (from s in context.Set<CanvasCourseSnapshot>() join c in context.Set<CanvasCourse>() on s.CourseId equals c.Id select s).ExecuteDeleteAsync(),
        ["history in a join"] = context =>
            (from s in context.Set<CanvasCourseSnapshot>() join c in context.Set<CanvasCourse>() on s.CourseId equals c.Id select new { s, c }).ExecuteUpdateAsync(set => set.SetProperty(t => t.s.TotalStudents, 0)),
        ["a column of history"] = context => context.Set<CanvasCourseSnapshot>().Select(s => new { Count = s.TotalStudents }).ExecuteUpdateAsync(set => set.SetProperty(t => t.Count, 0)),
    };

    public static TheoryData<Provider, string> AllUpdates() => Product(Updates.Keys);

    public static TheoryData<Provider, string> AllUnmarked() => Product(Unmarked.Keys);

    public static TheoryData<string> AllRefused() => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(AllUpdates))]
    public async Task BeConflictsOfTheNextSync(Provider provider, string update)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(canvas, store);
        var user = await FirstUserAsync(host);
        await host.UseAsync<Portal, int>(context =>
        {
            context.Add(new Fix { Id = user, Name = "Edited" });
            return context.SaveChangesAsync();
        });

        (await host.UseAsync<Portal, int>(context => Updates[update].Update(context, context.Set<CanvasUser>().Where(row => row.Id == user)))).Should().Be(1);

        (await UserAsync(host, user)).Should().BeEquivalentTo(new { Name = "Edited", RowHash = 0L, LocalEdits = Updates[update].Edited });
        (await host.SyncAsync()).Courses[0].Conflicts.Should().ContainSingle().Which.CanvasId.Should().Be(user);
        (await UserAsync(host, user)).Name.Should().NotBe("Edited");
    }

    [Theory]
    [MemberData(nameof(AllUnmarked))]
    public async Task BeLeftAloneWhereTheyWriteNothingOfTheMirror(Provider provider, string update)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(canvas, store);

        await host.UseAsync<Portal, int>(context => Unmarked[update](context));

        (await host.UseAsync<Portal, int>(context => context.Set<CanvasUser>().CountAsync(row => row.LocalEdits != null || row.RowHash == 0))).Should().Be(0);
        (await host.SyncAsync(ConflictStrategy.Fail)).RowsWritten.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(AllRefused))]
    public async Task BeRefusedWhereTheyWriteHistory(string change)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store);

        await host.UseAsync<Portal, int>(async context =>
        {
            await context.Awaiting(c => Refused[change](c)).Should().ThrowAsync<AppendOnlyException>();
            return 0;
        });
    }

    [Fact]
    public async Task BeRefusedWhereTheRowCannotBeMarked()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store);

        await host.UseAsync<Portal, int>(async context =>
        {
            var columns = context.Set<CanvasUser>().Select(u => new { u.Name, u.Id });
            (await columns.Awaiting(c => c.ExecuteUpdateAsync(set => set.SetProperty(t => t.Name, "Edited"))).Should().ThrowAsync<InvalidOperationException>())
                .Which.Message.Should().Contain("CanvasUser").And.Contain("Select the row itself");
            return 0;
        });
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Theory]
    [InlineData(ConflictStrategy.LocalWins)]
    [InlineData(ConflictStrategy.Fail)]
    [InlineData(ConflictStrategy.CanvasWins)]
    [InlineData(ConflictStrategy.MergeByField)]
    public async Task LeaveColumnsOfTheHostToTheHost(ConflictStrategy strategy)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store);
        var user = await FirstUserAsync(host);
        await host.UseAsync<Portal, int>(async context =>
        {
            context.Entry(await context.Set<CanvasUser>().SingleAsync(row => row.Id == user)).Property("Campus").CurrentValue = "North";
            return await context.SaveChangesAsync();
        });
        canvas.School.RenameUser(user, "Renamed Person");

        var report = await host.SyncAsync(strategy);

        report.Courses[0].Conflicts.Should().BeEmpty();
        (await UserAsync(host, user)).Should().BeEquivalentTo(new { Name = "Renamed Person", LocalEdits = (string?)null });
        (await host.UseAsync<Portal, string?>(context => context.Set<CanvasUser>().Where(row => row.Id == user).Select(row => EF.Property<string?>(row, "Campus")).SingleAsync())).Should().Be("North");
    }

    [Fact]
    public async Task HealRowsThatAnEarlierVersionMarkedForAColumnOfTheHost()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store);
        var user = await FirstUserAsync(host);
        await host.UseAsync<Portal, int>(context => context.Database.ExecuteSqlAsync($"""UPDATE "CanvasUser" SET "RowHash" = 0, "LocalEdits" = 'Campus' WHERE "Id" = {user}"""));
        canvas.School.RenameUser(user, "Renamed Person");

        (await host.SyncAsync(ConflictStrategy.LocalWins)).Courses[0].Conflicts.Should().BeEmpty();

        (await UserAsync(host, user)).Should().BeEquivalentTo(new { Name = "Renamed Person", LocalEdits = (string?)null });
    }

    private static TheoryData<Provider, string> Product(IEnumerable<string> names)
    {
        var data = new TheoryData<Provider, string>();
        foreach (var name in names)
        {
            data.Add(Provider.Sqlite, name);
            data.Add(Provider.PostgreSql, name);
        }

        return data;
    }

    private static async Task<Host> StartAsync(CanvasSimulator canvas, TestStore store)
    {
        var host = Host.Start(canvas, services => services.AddDbContext<Portal>(options => store.Configure(options)).AddCanvasOperations().UseDbContext<Portal>());
        await host.UseAsync<Portal, bool>(context => context.Database.EnsureCreatedAsync());
        await host.SyncAsync();
        return host;
    }

    private static Task<long> FirstUserAsync(Host host) =>
        host.UseAsync<Portal, long>(context => context.Set<CanvasEnrollment>().Where(row => row.Type == "StudentEnrollment").OrderBy(row => row.Id).Select(row => row.UserId).FirstAsync());

    private static Task<CanvasUser> UserAsync(Host host, long id) => host.UseAsync<Portal, CanvasUser>(context => context.Set<CanvasUser>().AsNoTracking().SingleAsync(row => row.Id == id));

    private sealed class Fix
    {
        public long Id { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Pair
    {
        public required CanvasUser User { get; init; }
    }

    private sealed class Portal(DbContextOptions<Portal> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<Fix>().Property(row => row.Id).ValueGeneratedNever();
            modelBuilder.Entity<CanvasUser>().Property<string?>("Campus");
        }
    }
}
