using System.Globalization;
using CanvasData.Operations.Evaluation.Methods;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Reports;

/// <summary>What is promised of the product's predictions and trends, held against the figures.</summary>
internal static class Bars
{
    private const double FromPeer = 0.4;

    /// <returns>Whether all are reached.</returns>
    public static bool Write(TextWriter target, IReadOnlyList<MethodResult> results, TrendScore trend)
    {
        var all = true;
        foreach (var history in results.Where(result => result.Method.Name == MethodList.History))
        {
            var cut = history.Cut.ToString("P0", CultureInfo.InvariantCulture);
            var peer = Math.Min(MaeOf(MethodList.LightGbm, history.Cut), MaeOf(MethodList.LightGbmMean, history.Cut));
            var coverage = history.Grade.Interval80?.Coverage ?? double.NaN;
            Line($"{cut}: mean absolute error against the current percentage", history.Grade.Mae, $"<= {Number(MaeOf(MethodList.CarriedForward, history.Cut))}", history.Grade.Mae <= MaeOf(MethodList.CarriedForward, history.Cut));
            Line($"{cut}: mean absolute error against the class alone", history.Grade.Mae, $"<= {Number(MaeOf(MethodList.ClassAlone, history.Cut))}", history.Grade.Mae <= MaeOf(MethodList.ClassAlone, history.Cut));
            Line($"{cut}: mean absolute error against LightGBM", history.Grade.Mae, $"<= {Number(peer + FromPeer)}", history.Grade.Mae <= peer + FromPeer);
            if (results.Any(result => result.Method.Name == MethodList.Trees))
            {
                Line($"{cut}: mean absolute error with the boosted trees against that without", MaeOf(MethodList.Trees, history.Cut), $"<= {Number(history.Grade.Mae)}", MaeOf(MethodList.Trees, history.Cut) <= history.Grade.Mae);
            }

            Line($"{cut}: coverage of the 80% interval", coverage, "0.76 to 0.84", coverage is >= 0.76 and <= 0.84);
            Line($"{cut}: calibration error of P(final < 40)", history.Low.ExpectedError ?? double.NaN, "<= 0.05", history.Low.ExpectedError <= 0.05);
        }

        Line("trends called in shuffled scores", trend.FlaggedShuffled, "<= 0.10", trend.FlaggedShuffled <= 0.10);
        Line("trend classes that change at an update", trend.Flips, "<= 0.08", trend.Flips <= 0.08);
        return all;

        double MaeOf(string name, double cut) => results.First(result => result.Method.Name == name && result.Cut == cut).Grade.Mae;

        void Line(string name, double measured, string bar, bool isReached)
        {
            all &= isReached;
            target.WriteLine($"{(isReached ? "PASS" : "MISS")}  {name}  {Number(measured)}  {bar}");
        }
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
