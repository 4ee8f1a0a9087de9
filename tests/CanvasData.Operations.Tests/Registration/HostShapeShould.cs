using System.Transactions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Registration;

public class HostShapeShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 2, Students = 10, AssignmentsPerCourse = 6 };

    /// <summary>Every shape on every database; the list is a product, so it has no hole.</summary>
    public static TheoryData<string, Provider> Matrix()
    {
        var data = new TheoryData<string, Provider>();
        foreach (var shape in HostShape.Names)
        {
            data.Add(shape, Provider.Sqlite);
            data.Add(shape, Provider.PostgreSql);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task SyncAsAPlainHostDoes(string shape, Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await HostShape.Named(shape).StartAsync(canvas, store);

        await host.SyncAsync(null);
        canvas.School.Advance(TimeSpan.FromDays(8));
        await host.SyncAsync(null);
        (await host.SyncAsync(null)).RowsWritten.Should().Be(0);
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        await host.UseAsync(async context =>
        {
            await SchoolOracle.Of(canvas).AssertStoredAsync(context);
            (await context.Set<CanvasCourseSnapshot>().IgnoreQueryFilters().CountAsync()).Should().Be(4);
            return true;
        });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepItsSyncsWhenTheHostsOwnTransactionIsUndone(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await host.SyncAsync();
            canvas.School.Advance(TimeSpan.FromDays(3));
            await host.SyncAsync();
        }

        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        (await host.RowsAsync<CanvasSyncRun>()).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LeaveWhatARequestTracksAlone(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<PortalContext>.StartAsync(
            services => services.AddDbContext<PortalContext>(options => store.Configure(options)), builder => builder.UseSimulator(canvas));
        await using var scope = host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PortalContext>();
        context.Add(new Locker { Id = 1, Label = "unsaved" });

        await scope.ServiceProvider.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync();

        context.ChangeTracker.Entries().Should().ContainSingle().Which.State.Should().Be(EntityState.Added);
        (await host.RowsAsync<Locker>()).Should().BeEmpty("only the host saves the host's rows");
        (await context.SaveChangesAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ShareOneDatabaseWithASecondHost(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small with { Courses = 4 });
        using var store = await TestStore.CreateAsync(provider);
        await using var one = await TestHost.StartAsync(canvas, store);
        await using var other = await TestHost.StartAsync(canvas, store);
        for (var round = 0; round < 3; round++)
        {
            var reports = await Task.WhenAll(one.Bridge.SyncAllCoursesAsync(), other.Bridge.SyncAllCoursesAsync());

            reports.SelectMany(report => report.Courses).Should().OnlyContain(course => course.Outcome == CourseSyncOutcome.Succeeded || course.Outcome == CourseSyncOutcome.AlreadyRunning);
            canvas.School.Advance(TimeSpan.FromDays(2));
        }

        await one.SyncAsync();
        await one.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        (await other.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Fact]
    public async Task GetAMessageOfWhatIsMissing()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);

        Remedy(services => services.AddCanvasOperations().UseSimulator(canvas)).Should().Contain("UseDbContext");
        Remedy(services => services.AddDbContext<PortalContext>(options => store.Configure(options)).AddCanvasOperations().UseDbContext<PortalContext>()).Should().Contain("UseRestClient").And.Contain("UseCanvasClient");
        Remedy(services => services.AddCanvasOperations().UseDbContext<PortalContext>().UseSimulator(canvas)).Should().Contain("AddDbContext<PortalContext>");

        static string Remedy(Action<IServiceCollection> register)
        {
            var services = new ServiceCollection();
            register(services);
            using var provider = services.BuildServiceProvider();
            return provider.Invoking(p => p.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync().GetAwaiter().GetResult())
                .Should().Throw<CanvasConfigurationException>().Which.Remedy;
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task GetAMessageWhenTheTablesAreMissing(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);

        await using var unmapped = await TestHost<UnmappedContext>.StartAsync(
            services => services.AddDbContext<UnmappedContext>(options => store.Configure(options)), builder => builder.UseSimulator(canvas));
        (await unmapped.Awaiting(host => host.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>())
            .Which.Should().Match<CanvasConfigurationException>(error => error.Message.Contains("UnmappedContext", StringComparison.Ordinal) && error.Remedy.Contains("AddCanvasData()", StringComparison.Ordinal));

        await using var unmigrated = await TestHost<PortalContext>.StartAsync(
            services => services.AddDbContext<PortalContext>(options => store.Configure(options)), builder => builder.UseSimulator(canvas), createTables: false);
        foreach (var call in (Func<Task>[])[() => unmigrated.Bridge.SyncCourseAsync(1), () => unmigrated.Pipeline.RunAllAsync(), () => unmigrated.Pipeline.VerifyAsync(), () => unmigrated.Bridge.StreamSyncAsync().ToListAsync().AsTask()])
        {
            (await call.Should().ThrowAsync<CanvasConfigurationException>()).Which.Remedy.Should().Contain("database update");
        }

        canvas.Requests.Count.Should().Be(0, "Canvas is not troubled for tables that are not there");
        await unmigrated.UseAsync(context => context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript().Replace("CREATE TABLE \"Locker\"", "CREATE TABLE IF NOT EXISTS \"Locker\"", StringComparison.Ordinal)));
        await unmigrated.SyncAsync();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeRefusedWhenItsTablesHoldAnotherCanvasOrALaterVersion(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(OneCourse(), store);
        await host.SyncAsync();
        await using var other = await TestHost.StartAsync(new ScriptedCanvas { Instance = new Uri("https://other.example/ignored") }, store);
        (await other.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>())
            .Which.Message.Should().Contain("https://canvas.example").And.Contain("https://other.example").And.NotContain("ignored");

        await host.ChangeAsync(async context => (await context.Set<CanvasInstance>().SingleAsync()).SchemaVersion = 99);
        await using var later = await TestHost.StartAsync(OneCourse(), store);
        await later.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RaiseTheVersionOfItsTablesOnceTheyAreMigrated(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using (var earlier = await TestHost.StartAsync(OneCourse(), store))
        {
            await earlier.SyncAsync();
            await earlier.ChangeAsync(async context => (await context.Set<CanvasInstance>().SingleAsync()).SchemaVersion = CanvasSchema.Version - 1);
            await earlier.UseAsync(context => context.Database.ExecuteSqlRawAsync("""ALTER TABLE "CanvasModuleItem" RENAME TO "NotYetThere" """));
        }

        await using var host = await TestHost.StartAsync(OneCourse(), store);
        (await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>())
            .Which.Should().Match<CanvasConfigurationException>(error => error.Message.Contains("CanvasModuleItem", StringComparison.Ordinal) && error.Remedy.Contains("migrations", StringComparison.Ordinal));
        (await host.RowsAsync<CanvasInstance>()).Single().SchemaVersion.Should().Be(CanvasSchema.Version - 1);

        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""ALTER TABLE "NotYetThere" RENAME TO "CanvasModuleItem" """));
        await host.SyncAsync();

        (await host.RowsAsync<CanvasInstance>()).Single().SchemaVersion.Should().Be(CanvasSchema.Version);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FindPeopleOfAnEarlierVersionByTheirLoginsOnceItSyncs(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(OneCourse(), store);
        await host.SyncAsync();
        await host.UseAsync(async context =>
        {
            await context.Set<CanvasUser>().ExecuteDeleteAsync();
            context.Add(new CanvasUser { Id = 7, LoginId = "ÄNA", Email = "Ana@School.example" });
            await context.SaveChangesAsync();
            return await context.Database.ExecuteSqlRawAsync("""UPDATE "CanvasUser" SET "LoginKey" = NULL, "EmailKey" = NULL""");
        });
        await host.ChangeAsync(async context => (await context.Set<CanvasInstance>().SingleAsync()).SchemaVersion = 4);

        await using var updated = await TestHost.StartAsync(OneCourse(), store);
        await updated.SyncAsync();

        (await updated.UseAsync(context => context.Set<CanvasUser>().AsNoTracking().CountAsync(user => user.LoginKey == "äna" && user.EmailKey == "ana@school.example" && user.LocalEdits == null))).Should().Be(1);
    }

    [Fact]
    public void KeepItsTablesBesideThoseOfALibraryThatReplacesTheModelCustomizer()
    {
        var options = new DbContextOptionsBuilder<PortalContext>().UseSqlite("Data Source=none").ReplaceService<Microsoft.EntityFrameworkCore.Infrastructure.IModelCustomizer, ForeignModelCustomizer>().Options;
        using var context = new PortalContext(options);

        context.Model.FindEntityType(typeof(Locker))!.GetTableName().Should().Be("foreign_lockers");
        context.Model.FindEntityType(typeof(CanvasSubmission)).Should().NotBeNull();
    }

    [Fact]
    public void RefuseASecondContextInsteadOfReplacingTheFirst()
    {
        var services = new ServiceCollection();
        var builder = services.AddCanvasOperations().UseDbContext<SchoolContext>();
        builder.UseDbContext<SchoolContext>();

        builder.Invoking(b => b.UseDbContext<PortalContext>()).Should().Throw<CanvasConfigurationException>()
            .WithMessage("*UseDbContext<PortalContext>() was called after UseDbContext<SchoolContext>()*").Which.Remedy.Should().Contain("each Canvas");
    }

    private static ScriptedCanvas OneCourse()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        return canvas;
    }
}
