using CanvasData.Operations.Analytics;
using CanvasData.Operations.Analytics.Tests.Database;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.MachineLearning.Tests;

public sealed class UseMachineLearningShould
{
    private const long Running = 70;

    [Fact]
    public void RegisterOneTrainerHoweverOftenItIsCalled()
    {
        var services = new ServiceCollection();

        services.AddCanvasOperations().UseMachineLearning().UseMachineLearning();

        using var provider = services.BuildServiceProvider();
        provider.GetServices<IRateModelTrainer>().Should().ContainSingle().Which.Should().BeOfType<FastTreeTrainer>();
    }

    [Fact]
    public async Task TrainOnceForAllHosts()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var first = await FilledAsync(store);
        var predicted = await first.AskAsync(analytics => analytics.PredictFinalGradesAsync(Running));
        var stored = await StoredAsync(first);

        var counting = new CountingTrainer();
        await using var second = await AnalyticsHost.StartAsync(store, services => services.AddSingleton<IRateModelTrainer>(counting));
        var again = await second.AskAsync(analytics => analytics.PredictFinalGradesAsync(Running));

        predicted.Should().HaveCount(25).And.OnlyContain(prediction => prediction.Provenance.ModelVersion == "fasttree-1");
        (stored.Version, stored.Offerings).Should().Be(("fasttree-1", 6));
        counting.Fits.Should().Be(0);
        again.Should().BeEquivalentTo(predicted, options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("bit")]
    [InlineData("noise")]
    public async Task TrainAnewWhenTheStoredModelIsDamaged(string damage)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var first = await FilledAsync(store);
        var predicted = await first.AskAsync(analytics => analytics.PredictFinalGradesAsync(Running));
        var content = (await StoredAsync(first)).Content;
        await first.ChangeAsync(async context => (await context.Set<CanvasAnalyticsModel>().SingleAsync()).Content = Damaged(content, damage));

        var counting = new CountingTrainer();
        await using var second = await AnalyticsHost.StartAsync(store, services => services.AddSingleton<IRateModelTrainer>(counting));
        var again = await second.AskAsync(analytics => analytics.PredictFinalGradesAsync(Running));

        counting.Fits.Should().BePositive();
        again.Should().BeEquivalentTo(predicted, options => options.WithStrictOrdering());
        (await StoredAsync(second)).Content.Should().Equal(content, "the damage is mended");
    }

    private static byte[] Damaged(byte[] content, string how)
    {
        var copy = content.ToArray();
        switch (how)
        {
            case "cut":
                return copy[..(copy.Length / 2)];
            case "empty":
                return [];
            case "bit":
                copy[^5] ^= 1;
                return copy;
            default:
                new Random(7).NextBytes(copy);
                return copy;
        }
    }

    private static Task<CanvasAnalyticsModel> StoredAsync(AnalyticsHost host) => host.InContextAsync(context => context.Set<CanvasAnalyticsModel>().AsNoTracking().SingleAsync());

    private static async Task<AnalyticsHost> FilledAsync(TestStore store)
    {
        var host = await AnalyticsHost.StartAsync(store, services => services.AddCanvasOperations().UseMachineLearning());
        await host.FillAsync(GeneratedOfferings.Of(Running, "MATH 101", 0, 25));
        var rows = GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed);
        await host.FillAsync(rows.GroupBy(row => row.OfferingId).Select(offering => new CanvasOffering
        {
            CourseId = offering.Key,
            CourseKey = offering.First().CourseKey,
            EndAt = GeneratedOfferings.Now.AddDays(-100),
            CapturedAt = GeneratedOfferings.Now.AddDays(-90),
            Revision = 1,
            Completers = 120,
            Snapshots = offering.Count(),
        }));
        await host.FillAsync(rows.Select(RowOf));
        return host;
    }

    private static CanvasOfferingSnapshot RowOf(OfferingSnapshot snapshot)
    {
        var standing = snapshot.Standing;
        return new CanvasOfferingSnapshot
        {
            CourseId = snapshot.OfferingId,
            UserId = snapshot.StudentId,
            Cut = (int)(snapshot.Cut * 100),
            Final = snapshot.Final,
            Completed = snapshot.Completed,
            Earned = standing.Earned,
            KnownWeight = standing.KnownWeight,
            RemainingWeight = standing.RemainingWeight,
            Current = standing.Current,
            ClassMean = standing.ClassMean,
            RecentMean = standing.RecentMean,
            MissingRate = standing.MissingRate,
            LastMissing = standing.LastMissing,
            MissingRun = standing.MissingRun,
            SubmittedRate = standing.SubmittedRate,
            SubmittedMean = standing.SubmittedMean,
            LateShare = standing.LateShare,
            ScoreDeviation = standing.ScoreDeviation,
            KnownItems = standing.KnownItems,
            DueItems = standing.DueItems,
            MissingItems = standing.MissingItems,
            Pattern = standing.Pattern,
        };
    }

    private sealed class CountingTrainer : IRateModelTrainer
    {
        private readonly FastTreeTrainer _inner = new();

        public int Fits { get; private set; }

        public string Version => _inner.Version;

        public int LeastOfferings => _inner.LeastOfferings;

        public int LeastSnapshots => _inner.LeastSnapshots;

        public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows)
        {
            Fits++;
            return _inner.Fit(rows);
        }

        public IRateModel Load(Stream source) => _inner.Load(source);
    }
}
