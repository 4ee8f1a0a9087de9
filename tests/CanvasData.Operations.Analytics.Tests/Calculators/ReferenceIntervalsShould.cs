using CanvasData.Operations.Model;
using System.Globalization;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Before a school has history, intervals come from a public data set: wide on purpose.</summary>
public class ReferenceIntervalsShould
{
    // Remaining weight (0 under 0.35, 1 to 0.60, 2 above), state (0 last missing or nothing handed in, 1 some missing, 2 none), and quantiles in units of the class's noise.
    private const string Table = """
        0 0 -1.616 -1.272 1.585 2.771
        0 1 -1.693 -1.487 2.051 2.721
        0 2 -2.181 -1.699 0.378 0.487
        1 0 -1.398 -1.248 2.199 3.030
        1 1 -1.451 -1.241 1.037 1.456
        1 2 -1.654 -1.192 0.349 0.456
        2 0 -1.714 -1.479 0.622 1.562
        2 1 -1.402 -1.198 0.609 1.139
        2 2 -1.951 -1.438 0.341 0.428
        """;

    private static readonly Dictionary<(int Band, int State), double[]> Quantiles = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(cells => (int.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture)), cells => cells[2..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray());

    [Fact]
    public void BeQuantilesOfTheDataSetTimesTheNoiseOfTheClass()
    {
        var seen = new HashSet<(int, int)>();
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0.2, 12.5], Gen.Int[1, 40]).Sample(
            (seed, week, students) =>
            {
                var standing = StandingCalculator.Calculate(Course.Generated(seed, students, 12), Course.Start.AddDays(7 * week));
                foreach (var prediction in FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60).Where(prediction => prediction.Status == AnalyticsStatus.Ok && prediction.Standing!.Value.RemainingWeight > 0))
                {
                    var own = prediction.Standing!.Value;
                    var cell = (own.RemainingWeight < 0.35 ? 0 : own.RemainingWeight <= 0.60 ? 1 : 2, own.Pattern switch { SubmissionPattern.NoneMissing => 2, SubmissionPattern.SomeMissing => 1, _ => 0 });
                    double At(int quantile) => new NaiveForesight(own, NaiveForesight.ClassRate(own), [0]).FinalOf(standing.NoiseDeviation * Quantiles[cell][quantile]);
                    lock (seen)
                    {
                        seen.Add(cell);
                    }

                    if (!(prediction.IntervalIsReference && prediction.Interval80 == new GradeInterval(At(1), At(2)) && prediction.Interval90 == new GradeInterval(At(0), At(3))))
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 500);
        seen.Should().HaveCount(9, "every cell is to be met");
    }

    [Fact]
    public void HoldThePointAndEachOtherWithinWhatIsPossible() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0.2, 12.5]).Sample(
        (seed, week) =>
        {
            var standing = StandingCalculator.Calculate(RandomCourse.Of(seed), Course.Start.AddDays(7 * week));
            return FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60).Where(prediction => prediction.Status == AnalyticsStatus.Ok).All(prediction =>
            {
                var own = prediction.Standing!.Value;
                var (likely, wide, point) = (prediction.Interval80!.Value, prediction.Interval90!.Value, prediction.Point!.Value);
                return own.Earned <= wide.Low && wide.Low <= likely.Low && likely.Low <= point && point <= likely.High && likely.High <= wide.High
                    && wide.High <= own.Earned + (100 * own.RemainingWeight) + own.OpenBonus + 1e-9;
            });
        },
        iter: 1_000);
}
