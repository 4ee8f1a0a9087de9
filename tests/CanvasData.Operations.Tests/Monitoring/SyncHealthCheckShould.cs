using CanvasData.Operations.Model;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Tests.Monitoring;

public class SyncHealthCheckShould
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task GrowWorseWithTheAgeOfTheLastSuccess(Provider provider)
    {
        await using var host = await HealthHost.StartAsync(provider);
        (await host.CheckAsync()).Should().BeEquivalentTo(new { Status = HealthStatus.Degraded, Description = "No sync has succeeded yet." });

        await host.AddAsync(Run(37, "Succeeded"));
        (await host.CheckAsync()).Should().BeEquivalentTo(new { Status = HealthStatus.Degraded, Description = "The last successful sync ended at 2026-03-30 19:30:00Z, 37 h 0 min ago." });

        await host.AddAsync(Run(2, "Succeeded"));
        var healthy = await host.CheckAsync();
        healthy.Status.Should().Be(HealthStatus.Healthy);
        healthy.Data.Should().Contain("ageSeconds", 7_200.0).And.Contain("lastSuccess", Now.AddHours(-2)).And.Contain("failedRuns", 0);

        host.Time.Now = Now.AddHours(71);
        (await host.CheckAsync()).Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task GrowWorseWithFailedRunsSinceTheLastSuccess(Provider provider)
    {
        await using var host = await HealthHost.StartAsync(provider);
        await host.AddAsync(Run(9, "Failed"), Run(8, "Succeeded"));
        (await host.CheckAsync()).Status.Should().Be(HealthStatus.Healthy, "a failure before the success is past");

        await host.AddAsync(Run(7, "Failed", kind: "CanvasUnavailableException"), Run(6, "Canceled"), Run(5, "Running") with { CompletedAt = null });
        (await host.CheckAsync()).Should().BeEquivalentTo(new { Status = HealthStatus.Degraded, Description = "The last successful sync ended at 2026-04-01 00:30:00Z, 8 h 0 min ago; 1 runs failed since (CanvasUnavailableException)." });

        await host.AddAsync(Run(4, "Abandoned"), Run(3, "PartiallyFailed", courses: 100, failed: 6));
        var result = await host.CheckAsync();
        result.Status.Should().Be(HealthStatus.Unhealthy);
        result.Data.Should().Contain("failedRuns", 3);

        await host.AddAsync(Run(2, "PartiallyFailed", courses: 100, failed: 5));
        (await host.CheckAsync()).Status.Should().Be(HealthStatus.Healthy, "five of a hundred courses may fail");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LeaveOutRunsOfCoursesThatWereNamed(Provider provider)
    {
        await using var host = await HealthHost.StartAsync(provider);
        await host.AddAsync(Run(2, "Succeeded") with { IsWhole = false });
        (await host.CheckAsync()).Should().BeEquivalentTo(new { Status = HealthStatus.Degraded, Description = "No sync has succeeded yet." });

        await host.AddAsync(Run(100, "Succeeded") with { IsWhole = true }, Run(1, "Failed") with { IsWhole = false });
        var result = await host.CheckAsync();
        result.Status.Should().Be(HealthStatus.Unhealthy, "one course is synced each hour, and the school is not");
        result.Data.Should().Contain("failedRuns", 0);

        await host.AddAsync(Run(3, "Succeeded") with { IsWhole = null });
        (await host.CheckAsync()).Status.Should().Be(HealthStatus.Healthy, "an earlier version did not note it");
    }

    [Fact]
    public async Task LookAtTheInstanceOfItsKey()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FixedTime { Now = Now });
        var north = services.AddCanvasOperations("north");
        north.Services.AddDbContext<SchoolContext>(options => store.Configure(options));
        north.UseDbContext<SchoolContext>();
        services.AddHealthChecks().AddCanvasSync(key: "north").AddCanvasSync(key: "south", name: "other");
        await using var provider = services.BuildServiceProvider();
        await using (var scope = provider.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredKeyedService<SchoolContext>("north");
            await context.Database.EnsureCreatedAsync();
            context.Add(Run(2, "Succeeded").Row);
            await context.SaveChangesAsync();
        }

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Entries["canvas-sync-north"].Status.Should().Be(HealthStatus.Healthy);
        report.Entries["other"].Should().BeEquivalentTo(new { Status = HealthStatus.Unhealthy, Description = "CanvasData.Operations is not registered under the key south. Call services.AddCanvasOperations(\"south\").UseDbContext<YourContext>()." });
    }

    [Fact]
    public async Task KeepToTheOptionsOfEachCheck()
    {
        await using var host = await HealthHost.StartAsync(Provider.Sqlite, checks => checks
            .AddCanvasSync(options => (options.DegradedAfter, options.UnhealthyAfter) = (TimeSpan.FromHours(1), TimeSpan.FromHours(2)), "strict", HealthStatus.Degraded, ["ready"]));
        await host.AddAsync(Run(3, "Succeeded"));
        var report = await host.ReportAsync();

        report.Entries["canvas-sync"].Status.Should().Be(HealthStatus.Healthy);
        report.Entries["strict"].Status.Should().Be(HealthStatus.Degraded, "the host wants no worse status of it");
        report.Entries["strict"].Tags.Should().Equal("ready");
        FluentActions.Invoking(() => new ServiceCollection().AddHealthChecks().AddCanvasSync(options => options.UnhealthyAfter = TimeSpan.FromHours(1)).Services.BuildServiceProvider().GetRequiredService<IOptionsMonitor<SyncHealthOptions>>().Get("canvas-sync"))
            .Should().Throw<OptionsValidationException>().WithMessage("SyncHealthOptions.UnhealthyAfter is 01:00:00: give DegradedAfter (1.12:00:00) to 100 years.");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SeeMigrationsThatAreNotApplied(Provider provider)
    {
        await using var host = await HealthHost.StartAsync<MigratedContext>(provider, createTables: false);
        (await host.CheckAsync()).Should().BeEquivalentTo(new { Status = HealthStatus.Unhealthy, Description = "2 migrations of the host are not applied. Apply them (dotnet ef database update)." });

        await host.UseAsync(context => context.Database.MigrateAsync());
        (await host.CheckAsync()).Status.Should().Be(HealthStatus.Degraded, "only the first sync is missing");
    }

    [Fact]
    public async Task ReportADatabaseWithoutTablesOrServer()
    {
        await using var empty = await HealthHost.StartAsync(Provider.PostgreSql, createTables: false);
        var result = await empty.CheckAsync();
        (result.Status, result.Exception).Should().Be((HealthStatus.Unhealthy, null));
        result.Description.Should().StartWith("The database cannot be read. PostgreSQL 42P01: ").And.Contain("CanvasSyncRun").And.Contain("migrations");

        await using var bare = new ServiceCollection().AddLogging().AddHealthChecks().AddCanvasSync().Services.BuildServiceProvider();
        (await bare.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["canvas-sync"].Should().BeEquivalentTo(new { Status = HealthStatus.Unhealthy, Exception = (Exception?)null })
            .And.Subject.As<HealthReportEntry>().Description.Should().Contain("AddCanvasOperations()");
        await using var open = new ServiceCollection().AddCanvasOperations().Services.AddHealthChecks().AddCanvasSync().Services.BuildServiceProvider();
        (await open.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["canvas-sync"].Description.Should().Contain("UseDbContext<YourContext>()");
    }

    private static TestRun Run(int hoursAgo, string outcome, int courses = 10, int failed = 0, string? kind = null) => new(Now.UtcDateTime.AddHours(-hoursAgo), outcome, courses, failed, kind);

    private sealed record TestRun(DateTime? CompletedAt, string Outcome, int Courses, int Failed, string? Kind)
    {
        public bool? IsWhole { get; init; } = true;

        public CanvasSyncRun Row => new()
        {
            Id = Guid.NewGuid(),
            StartedAt = (CompletedAt ?? Now.UtcDateTime).AddMinutes(-10),
            CompletedAt = CompletedAt,
            Outcome = Outcome,
            Strategy = "Full",
            Courses = Courses,
            FailedCourses = Failed,
            FailureKind = Kind,
            IsWhole = IsWhole,
        };
    }

    private static class HealthHost
    {
        public static Task<HealthHost<SchoolContext>> StartAsync(Provider provider, Action<IHealthChecksBuilder>? more = null, bool createTables = true) => StartAsync<SchoolContext>(provider, more, createTables);

        public static async Task<HealthHost<TContext>> StartAsync<TContext>(Provider provider, Action<IHealthChecksBuilder>? more = null, bool createTables = true) where TContext : DbContext
        {
            var store = await TestStore.CreateAsync(provider);
            var time = new FixedTime { Now = Now };
            var services = new ServiceCollection();
            services.AddLogging().AddSingleton<TimeProvider>(time).AddDbContext<TContext>(options => store.Configure(options).ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
            services.AddCanvasOperations().UseDbContext<TContext>();
            var checks = services.AddHealthChecks().AddCanvasSync();
            more?.Invoke(checks);
            var host = new HealthHost<TContext>(services.BuildServiceProvider(validateScopes: true), store, time);
            if (createTables)
            {
                await host.UseAsync(context => context.Database.EnsureCreatedAsync());
            }

            return host;
        }
    }

    private sealed class HealthHost<TContext>(ServiceProvider services, TestStore store, FixedTime time) : IAsyncDisposable where TContext : DbContext
    {
        public FixedTime Time { get; } = time;

        public Task<HealthReport> ReportAsync() => services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        public async Task<HealthReportEntry> CheckAsync() => (await ReportAsync()).Entries["canvas-sync"];

        public Task AddAsync(params TestRun[] runs) => UseAsync(context =>
        {
            context.AddRange(runs.Select(run => run.Row));
            return context.SaveChangesAsync();
        });

        public async Task UseAsync(Func<TContext, Task> work)
        {
            await using var scope = services.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<TContext>());
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            store.Dispose();
        }
    }
}

/// <summary>A host with migrations; the plain one has none.</summary>
internal sealed class MigratedContext(DbContextOptions<MigratedContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}

/// <summary>What the check reads, as far as it reads it.</summary>
[DbContext(typeof(MigratedContext))]
[Migration("20260101000000_Runs")]
internal sealed class RunsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("CanvasSyncRun", table => new
    {
        Id = table.Column<Guid>(),
        CompletedAt = table.Column<DateTime>(nullable: true),
        Outcome = table.Column<string>(),
        Courses = table.Column<int>(),
        FailedCourses = table.Column<int>(),
        FailureKind = table.Column<string>(nullable: true),
        IsWhole = table.Column<bool>(nullable: true),
    });
}

[DbContext(typeof(MigratedContext))]
[Migration("20260102000000_Leases")]
internal sealed class LeasesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("CanvasCourseLease", table => new { CourseId = table.Column<long>(), LastError = table.Column<string>(nullable: true) });
}
