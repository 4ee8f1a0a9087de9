using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Analytics.Tests.Database;

public sealed class CachingShould
{
    private const long Course = 70;

    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, false)]
    [InlineData(Provider.Sqlite, true)]
    public async Task ReadOnlyTheKeyTheSecondTime(Provider provider, bool hybrid)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store, hybrid ? services => services.AddHybridCache() : null);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 20));

        host.Statements.Take();
        var first = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));
        host.Statements.Take().Should().Contain(sql => sql.Contains("CanvasSubmission", StringComparison.Ordinal));
        var second = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));
        var third = await host.AskAsync(a => a.CalculateGradeMomentumAsync(Course, GeneratedOfferings.StudentId(Course, 2)));

        second.Should().BeEquivalentTo(first);
        third.Status.Should().Be(AnalyticsStatus.Ok);
        host.Statements.Take().Should().HaveCount(4).And.OnlyContain(sql => !sql.Contains("CanvasSubmission", StringComparison.Ordinal) && !sql.Contains("CanvasEnrollment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ComputeAgainAfterASyncThatChangedTheCourseAndOnlyThen(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 40, AssignmentsPerCourse = 8 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await using var other = await AnalyticsHost.StartAsync(store);
        (await host.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        var (course, elsewhere) = (canvas.School.Courses[0].Id, canvas.School.Courses[1].Id);
        other.Clock.SetUtcNow(DateTimeOffset.UtcNow);
        var first = await other.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(course));
        await other.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(elsewhere));
        first.Students.Should().NotBeEmpty();

        (await host.Bridge.SyncAllCoursesAsync()).RowsWritten.Should().Be(0);
        other.Statements.Take();
        (await other.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(course))).Provenance.Should().BeEquivalentTo(first.Provenance);
        other.Statements.Take().Should().NotContain(sql => sql.Contains("CanvasSubmission", StringComparison.Ordinal), "a sync that changed nothing keeps what was computed");

        var graded = canvas.School.Submissions(course).First(s => s.Score is not null);
        canvas.School.SetScore(course, graded.AssignmentId, graded.UserId, graded.Score!.Value is var score && score > 1 ? score - 1 : score + 1);
        (await host.Bridge.SyncAllCoursesAsync()).RowsWritten.Should().BeGreaterThan(0);
        var second = await other.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(course));

        second.Provenance.InputsHash.Should().NotBe(first.Provenance.InputsHash);
        second.Provenance.AsOf.Should().BeAfter(first.Provenance.AsOf);
        other.Statements.Take();
        await other.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(elsewhere));
        other.Statements.Take().Should().NotContain(sql => sql.Contains("CanvasSubmission", StringComparison.Ordinal), "the other course has not changed");
    }

    [Fact]
    public async Task ComputeOnceForAllWhoAskAtOnce()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 60));
        host.Statements.Take();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => host.AskAsync(a => a.PredictFinalGradesAsync(Course)))));

        answers.Should().OnlyContain(answer => answer.SequenceEqual(answers[0]));
        host.Statements.Take().Count(sql => sql.Contains("FROM \"CanvasSubmission\"", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task GiveAResultOfNowForAWhileAndANewOneThen()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 10));

        var first = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));
        host.Clock.Advance(TimeSpan.FromMinutes(14));
        var second = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var third = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));

        first.Provenance.AsOf.Should().Be(GeneratedOfferings.Now);
        second.Provenance.Should().BeEquivalentTo(first.Provenance);
        third.Provenance.AsOf.Should().Be(GeneratedOfferings.Now.AddMinutes(15));
    }

    [Fact]
    public async Task KeepApartWhatRequestsWithFiltersOfTheirOwnSee()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var plain = await AnalyticsHost.StartAsync(store);
        await plain.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 10));
        await plain.FillAsync(GeneratedOfferings.Of(Course + 1, "MATH 102", 0, 6));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(plain.Clock);
        services.AddScoped<Sections>();
        services.AddDbContext<FilteredContext>(options => store.Configure(options));
        services.AddCanvasOperations().UseDbContext<FilteredContext>();
        await using var root = services.BuildServiceProvider(validateScopes: true);

        (await OfAsync([Course])).Should().Be((10, 10, 0));
        (await OfAsync([Course + 1])).Should().Be((0, 6, 6));

        async Task<(int First, int Streamed, int Second)> OfAsync(long[] visible)
        {
            await using var scope = root.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Sections>().Ids = visible;
            var analytics = scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>();
            return (
                (await analytics.PredictFinalGradesAsync(Course)).Count,
                await analytics.StreamFinalGradesAsync().CountAsync(),
                (await analytics.PredictFinalGradesAsync(Course + 1)).Count);
        }
    }

    /// <summary>The sections that the person of a request may see.</summary>
    private sealed class Sections
    {
        public long[] Ids { get; set; } = [];
    }

    private sealed class FilteredContext(DbContextOptions<FilteredContext> options, Sections sections) : DbContext(options)
    {
        private long[] Visible => sections.Ids;

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<CanvasEnrollment>().HasQueryFilter(row => Visible.Contains(row.SectionId!.Value));
        }
    }
}
