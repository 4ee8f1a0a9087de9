using System.Data.Common;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>Answers do not depend on how a host names, converts or reaches the columns.</summary>
public sealed class HostShapesShould
{
    private const long Course = 70;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ChangeNoBitOfAnAnswer(Provider provider)
    {
        var plain = await AnswerAsync<PlainContext>(provider);

        (await AnswerAsync<RenamingContext>(provider)).Should().Be(plain);
        (await AnswerAsync<ConvertingContext>(provider)).Should().Be(plain);
        (await AnswerAsync<SchoolContext>(Provider.InMemory)).Should().Be(plain, "times with a fraction of a second are read to the last digit");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LetAnAnswerSurviveAFaultThatPasses(Provider provider)
    {
        var fault = new TimeoutOnce();

        (await AnswerAsync<PlainContext>(provider, fault)).Should().Be(await AnswerAsync<PlainContext>(provider));
        fault.Happened.Should().BeTrue("the reading of submissions passes the host's interceptors");
    }

    private static async Task<string> AnswerAsync<TContext>(Provider provider, IInterceptor? interceptor = null) where TContext : DbContext
    {
        using var store = await TestStore.CreateAsync(provider);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(GeneratedOfferings.Now));
        services.AddDbContextPool<TContext>(options =>
        {
            _ = provider switch
            {
                Provider.Sqlite => options.UseSqlite(store.ConnectionString, sqlite => sqlite.ExecutionStrategy(dependencies => new Retrying(dependencies))),
                Provider.PostgreSql => options.UseNpgsql(store.ConnectionString, npgsql => npgsql.ExecutionStrategy(dependencies => new Retrying(dependencies))),
                _ => store.Configure(options),
            };
            if (interceptor is not null)
            {
                options.AddInterceptors(interceptor);
            }
        });
        services.AddCanvasOperations().UseDbContext<TContext>();
        await using var root = services.BuildServiceProvider(validateScopes: true);
        await using var scope = root.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TContext>();
        await context.Database.EnsureCreatedAsync();
        context.AddRange(Rows());
        await context.SaveChangesAsync();
        var analytics = scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>();
        return System.Text.Json.JsonSerializer.Serialize(new { Risk = await analytics.AnalyzeAtRiskStudentsAsync(Course), Trends = await analytics.CalculatePerformanceTrendsAsync(Course) });
    }

    // With fractions of every length, work that is late, excused and gone.
    private static IEnumerable<CanvasRow> Rows()
    {
        foreach (var row in GeneratedOfferings.Of(Course, "MATH 101", 0, 12))
        {
            if (row is CanvasSubmission { SubmittedAt: { } submitted } work)
            {
                work.SubmittedAt = submitted.AddTicks(10 * (long)Math.Pow(10, work.Id % 7));
                work.Late = work.Id % 5 == 0 ? true : work.Id % 5 == 1 ? null : false;
                work.Excused = work.Id % 11 == 0;
                work.MissingSince = work.Id % 13 == 0 ? GeneratedOfferings.Now.AddDays(-1) : null;
            }

            yield return row;
        }
    }

    private sealed class PlainContext(DbContextOptions<PlainContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
    }

    private sealed class RenamingContext(DbContextOptions<RenamingContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData().Entity<CanvasSubmission>(e =>
        {
            e.ToTable("work {0}");
            e.Property(row => row.CachedDueDate).HasColumnName("a_due").HasColumnOrder(0);
            e.Property(row => row.Score).HasColumnName("points");
            e.Property(row => row.Late).HasConversion<string>();
        });
    }

    private sealed class ConvertingContext(DbContextOptions<ConvertingContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData().Entity<CanvasSubmission>(e =>
        {
            e.Property(row => row.SubmittedAt).HasConversion(new ValueConverter<DateTime, long>(time => time.Ticks, ticks => new DateTime(ticks, DateTimeKind.Utc)));
            e.Property(row => row.Score).HasConversion<string>();
        });
    }

    private sealed class Retrying(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 3, TimeSpan.FromMilliseconds(10))
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;
    }

    private sealed class TimeoutOnce : DbCommandInterceptor
    {
        public bool Happened { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (!Happened && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) && command.CommandText.Contains("\"CachedDueDate\"", StringComparison.Ordinal))
            {
                Happened = true;
                throw new TimeoutException("The database did not answer.");
            }

            return ValueTask.FromResult(result);
        }
    }
}
