using CanvasData.Operations.Model;
using CanvasData.Operations.Analytics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace CanvasData.Operations.MachineLearning.Tests;

public sealed class BoostedTreesTrainerShould
{
    private static readonly List<OfferingSnapshot> Rows = GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed);
    private static readonly Dictionary<TreeAlgorithm, IRateModel> Trained = Enum.GetValues<TreeAlgorithm>().ToDictionary(algorithm => algorithm, algorithm => new BoostedTreesTrainer(algorithm).Fit(Rows));

    [Theory]
    [InlineData(TreeAlgorithm.FastTree)]
    [InlineData(TreeAlgorithm.LightGbm)]
    public void MakeTheSameModelOfTheSameRows(TreeAlgorithm algorithm)
    {
        var again = new BoostedTreesTrainer(algorithm).Fit([.. Rows]);

        BytesOf(again).Should().Equal(BytesOf(Trained[algorithm]));
        BytesOf(new BoostedTreesTrainer(algorithm).Fit([.. Rows.Skip(300)])).Should().NotEqual(BytesOf(again));
    }

    [Fact]
    public void MakeOtherModelsWithOtherAlgorithms()
    {
        BytesOf(Trained[TreeAlgorithm.FastTree]).Should().NotEqual(BytesOf(Trained[TreeAlgorithm.LightGbm]));
        Enum.GetValues<TreeAlgorithm>().Select(algorithm => new BoostedTreesTrainer(algorithm).Version).Should().OnlyHaveUniqueItems();
        new BoostedTreesTrainer().Version.Should().Be(new BoostedTreesTrainer(TreeAlgorithm.FastTree).Version);
    }

    [Theory]
    [InlineData(TreeAlgorithm.FastTree)]
    [InlineData(TreeAlgorithm.LightGbm)]
    public void LoadWhatWasSaved(TreeAlgorithm algorithm)
    {
        var model = Trained[algorithm];
        using var saved = new MemoryStream([.. BytesOf(model), 42]);

        var loaded = new BoostedTreesTrainer(algorithm).Load(saved);

        saved.ReadByte().Should().Be(42, "it reads what it wrote and no further");
        BytesOf(loaded).Should().Equal(BytesOf(model));
        Rows.Select(row => loaded.Predict(row.Standing)).Should().Equal(Rows.Select(row => model.Predict(row.Standing)));
    }

    [Fact]
    public void RefuseAModelThatIsCutShortOrDamaged()
    {
        var bytes = BytesOf(Trained[TreeAlgorithm.FastTree]);

        for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 50))
        {
            FluentActions.Invoking(() => Load(bytes[..length])).Should().Throw<EndOfStreamException>();
        }

        // Behind the start stand three lengths and the roots.
        for (var at = 8; at < 24; at += 4)
        {
            var damaged = bytes.ToArray();
            damaged.AsSpan(at, 4).Fill(0x7F);
            FluentActions.Invoking(() => Load(damaged)).Should().Throw<InvalidDataException>().WithMessage("*damaged*");
        }
    }

    // ML.NET itself says which leaf a row falls into; the medians are taken by sorting every leaf of every tree.
    [Theory]
    [InlineData(TreeAlgorithm.FastTree)]
    [InlineData(TreeAlgorithm.LightGbm)]
    public void GiveTheLeavesOfMlNetTheMediansOfWhatIsLeft(TreeAlgorithm algorithm)
    {
        var leaves = LeavesByMlNet(algorithm);
        var weights = Rows.Select(row => row.Standing.RemainingWeight).ToArray();
        var predicted = Enumerable.Repeat(Median(Enumerable.Range(0, Rows.Count).Select(i => (Rows[i].FutureRate, weights[i]))), Rows.Count).ToArray();
        for (var tree = 0; tree < leaves[0].Length; tree++)
        {
            foreach (var leaf in Enumerable.Range(0, Rows.Count).GroupBy(i => leaves[i][tree]))
            {
                var median = Median(leaf.Select(i => (Rows[i].FutureRate - predicted[i], weights[i])));
                foreach (var i in leaf)
                {
                    predicted[i] += 0.05 * median;
                }
            }
        }

        leaves[0].Should().HaveCount(150);
        for (var i = 0; i < Rows.Count; i++)
        {
            Trained[algorithm].Predict(Rows[i].Standing).Should().BeApproximately(Math.Clamp(predicted[i], 0, 100), 1e-6);
        }

        static double Median(IEnumerable<(double Value, double Weight)> values)
        {
            var ordered = values.Order().ToList();
            var half = ordered.Sum(pair => pair.Weight) / 2;
            var below = 0.0;
            return ordered.First(pair => (below += pair.Weight) >= half - 1e-9).Value;
        }
    }

    [Fact]
    public void PredictTheMedianAndNotTheMean()
    {
        // Three in four earn 90, one in four stops: the mean, 67.5, is nobody's grade.
        var rows = Rows.Select((row, i) => row with { Final = row.Standing.Earned + (row.Standing.RemainingWeight * (i / 3 % 4 == 0 ? 0 : 90)) }).ToList();

        var model = new BoostedTreesTrainer().Fit(rows);

        rows.Average(row => model.Predict(row.Standing)).Should().BeInRange(80, 92);
    }

    [Fact]
    public void ServeManyThreadsAtOnce()
    {
        var serial = Rows.Select(row => Trained[TreeAlgorithm.FastTree].Predict(row.Standing)).ToArray();
        var parallel = new double[50 * Rows.Count];

        Parallel.For(0, parallel.Length, i => parallel[i] = Trained[TreeAlgorithm.FastTree].Predict(Rows[i % Rows.Count].Standing));

        for (var i = 0; i < parallel.Length; i++)
        {
            Assert.Equal(serial[i % serial.Length], parallel[i]);
        }
    }

    [Fact]
    public void PredictWithoutAllocating()
    {
        var standing = Rows[0].Standing;
        Trained[TreeAlgorithm.FastTree].Predict(in standing);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            Trained[TreeAlgorithm.FastTree].Predict(in standing);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData(1e12)]
    [InlineData(-1e12)]
    [InlineData(1e30)]
    [InlineData(0)]
    public void KeepRatesWithinTheScaleWhateverTheNumbers(double extreme)
    {
        var hostile = Rows[0].Standing with
        {
            Current = extreme, RecentMean = -extreme, ScoreDeviation = extreme, LateShare = extreme, SubmittedMean = extreme, MissingRate = -extreme, MissingRun = int.MaxValue,
        };
        List<OfferingSnapshot> poisoned = [.. Rows, .. Rows.Take(20).Select(row => row with { Standing = hostile, Final = extreme })];

        var model = new BoostedTreesTrainer().Fit(poisoned);

        Trained[TreeAlgorithm.FastTree].Predict(in hostile).Should().BeInRange(0, 100);
        Rows.Select(row => model.Predict(row.Standing)).Append(model.Predict(in hostile)).Should().OnlyContain(rate => rate >= 0 && rate <= 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(119)]
    public void FallBackToTheMedianWhereNoTreeCanGrow(int rows)
    {
        List<OfferingSnapshot> few = [.. Rows.Take(rows).Select(row => row with { Standing = row.Standing with { RemainingWeight = 0.5 } })];

        foreach (var algorithm in Enum.GetValues<TreeAlgorithm>())
        {
            var model = new BoostedTreesTrainer(algorithm).Fit(few);

            var median = few.Select(row => row.FutureRate).Order().ElementAt((few.Count - 1) / 2);
            model.Predict(Rows[500].Standing).Should().BeApproximately(median, 1e-9);
        }
    }

    [Theory]
    [InlineData(TreeAlgorithm.FastTree)]
    [InlineData(TreeAlgorithm.LightGbm)]
    public void GiveTheMedianWhereThereIsNothingToSplit(TreeAlgorithm algorithm)
    {
        var alike = Rows.ConvertAll(row => row with { Final = row.Standing.Earned + (row.Standing.RemainingWeight * 80) });
        var twins = Rows.ConvertAll(row => row with { Standing = Rows[0].Standing });

        new BoostedTreesTrainer(algorithm).Fit(alike).Predict(Rows[1].Standing).Should().BeApproximately(80, 1e-9);
        new BoostedTreesTrainer(algorithm).Fit(twins).Predict(Rows[1].Standing)
            .Should().BeApproximately(twins.Select(row => row.FutureRate).Order().ElementAt((twins.Count - 1) / 2), 1e-9);
    }

    [Fact]
    public void SayWhatItNeeds()
    {
        FluentActions.Invoking(() => new BoostedTreesTrainer().Fit([])).Should().Throw<ArgumentException>().WithMessage("*at least one completer*");
        FluentActions.Invoking(() => new BoostedTreesTrainer().Fit(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new BoostedTreesTrainer((TreeAlgorithm)7)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*FastTree or LightGbm*");
    }

    private static IRateModel Load(byte[] bytes) => new BoostedTreesTrainer().Load(new MemoryStream(bytes));

    private static byte[] BytesOf(IRateModel model)
    {
        using var target = new MemoryStream();
        model.Save(target);
        return target.ToArray();
    }

    private static int[][] LeavesByMlNet(TreeAlgorithm algorithm)
    {
        static double Weight(OfferingSnapshot row) => row.Standing.RemainingWeight * row.Standing.RemainingWeight;
        var (sum, total) = (Rows.Sum(row => row.FutureRate * Weight(row)), Rows.Sum(Weight));
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Rows.Select(row => new Example
        {
            Features = Features(row.Standing), Label = (float)(row.FutureRate - (sum / total)), Weight = (float)(Weight(row) / total * Rows.Count),
        }));
        TreeEnsembleModelParameters model = algorithm == TreeAlgorithm.FastTree
            ? context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
            {
                NumberOfTrees = 150, NumberOfLeaves = 12, MinimumExampleCountPerLeaf = 60, LearningRate = 0.05, NumberOfThreads = 1, ExampleWeightColumnName = "Weight",
            }).Fit(data).Model
            : context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
            {
                NumberOfIterations = 150, NumberOfLeaves = 12, MinimumExampleCountPerLeaf = 60, LearningRate = 0.05, NumberOfThreads = 1, Deterministic = true, Seed = 1, ExampleWeightColumnName = "Weight",
            }).Fit(data).Model;
        var featurized = context.Transforms.FeaturizeByPretrainTreeEnsemble(new PretrainedTreeFeaturizationEstimator.Options
        {
            InputColumnName = "Features", LeavesColumnName = "Leaves", ModelParameters = model,
        }).Fit(data).Transform(data);
        return [.. featurized.GetColumn<VBuffer<float>>("Leaves").Select(row => row.Items(all: false).Where(item => item.Value != 0).Select(item => item.Key).ToArray())];
    }

    private static float[] Features(StudentStanding s) =>
    [
        (float)s.Current, (float)s.RecentMean, (float)(s.RecentMean - s.Current), (float)s.MissingRate, s.LastMissing ? 1 : 0, (float)s.SubmittedRate, (float)s.KnownWeight,
        s.MissingRun, (float)(s.SubmittedMean ?? s.Current), (float)s.ScoreDeviation, (float)s.LateShare, s.Pattern == SubmissionPattern.NothingSubmitted ? 1 : 0,
    ];

    private sealed class Example
    {
        [VectorType(12)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public float Weight { get; set; }
    }
}
