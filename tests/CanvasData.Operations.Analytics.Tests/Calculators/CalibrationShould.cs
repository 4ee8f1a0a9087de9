using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Scores of probabilities, against what their definitions say pair by pair.</summary>
public class CalibrationShould
{
    // Tenths and hundredths, so that there are ties and borders of bins.
    private static readonly Gen<(double Probability, bool Happened)[]> Forecasts =
        Gen.Select(Gen.OneOf(Gen.Int[0, 10].Select(n => n / 10.0), Gen.Int[0, 100].Select(n => n / 100.0), Gen.Double[0, 1]), Gen.Bool).Array[0, 40];

    [Fact]
    public void RankAsOftenAsOneThatHappenedWasGivenMore() => Forecasts.Sample(forecasts =>
    {
        var pairs = (from one in forecasts where one.Happened from other in forecasts where !other.Happened select one.Probability > other.Probability ? 1.0 : one.Probability == other.Probability ? 0.5 : 0).ToList();
        return pairs.Count == 0 ? Calibration.Auc(forecasts) is null : Math.Abs(Calibration.Auc(forecasts)!.Value - pairs.Average()) < 1e-12;
    });

    [Fact]
    public void MeanTheSquaredDistance() => Forecasts.Sample(forecasts =>
        Math.Abs(Calibration.Brier(forecasts) - (forecasts.Length == 0 ? 0 : forecasts.Sum(f => Math.Pow((f.Happened ? 1 : 0) - f.Probability, 2)) / forecasts.Length)) < 1e-12);

    [Fact]
    public void MeanTheDistanceOfTenBins() => Forecasts.Sample(forecasts =>
    {
        var error = 0.0;
        for (var bin = 0; bin < 10; bin++)
        {
            var inside = forecasts.Where(f => f.Probability * 10 >= bin && (bin == 9 || f.Probability * 10 < bin + 1)).ToList();
            error += inside.Count == 0 ? 0 : (double)inside.Count / forecasts.Length * Math.Abs(inside.Average(f => f.Probability) - ((double)inside.Count(f => f.Happened) / inside.Count));
        }

        return Math.Abs(Calibration.ExpectedError(forecasts) - error) < 1e-12;
    });
}
