using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class RidgeShould
{
    [Fact]
    public void SolveTheNormalEquations() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 60]).Sample(
        (seed, students) =>
        {
            var rows = RandomSnapshots.Of(seed, 1, students);
            var (model, beta, random) = (new RidgeTrainer().Fit(rows), BetaOf(rows), new Random(seed));
            return Enumerable.Range(0, 20).Select(_ => RandomSnapshots.StandingOf(random, random.NextDouble())).All(standing =>
                Math.Abs(model.Predict(in standing) - Math.Clamp(RateOf(standing) + FeaturesOf(standing).Zip(beta, (x, b) => x * b).Sum(), 0, 100)) < 1e-7);
        },
        iter: 300);

    [Fact]
    public void LeaveTheClassAsItIsWhereThereIsNothingToLearn()
    {
        var (empty, random) = (new RidgeTrainer().Fit([]), new Random(1));
        for (var i = 0; i < 100; i++)
        {
            var standing = RandomSnapshots.StandingOf(random, random.NextDouble());
            empty.Predict(in standing).Should().BeApproximately(NaiveForesight.ClassRate(standing), 1e-9);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e200)]
    [InlineData(double.MaxValue)]
    public void RefuseEquationsThatCannotBeSolved(double nonsense)
    {
        var (rows, random) = (RandomSnapshots.Of(2, 1, 30), new Random(1));
        rows[4] = rows[4] with { Standing = rows[4].Standing with { RemainingWeight = nonsense } };
        var model = new RidgeTrainer().Fit(rows);
        for (var i = 0; i < 100; i++)
        {
            var standing = RandomSnapshots.StandingOf(random, random.NextDouble());
            (Math.Abs(model.Predict(in standing) - NaiveForesight.ClassRate(standing)) < 1e-9).Should().BeTrue("to be near no number counts as near, so it is compared here");
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void LearnNothingFromSnapshotsThatAreNoNumbers(double nonsense)
    {
        var rows = RandomSnapshots.Of(2, 2, 60);
        var bad = rows[4] with { OfferingId = 7, StudentId = 1, Standing = rows[4].Standing with { Current = nonsense } };
        List<OfferingSnapshot> spoilt = [.. rows, bad, bad with { StudentId = 2, Standing = rows[4].Standing, Final = nonsense }, bad with { StudentId = 3, Standing = rows[4].Standing with { RemainingWeight = nonsense } }];
        var standing = StandingCalculator.Calculate(Course.Generated(3, 20, 12), Course.Due(5));
        FinalGradePredictor.Predict(standing, FinalGradeModel.Fit(spoilt, "invented"), 60).Select(prediction => (prediction.Point, prediction.Interval90))
            .Should().Equal(FinalGradePredictor.Predict(standing, FinalGradeModel.Fit(rows, "invented"), 60).Select(prediction => (prediction.Point, prediction.Interval90)));
        var (report, clean) = (Backtest.Run(spoilt, 60), Backtest.Run(rows, 60));
        report.ByCut.Should().Equal(clean.ByCut);
    }

    [Fact]
    public void BeLoadedAsItWasSaved()
    {
        var (model, random) = (new RidgeTrainer().Fit(RandomSnapshots.Of(2, 1, 30)), new Random(1));
        using var saved = new MemoryStream();
        model.Save(saved);
        saved.Position = 0;
        var loaded = new RidgeTrainer().Load(saved);
        for (var i = 0; i < 100; i++)
        {
            var standing = RandomSnapshots.StandingOf(random, random.NextDouble());
            loaded.Predict(in standing).Should().Be(model.Predict(in standing));
        }
    }

    private static double RateOf(StudentStanding standing) => Math.Clamp(((standing.KnownWeight * standing.Current) + (0.10 * standing.ClassMean)) / (standing.KnownWeight + 0.10), 0, 120);

    private static double[] FeaturesOf(StudentStanding standing) =>
    [
        1,
        (RateOf(standing) - 75) / 20,
        (standing.Current - standing.ClassMean) / 20,
        (standing.RecentMean - standing.Current) / 20,
        standing.MissingRate,
        standing.LastMissing ? 1 : 0,
        1 - standing.SubmittedRate,
    ];

    /// <summary>(X'VX + penalty) beta = X'Vy with penalty 20 on the intercept and 100 on the rest, and V the square of what remains over its mean; by Gaussian elimination with pivoting.</summary>
    private static double[] BetaOf(IReadOnlyList<OfferingSnapshot> rows)
    {
        var mean = rows.Average(row => row.Standing.RemainingWeight * row.Standing.RemainingWeight);
        var system = new double[7, 8];
        foreach (var row in rows)
        {
            var (x, v) = (FeaturesOf(row.Standing), row.Standing.RemainingWeight * row.Standing.RemainingWeight / mean);
            for (var i = 0; i < 7; i++)
            {
                for (var j = 0; j < 7; j++)
                {
                    system[i, j] += v * x[i] * x[j];
                }

                system[i, 7] += v * x[i] * (NaiveForesight.FutureRate(row) - RateOf(row.Standing));
            }
        }

        for (var i = 0; i < 7; i++)
        {
            system[i, i] += i == 0 ? 20 : 100;
        }

        for (var column = 0; column < 7; column++)
        {
            var pivot = Enumerable.Range(column, 7 - column).MaxBy(row => Math.Abs(system[row, column]));
            for (var k = 0; k < 8; k++)
            {
                (system[column, k], system[pivot, k]) = (system[pivot, k], system[column, k]);
            }

            for (var row = 0; row < 7; row++)
            {
                var factor = row == column ? 0 : system[row, column] / system[column, column];
                for (var k = 0; k < 8; k++)
                {
                    system[row, k] -= factor * system[column, k];
                }
            }
        }

        return [.. Enumerable.Range(0, 7).Select(i => system[i, 7] / system[i, i])];
    }
}
