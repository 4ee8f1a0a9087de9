using CanvasData.Operations.Analytics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace CanvasData.Operations.MachineLearning.Tests;

public sealed class FastTreeTrainerShould
{
    private static readonly List<OfferingSnapshot> Rows = GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed);
    private static readonly Lazy<IRateModel> Trained = new(() => new FastTreeTrainer().Fit(Rows));

    [Fact]
    public void MakeTheSameModelOfTheSameRows()
    {
        BytesOf(new FastTreeTrainer().Fit(Rows)).Should().Equal(BytesOf(Trained.Value));
        BytesOf(new FastTreeTrainer().Fit([.. Rows.Skip(300)])).Should().NotEqual(BytesOf(Trained.Value));
    }

    [Fact]
    public void LoadWhatWasSaved()
    {
        using var saved = new MemoryStream([.. BytesOf(Trained.Value), 42]);

        var loaded = new FastTreeTrainer().Load(saved);

        saved.ReadByte().Should().Be(42, "it reads what it wrote and no further");
        BytesOf(loaded).Should().Equal(BytesOf(Trained.Value));
        Rows.Select(row => loaded.Predict(row.Standing)).Should().Equal(Rows.Select(row => Trained.Value.Predict(row.Standing)));
    }

    [Fact]
    public void RefuseAModelThatIsCutShortOrDamaged()
    {
        var bytes = BytesOf(Trained.Value);

        for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 50))
        {
            FluentActions.Invoking(() => Load(bytes[..length])).Should().Throw<EndOfStreamException>();
        }

        // Behind the ridge and the mean stand three lengths and the roots.
        for (var at = 64; at < 80; at += 4)
        {
            var damaged = bytes.ToArray();
            damaged.AsSpan(at, 4).Fill(0x7F);
            FluentActions.Invoking(() => Load(damaged)).Should().Throw<InvalidDataException>().WithMessage("*damaged*");
        }
    }

    [Fact]
    public void PredictWhatMlNetPredicts()
    {
        var mean = Rows.Sum(row => row.FutureRate * Weight(row)) / Rows.Sum(Weight);
        var scale = Rows.Average(Weight);
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Rows.Select(row => new Example { Features = Features(row.Standing), Label = (float)(row.FutureRate - mean), Weight = (float)(Weight(row) / scale) }));
        var trees = context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            NumberOfTrees = 150,
            NumberOfLeaves = 12,
            MinimumExampleCountPerLeaf = 60,
            LearningRate = 0.05,
            NumberOfThreads = 1,
            ExampleWeightColumnName = "Weight",
        }).Fit(data);
        var ridge = new RidgeTrainer().Fit(Rows);
        var scores = trees.Transform(data).GetColumn<float>("Score").ToArray();

        for (var i = 0; i < Rows.Count; i++)
        {
            var expected = (ridge.Predict(Rows[i].Standing) + Math.Clamp(mean + scores[i], 0, 100)) / 2;
            Trained.Value.Predict(Rows[i].Standing).Should().BeApproximately(expected, 1e-5, "the score of ML.NET is a float");
        }

        static double Weight(OfferingSnapshot row) => row.Standing.RemainingWeight * row.Standing.RemainingWeight;
    }

    [Fact]
    public void ServeManyThreadsAtOnce()
    {
        var serial = Rows.Select(row => Trained.Value.Predict(row.Standing)).ToArray();
        var parallel = new double[50 * Rows.Count];

        Parallel.For(0, parallel.Length, i => parallel[i] = Trained.Value.Predict(Rows[i % Rows.Count].Standing));

        for (var i = 0; i < parallel.Length; i++)
        {
            Assert.Equal(serial[i % serial.Length], parallel[i]);
        }
    }

    [Fact]
    public void PredictWithoutAllocating()
    {
        var standing = Rows[0].Standing;
        Trained.Value.Predict(in standing);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            Trained.Value.Predict(in standing);
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

        var model = new FastTreeTrainer().Fit(poisoned);

        Trained.Value.Predict(in hostile).Should().BeInRange(0, 100);
        Rows.Select(row => model.Predict(row.Standing)).Append(model.Predict(in hostile)).Should().OnlyContain(rate => rate >= 0 && rate <= 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(119)]
    public void FallBackToTheMeanWhereNoTreeCanGrow(int rows)
    {
        List<OfferingSnapshot> few = [.. Rows.Take(rows)];

        var model = new FastTreeTrainer().Fit(few);

        var mean = few.Sum(row => row.FutureRate * row.Standing.RemainingWeight * row.Standing.RemainingWeight) / few.Sum(row => row.Standing.RemainingWeight * row.Standing.RemainingWeight);
        var ridge = new RidgeTrainer().Fit(few);
        model.Predict(Rows[500].Standing).Should().BeApproximately((mean + ridge.Predict(Rows[500].Standing)) / 2, 1e-9);
    }

    [Fact]
    public void SayWhatItNeeds()
    {
        FluentActions.Invoking(() => new FastTreeTrainer().Fit([])).Should().Throw<ArgumentException>().WithMessage("*at least one completer*");
        FluentActions.Invoking(() => new FastTreeTrainer().Fit(null!)).Should().Throw<ArgumentNullException>();
    }

    private static IRateModel Load(byte[] bytes) => new FastTreeTrainer().Load(new MemoryStream(bytes));

    private static byte[] BytesOf(IRateModel model)
    {
        using var target = new MemoryStream();
        model.Save(target);
        return target.ToArray();
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
