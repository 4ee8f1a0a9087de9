using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>Databases that a host may bring: several, a shared connection, none that answers, one that is refused.</summary>
public class DatabaseOfAHostShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeLookedAtForEachTenant(Provider provider)
    {
        var (one, other) = (new ScriptedCanvas { Instance = new Uri("https://one.example") }, new ScriptedCanvas { Instance = new Uri("https://other.example") });
        one.AddCourse(1);
        other.AddCourse(1);
        using var first = await TestStore.CreateAsync(provider);
        using var second = await TestStore.CreateAsync(provider);
        using var empty = await TestStore.CreateAsync(provider);
        using var fourth = await TestStore.CreateAsync(provider);
        await using (var earlier = await TestHost.StartAsync(other, second))
        {
            await earlier.SyncAsync();
        }

        await using (var tables = await TestHost.StartAsync(one, fourth))
        {
        }

        var tenant = first;
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => tenant.Configure(options)), builder => builder.UseCanvasClient(_ => one));
        await host.SyncAsync();

        tenant = second;
        (await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which.Message.Should().Contain("https://other.example");
        tenant = empty;
        (await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which.Remedy.Should().Contain("database update");
        tenant = fourth;
        await host.SyncAsync();
        (await host.RowsAsync<CanvasInstance>()).Should().ContainSingle().Which.Address.Should().Be("https://one.example");
        tenant = first;
        await host.SyncAsync();
    }

    [Fact]
    public async Task BeUsedInTurnsThroughOneOpenConnection()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 6, Students = 12, AssignmentsPerCourse = 5 });
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => options.UseSqlite(connection)), builder => builder.UseSimulator(canvas), options => options.Sync.MaxConcurrentCourses = 6);
        for (var round = 0; round < 4; round++)
        {
            await host.SyncAsync();
            canvas.School.Advance(TimeSpan.FromDays(2));
        }

        await host.SyncAsync();
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        await using var scope = host.Services.CreateAsyncScope();
        var courses = canvas.School.Courses.Select(course => course.Id).ToList();
        (await scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>().AnalyzeAtRiskStudentsAsync(courses[0])).Should().NotBeNull();
    }

    [Fact]
    public async Task NotBeTouchedThroughOneOpenConnectionWhileAStatementRuns()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 3, AssignmentsPerCourse = 2 });
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => options.UseSqlite(connection)), builder => builder.UseSimulator(canvas));
        await host.SyncAsync();
        Task<SyncReport>? beside = null;
        var refused = new ConcurrentQueue<string>();
        void NoteRefusal(object? source, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is SqliteException { SqliteErrorCode: 5 } error && error.Message.Contains("user-function", StringComparison.Ordinal))
            {
                refused.Enqueue(Environment.StackTrace);
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += NoteRefusal;
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync(async (context, token) =>
            {
                await using var command = connection.CreateCommand();
                command.Transaction = (SqliteTransaction)context.Database.CurrentTransaction!.GetDbTransaction();
                command.CommandText = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
                await using var reader = await command.ExecuteReaderAsync(token);
                await reader.ReadAsync(token);

                // A new context adds functions to the connection, which SQLite refuses now.
                using (ExecutionContext.SuppressFlow())
                {
                    beside = Task.Run(() => host.Bridge.SyncAllCoursesAsync(), token);
                }

                (await Task.WhenAny(beside, Task.Delay(500, token))).Should().NotBe(beside, "it waits for its turn");
            });
        }

        (await beside!).Succeeded.Should().BeTrue();
        AppDomain.CurrentDomain.FirstChanceException -= NoteRefusal;
        refused.Should().BeEmpty("what is tried again until it succeeds is still a fault");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeReportedInOneSentenceWhenItsServerIsAway(bool retrying)
    {
        const string Nowhere = "Host=127.0.0.1;Port=1;Username=ann;Password=Secretword;Database=school;Timeout=3";
        using var log = new CapturedLog();
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services =>
            {
                services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning));
                services.AddDbContext<SchoolContext>(options => options.UseNpgsql(Nowhere, npgsql => _ = retrying ? npgsql.EnableRetryOnFailure(1, TimeSpan.FromMilliseconds(50), null) : npgsql));
            },
            builder => builder.UseCanvasClient(_ => new ScriptedCanvas()).AddSyncSchedule(schedule => schedule.FirstDelay = TimeSpan.Zero),
            createTables: false);

        var error = (await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which;

        error.Message.Should().Contain("SchoolContext").And.Contain("cannot be reached").And.NotContain("Secretword");
        error.Remedy.Should().Contain("server runs");
        var schedule = host.Services.GetServices<IHostedService>().Single();
        await schedule.StartAsync(CancellationToken.None);
        for (var wait = 0; wait < 600 && !log.Lines.Any(line => line.Contains("in the background failed", StringComparison.OrdinalIgnoreCase)); wait++)
        {
            await Task.Delay(50);
        }

        await schedule.StopAsync(CancellationToken.None);
        log.Lines.Single(line => line.Contains("in the background failed", StringComparison.OrdinalIgnoreCase)).Should().Contain("cannot be reached").And.NotContain("   at ");
    }

    [Fact]
    public async Task BeAskedForAColumnTypeThatHoldsTimesInUtc()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await TestHost<UnzonedContext>.StartAsync(
            services => services.AddDbContext<UnzonedContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));

        var error = (await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which;

        error.Message.Should().Contain("timestamp without time zone").And.Contain("UnzonedContext");
        error.Remedy.Should().Contain("timestamp with time zone").And.NotContain("right to");
    }

    [Fact]
    public async Task BeAskedNotToFillColumnsOfTheMirror()
    {
        await RefuseAsync<DefaultContext>("CanvasAssignment.PointsPossible");
        await RefuseAsync<DefaultSqlContext>("CanvasSubmission.Score");
        await RefuseAsync<ComputedContext>("CanvasUser.SortableName");

        static async Task RefuseAsync<TContext>(string property) where TContext : DbContext
        {
            using var store = await TestStore.CreateAsync(Provider.Sqlite);
            await using var host = await TestHost<TContext>.StartAsync(
                services => services.AddDbContext<TContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));

            var error = (await host.Awaiting(h => h.Bridge.SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which;

            error.Message.Should().Contain(property).And.Contain(typeof(TContext).Name);
            error.Remedy.Should().Contain("HasDefaultValueSql").And.Contain("shadow property");
        }
    }

    [Fact]
    public async Task BeRefusedInOneSentenceWhenItIsMySqlOrMariaDb()
    {
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => options.UseMySQL("Server=127.0.0.1;Port=1;Database=school;User=ann;Password=Secretword")),
            builder => builder.UseCanvasClient(_ => new ScriptedCanvas()),
            createTables: false);
        await using var scope = host.Services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<IQueryBuilder>();
        var analytics = scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>();

        foreach (var call in (Func<Task>[])
            [() => host.Bridge.SyncAllCoursesAsync(), () => host.Pipeline.VerifyAsync(), () => queries.ForEverything().StudentGrades().ToListAsync(), () => analytics.AnalyzeAtRiskStudentsAsync(1)])
        {
            var error = (await call.Should().ThrowAsync<CanvasConfigurationException>()).Which;
            error.Message.Should().Contain("SchoolContext").And.Contain("MySql.EntityFrameworkCore").And.Contain("MySQL and MariaDB").And.NotContain("Secretword");
            error.Remedy.Should().Contain("PostgreSQL, SQL Server or SQLite");
        }
    }

    private sealed class UnzonedContext(DbContextOptions<UnzonedContext> options) : DbContext(options)
    {
        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
            configurationBuilder.Properties<DateTime>().HaveColumnType("timestamp without time zone");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
    }

    private sealed class DefaultContext(DbContextOptions<DefaultContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.AddCanvasData().Entity<CanvasAssignment>().Property(row => row.PointsPossible).HasDefaultValue(10d);
    }

    private sealed class DefaultSqlContext(DbContextOptions<DefaultSqlContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.AddCanvasData().Entity<CanvasSubmission>().Property(row => row.Score).HasDefaultValueSql("0");
    }

    private sealed class ComputedContext(DbContextOptions<ComputedContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.AddCanvasData().Entity<CanvasUser>().Property(row => row.SortableName).HasComputedColumnSql("'someone'");
    }
}
