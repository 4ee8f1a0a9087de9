using System.Data.Common;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Analytics.Tests.Database;

public sealed class HistoryShould
{
    private const long Running = 70;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LearnFromFinishedOfferingsOfTheCourse(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 4);
        var cold = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Running));

        var captured = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
        var warm = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Running));

        captured.Captured.Should().Equal(71, 72, 73, 74);
        captured.Snapshots.Should().BeGreaterThan(4 * 40);
        cold.Provenance.Basis.Should().Be(PredictionBasis.ClassOnly);
        warm.Provenance.Basis.Should().Be(PredictionBasis.CourseHistory);
        warm.Provenance.Offerings.Should().BeEquivalentTo([71L, 72, 73, 74]);
        warm.Calibrated.Should().BeTrue();
        warm.Students.Should().OnlyContain(s => s.Probability >= 0 && s.Probability <= 1 && s.Prediction.Confidence >= 0 && s.Prediction.Confidence <= 1 && !s.Prediction.IntervalIsReference);
        warm.Students.Select(s => s.Probability).Should().BeInDescendingOrder();
        warm.TopRiskYields.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NotBringBackAPersonWhoIsErasedMeanwhile(Provider provider)
    {
        var person = GeneratedOfferings.StudentId(71, 1);
        var beforeWriting = new BeforeTransaction();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store, services => services.ConfigureDbContext<SchoolContext>(options => options.AddInterceptors(beforeWriting)));
        await host.FillAsync(GeneratedOfferings.Of(71, "MATH 101-01 (2025FA)", 1, 40));
        beforeWriting.Happens = async () =>
        {
            await using var scope = host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IPersonalData>().ErasePersonAsync(person);
        };

        var captured = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        beforeWriting.Happens.Should().BeNull("it happened");
        captured.Captured.Should().Equal(71);
        (await RowsAsync(host)).Should().NotBeEmpty().And.NotContain(row => row.UserId == person);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task FindTheCourseBehindATermThatComesFirst(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Running, "202610-HIST-1575-001", 0, 25));
        string[] codes = ["202580-HIST-1575-008-1", "202510-HIST-1575-002", "202480-HIST-1575-008-1", "202410-HIST-1575-001"];
        for (var term = 1; term <= codes.Length; term++)
        {
            await host.FillAsync(GeneratedOfferings.Of(Running + term, codes[term - 1], term, 40));
            await host.FillAsync(GeneratedOfferings.Of(Running + 10 + term, codes[term - 1].Replace("HIST-1575", "DANC-1100", StringComparison.Ordinal), term, 20));
        }

        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        var risk = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Running));

        risk.Provenance.Basis.Should().Be(PredictionBasis.CourseHistory);
        risk.Provenance.Offerings.Should().Equal(71, 72, 73, 74);
    }

    [Theory]
    [InlineData(Provider.Sqlite, "World History, Smith", "World History, Jones", PredictionBasis.CourseHistory)]
    [InlineData(Provider.Sqlite, "Course 71", "Course 72", PredictionBasis.CourseHistory)]
    [InlineData(Provider.Sqlite, "Introduction to Chemistry", "Introduction to Dance", PredictionBasis.ClassOnly)]
    [InlineData(Provider.PostgreSql, "Introduction to Chemistry", "Introduction to Dance", PredictionBasis.ClassOnly)]
    public async Task LeaveAKeyAloneThatDifferentCoursesOfATermShare(Provider provider, string one, string other, PredictionBasis basis)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 4);
        await host.ChangeAsync(async context =>
        {
            await context.Set<CanvasCourse>().Where(course => course.Id == 71).ExecuteUpdateAsync(set => set.SetProperty(course => course.TermId, 5).SetProperty(course => course.Name, one));
            await context.Set<CanvasCourse>().Where(course => course.Id == 72).ExecuteUpdateAsync(set => set.SetProperty(course => course.TermId, 5).SetProperty(course => course.Name, other));
        });
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        var risk = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Running));

        risk.Provenance.Basis.Should().Be(basis);
        (await host.AskAsync(a => a.BacktestAsync("MATH 101"))).Offerings.Count.Should().Be(basis == PredictionBasis.CourseHistory ? 4 : 0);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowHowWellItWouldHavePredicted(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 5);
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        var ofCourse = await host.AskAsync(a => a.BacktestAsync("MATH-101-02 Fall 2026"));
        var ofAll = await host.AskAsync(a => a.BacktestAsync());
        var ofNone = await host.AskAsync(a => a.BacktestAsync("LATIN 1"));

        ofCourse.Should().BeEquivalentTo(ofAll, "there is no other course");
        ofNone.Should().NotBeEquivalentTo(ofAll);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CaptureWhatHasChangedAndNothingElse(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 3);
        var first = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
        var rows = await RowsAsync(host);
        var second = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        (first.Captured.Count, first.Unchanged).Should().Be((3, 0));
        (second.Captured.Count, second.Unchanged, second.Snapshots).Should().Be((0, 3, 0));
        (await RowsAsync(host)).Should().BeEquivalentTo(rows);

        // A grade was corrected after the end, and a student taken off.
        await host.ChangeAsync(async context =>
        {
            await context.Set<CanvasSubmission>().Where(s => s.CourseId == 72).ExecuteUpdateAsync(set => set.SetProperty(s => s.Score, 20.0));
            await context.Set<CanvasEnrollment>().Where(e => e.UserId == GeneratedOfferings.StudentId(72, 30)).ExecuteDeleteAsync();
            context.Add(new CanvasCourseSnapshot { CourseId = 72, RecordedAt = GeneratedOfferings.Now });
        });
        var third = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        third.Captured.Should().Equal(72);
        var after = await RowsAsync(host);
        after.Should().NotContain(row => row.UserId == GeneratedOfferings.StudentId(72, 30));
        after.Where(row => row.CourseId == 72 && row.Completed).Should().OnlyContain(row => row.Final == 100);
        after.Where(row => row.CourseId != 72).Should().BeEquivalentTo(rows.Where(row => row.CourseId != 72));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task KeepThoseWhoDroppedOutApartFromThoseWhoStayed(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 1, dropOuts: 4);
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        var rows = await RowsAsync(host);
        rows.Where(row => !row.Completed).Select(row => row.UserId).Distinct().Should().BeEquivalentTo(Enumerable.Range(0, 4).Select(i => GeneratedOfferings.StudentId(71, i)));
        rows.Where(row => row.Completed).Select(row => row.UserId).Distinct().Should().HaveCount(36);
        var offering = await host.InContextAsync(context => context.Set<CanvasOffering>().SingleAsync());
        (offering.Completers, offering.Snapshots, offering.CourseKey).Should().Be((36, rows.Count, "MATH 101"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeCapturedOnceByTwoHostsAtOnce(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 4);
        await using var other = await AnalyticsHost.StartAsync(store);

        await CaptureAtOnceAsync(1);
        await host.InContextAsync(context => context.Set<CanvasCourse>().Where(course => course.Id != Running)
            .ExecuteUpdateAsync(set => set.SetProperty(course => course.CourseCode, "PHYS 202-01 (2025FA)")));
        await CaptureAtOnceAsync(2);

        async Task CaptureAtOnceAsync(int revision)
        {
            var captures = await Task.WhenAll(
                Task.Run(() => host.AskAsync(a => a.CaptureFinishedOfferingsAsync())), Task.Run(() => other.AskAsync(a => a.CaptureFinishedOfferingsAsync())));

            captures.SelectMany(capture => capture.Captured).Should().BeEquivalentTo([71L, 72, 73, 74], "each offering is captured by one of them");
            (await RowsAsync(host)).Select(row => (row.CourseId, row.UserId, row.Cut)).Should().OnlyHaveUniqueItems();
            (await host.InContextAsync(context => context.Set<CanvasOffering>().ToListAsync())).Should().OnlyContain(offering => offering.Revision == revision);
        }
    }

    [Fact]
    public async Task LeaveAnOfferingThatAnotherHostCapturesMeanwhile()
    {
        var between = new Interruption();
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var other = await FilledAsync(store, terms: 1);
        await using var host = await AnalyticsHost.StartAsync(store, services => services.ConfigureDbContext<SchoolContext>(options => options.AddInterceptors(between)));

        // The first read comes before the transaction.
        CapturedOfferings? faster = null;
        between.After(nameof(CanvasOffering), 2, async () => faster = await other.AskAsync(a => a.CaptureFinishedOfferingsAsync()));
        var slower = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());

        faster!.Captured.Should().Equal(71);
        (slower.Captured.Count, slower.Unchanged).Should().Be((0, 1));
        (await host.InContextAsync(context => context.Set<CanvasOffering>().SingleAsync())).Revision.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeaveRunningAndEmptyOfferingsAlone(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 1);
        await host.FillAsync(
            new CanvasCourse { Id = 90, CourseCode = "EMPTY 1", WorkflowState = "completed" },
            new CanvasCourse { Id = 91, CourseCode = "LATER 1", WorkflowState = "available", EndAt = GeneratedOfferings.Now.AddDays(1) },
            new CanvasCourse { Id = 92, CourseCode = "OPEN 1", WorkflowState = "available" });

        var first = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
        var second = await host.AskAsync(a => a.CaptureFinishedOfferingsAsync(new DateTimeOffset(GeneratedOfferings.Now.AddDays(2))));

        (first.Captured.Single(), first.Empty.Single()).Should().Be((71, 90));
        (second.Captured.Count, second.Unchanged, second.Empty.Single()).Should().Be((0, 2, 91));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task SayWhatRemainsWhereTheScheduleDoesNot(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 2);
        var student = GeneratedOfferings.StudentId(Running, 3);

        // A teacher who makes items as they go, in a course without a last day.
        await host.ChangeAsync(async context =>
        {
            await context.Set<CanvasAssignment>().Where(a => a.CourseId == Running && a.DueAt > GeneratedOfferings.Now.AddDays(-3)).ExecuteUpdateAsync(set => set.SetProperty(a => a.Published, false));
            await context.Set<CanvasCourse>().Where(c => c.Id == Running).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndAt, (DateTime?)null));
        });
        var before = await host.AskAsync(a => a.PredictFinalGradesAsync(Running));
        var shownBefore = await host.AskAsync(a => a.GenerateStudentInsightsAsync(student));
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
        var after = await host.AskAsync(a => a.PredictFinalGradesAsync(Running));
        var shown = await host.AskAsync(a => a.GenerateStudentInsightsAsync(student));

        before.Should().OnlyContain(p => p.Status == AnalyticsStatus.NoRemainingWorkKnown);
        shownBefore.Courses.Single().Status.Should().Be(AnalyticsStatus.NoRemainingWorkKnown);
        after.Should().OnlyContain(p => p.Status == AnalyticsStatus.Ok && p.Standing!.Value.WeightSource == RemainingWeightSource.History);
        after.Should().OnlyContain(p => p.Standing!.Value.RemainingWeight > 0.25 && p.Standing.Value.RemainingWeight < 0.6, "half of twelve items came after the eighth week");
        shown.Courses.Single().Status.Should().Be(AnalyticsStatus.Ok);
        shown.InputsHash.Should().NotBe(shownBefore.InputsHash);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NotShowAnOfferingThatHadNotEnded(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 1);
        await host.ChangeAsync(async context =>
        {
            await context.Set<CanvasAssignment>().Where(a => a.CourseId == Running && a.DueAt > GeneratedOfferings.Now.AddDays(-3)).ExecuteUpdateAsync(set => set.SetProperty(a => a.Published, false));
            await context.Set<CanvasCourse>().Where(c => c.Id == Running).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndAt, (DateTime?)null));
            await context.Set<CanvasCourse>().Where(c => c.Id == 71).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndAt, GeneratedOfferings.Now.AddDays(10)));
        });

        (await host.AskAsync(a => a.CaptureFinishedOfferingsAsync())).Captured.Should().Equal(71);

        (await host.AskAsync(a => a.PredictFinalGradesAsync(Running))).Should().OnlyContain(p => p.Status == AnalyticsStatus.NoRemainingWorkKnown);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task StandForTheMeanOfAClassThatIsTooSmallToHaveOne(Provider provider)
    {
        const long Small = 90;
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 2);
        await host.FillAsync(GeneratedOfferings.Of(Small, "MATH 101-07", 0, 3));
        var before = await host.AskAsync(a => a.PredictFinalGradesAsync(Small));
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
        var after = await host.AskAsync(a => a.PredictFinalGradesAsync(Small));

        var finals = (await RowsAsync(host)).Where(row => row.CourseId == 71 && row.Completed).GroupBy(row => row.UserId, row => row.Final).Select(student => student.First()).ToList();
        before.Should().OnlyContain(p => p.Standing!.Value.ClassMean == 75);
        after.Should().OnlyContain(p => Math.Abs(p.Standing!.Value.ClassMean - finals.Average()) < 1e-9, "71 is the last offering");
        after[0].Provenance.InputsHash.Should().NotBe(before[0].Provenance.InputsHash);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowTheTeacherHowFarThePredictionsOfTheLastOfferingMissed(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store, terms: 4);
        var before = await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(Running));
        await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
        var teacher = await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(Running));
        var expected = (await host.AskAsync(a => a.BacktestAsync("MATH 101"))).ByOffering.Single(figures => figures.Slice == "71");

        before.Insights.Should().NotContain(i => i.Code == StaffInsightCode.PredictionError);
        var told = teacher.Insights.Should().ContainSingle(i => i.Code == StaffInsightCode.PredictionError).Subject;
        told.Evidence.Figures.Should().Equal(new StaffFigure("MeanAbsoluteError", expected.MeanAbsoluteError), new StaffFigure("Coverage80", expected.Coverage80));
        (told.Evidence.Count, told.Audience, told.Evidence.UsesUnposted).Should().Be((expected.Count, StaffAudience.Teacher, false));
        told.Text.Should().StartWith("A model that had not seen the last offering (course 71) missed its final grades by ");
        (await host.AskAsync(a => a.GenerateAdviserInsightsAsync(GeneratedOfferings.StudentId(Running, 1)))).Courses.SelectMany(c => c.Insights).Should().NotContain(i => i.Code == StaffInsightCode.PredictionError);
    }

    private static async Task<AnalyticsHost> FilledAsync(TestStore store, int terms, int dropOuts = 0)
    {
        var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Running, "MATH-101-01 Spring 2026", 0, 25));
        for (var term = 1; term <= terms; term++)
        {
            await host.FillAsync(GeneratedOfferings.Of(Running + term, $"MATH 101-0{term} (20{26 - term}FA)", term, 40, dropOuts));
        }

        return host;
    }

    /// <summary>Runs something once, before the next transaction begins.</summary>
    private sealed class BeforeTransaction : DbTransactionInterceptor
    {
        public Func<Task>? Happens { get; set; }

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (Happens is { } happens)
            {
                Happens = null;
                await happens();
            }

            return result;
        }
    }

    private static Task<List<CanvasOfferingSnapshot>> RowsAsync(AnalyticsHost host) =>
        host.InContextAsync(context => context.Set<CanvasOfferingSnapshot>().AsNoTracking().OrderBy(r => r.CourseId).ThenBy(r => r.UserId).ThenBy(r => r.Cut).ToListAsync());
}
