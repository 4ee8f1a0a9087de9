using CanvasData.Operations.Analytics;
using CanvasData.Operations.Analytics.Tests.Database;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.MachineLearning.Tests;

public sealed class UseMachineLearningShould
{
    private const long Running = 70;

    private static readonly long[] WithHistory = [71, 72, 73];

    [Fact]
    public void RegisterOneTrainerHoweverOftenItIsCalled()
    {
        var services = new ServiceCollection();

        services.AddCanvasOperations().UseMachineLearning(options => options.Algorithm = TreeAlgorithm.LightGbm).UseMachineLearning();

        using var provider = services.BuildServiceProvider();
        provider.GetServices<IRateModelTrainer>().Should().ContainSingle().Which.Version.Should().Be("lightgbm-1");
    }

    [Fact]
    public void GrowWithFastTreeByDefault()
    {
        var services = new ServiceCollection();

        services.AddCanvasOperations().UseMachineLearning();

        using var provider = services.BuildServiceProvider();
        provider.GetServices<IRateModelTrainer>().Should().ContainSingle().Which.Version.Should().Be("fasttree-2");
    }

    [Fact]
    public void RefuseAnAlgorithmThatThereIsNot()
    {
        var services = new ServiceCollection();

        services.AddCanvasOperations().UseMachineLearning(options => options.Algorithm = (TreeAlgorithm)7);

        using var provider = services.BuildServiceProvider();
        FluentActions.Invoking(() => provider.GetServices<IRateModelTrainer>().ToList()).Should().Throw<OptionsValidationException>().WithMessage("*FastTree or LightGbm*");
    }

    [Theory]
    [InlineData(TreeAlgorithm.FastTree, "fasttree-2")]
    [InlineData(TreeAlgorithm.LightGbm, "lightgbm-1")]
    public async Task TrainOnceForAllHosts(TreeAlgorithm algorithm, string version)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var first = await FilledAsync(store, services => services.AddCanvasOperations().UseMachineLearning(options => options.Algorithm = algorithm));
        var predicted = await first.AskAsync(analytics => analytics.PredictFinalGradesAsync(Running));
        var stored = await StoredAsync(first);

        var counting = new CountingTrainer(algorithm);
        await using var second = await AnalyticsHost.StartAsync(store, services => services.AddSingleton<IRateModelTrainer>(counting));
        var again = await second.AskAsync(analytics => analytics.PredictFinalGradesAsync(Running));

        predicted.Should().HaveCount(25).And.OnlyContain(prediction => prediction.Provenance.ModelVersion == version);
        (stored.Version, stored.Offerings).Should().Be((version, 6));
        counting.Fits.Should().Be(0);
        again.Should().BeEquivalentTo(predicted, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task TrainTheInstitutionOnceForAllItsCourses()
    {
        var counting = new CountingTrainer();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var first = await FilledAsync(store, services => services.AddSingleton<IRateModelTrainer>(counting));
        foreach (var course in WithHistory)
        {
            await first.FillAsync(GeneratedOfferings.Of(course, $"PAST {course - Running}", 0, 25));
        }

        var predicted = await Task.WhenAll(WithHistory.Prepend(Running).Select(course => Task.Run(() => first.AskAsync(analytics => analytics.PredictFinalGradesAsync(course)))));

        counting.Fits.Should().Be(10, "it is tried on the last three of six terms, tested on each of the six offerings and trained on all of them");
        predicted.SelectMany(course => course).Should().OnlyContain(prediction => prediction.Provenance.ModelVersion == counting.Version && prediction.Provenance.Offerings.Count == 6);
        var rows = await first.InContextAsync(context => context.Set<CanvasAnalyticsModel>().AsNoTracking().ToDictionaryAsync(row => row.Key));
        rows.Keys.Should().BeEquivalentTo("", "PAST 1", "PAST 2", "PAST 3");
        rows.Where(row => row.Key.Length > 0).Should().OnlyContain(row => row.Value.Content.Length * 100 < rows[""].Content.Length, "no course keeps a copy");

        var late = new CountingTrainer();
        await using var second = await AnalyticsHost.StartAsync(store, services => services.AddSingleton<IRateModelTrainer>(late));
        (await second.AskAsync(analytics => analytics.PredictFinalGradesAsync(WithHistory[1]))).Should().BeEquivalentTo(predicted[2], options => options.WithStrictOrdering());
        late.Fits.Should().Be(0);
    }

    [Fact]
    public async Task LeaveACourseToTheModelOfItsOwnThatItDoesBetterWith()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await FilledAsync(store, services => services.AddCanvasOperations().UseMachineLearning(), Differently);
        await host.FillAsync(GeneratedOfferings.Of(WithHistory[0], "PAST 1", 0, 25));

        var own = await host.AskAsync(analytics => analytics.PredictFinalGradesAsync(WithHistory[0]));

        own.Should().OnlyContain(prediction => prediction.Provenance.ModelVersion == "ridge-1" && prediction.Provenance.Basis == PredictionBasis.CourseHistory);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("bit")]
    [InlineData("noise")]
    public async Task TrainAgainWhenTheStoredModelIsDamaged(string damage)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var first = await FilledAsync(store, services => services.AddCanvasOperations().UseMachineLearning());
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

    // In the first offering, unlike in all others, everybody goes on exactly as before.
    private static OfferingSnapshot Differently(OfferingSnapshot row) => row.OfferingId == 1 ? row with { Final = row.Standing.Current } : row;

    private static async Task<AnalyticsHost> FilledAsync(TestStore store, Action<IServiceCollection> configure, Func<OfferingSnapshot, OfferingSnapshot>? change = null)
    {
        var host = await AnalyticsHost.StartAsync(store, configure);
        await host.FillAsync(GeneratedOfferings.Of(Running, "MATH 101", 0, 25));
        var rows = GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed).ConvertAll(row => change?.Invoke(row) ?? row);
        await host.FillAsync(rows.GroupBy(row => row.OfferingId).Select(offering => new CanvasOffering
        {
            CourseId = offering.Key,
            CourseKey = offering.First().CourseKey,
            EndAt = GeneratedOfferings.Now.AddDays(-100 - (182 * (6 - offering.Key))),
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

    private sealed class CountingTrainer(TreeAlgorithm algorithm = TreeAlgorithm.FastTree) : IRateModelTrainer
    {
        private readonly BoostedTreesTrainer _inner = new(algorithm);
        private int _fits;

        public int Fits => _fits;

        public string Version => _inner.Version;

        public int LeastOfferings => _inner.LeastOfferings;

        public int LeastSnapshots => _inner.LeastSnapshots;

        public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows)
        {
            Interlocked.Increment(ref _fits);
            return _inner.Fit(rows);
        }

        public IRateModel Load(Stream source) => _inner.Load(source);
    }
}
