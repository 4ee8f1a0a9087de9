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
        var (all, current) = (true, 0.0);
        foreach (var history in results.Where(result => result.Method.Name == MethodList.History))
        {
            current = history.Cut;
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
            var width = history.Grade.Interval80?.Width ?? double.NaN;
            var widest = history.Cut switch { < 0.375 => 40, < 0.625 => 25, _ => 18 };
            Line($"{cut}: width of the 80% interval", width, $"<= {widest}", width <= widest);
            var (course, excess) = history.ByCourse.Select(own => (own.Module, Excess: own.Grade.Mae - Math.Min(MaeOfCourse(MethodList.CarriedForward, own.Module), MaeOfCourse(MethodList.ClassAlone, own.Module)))).MaxBy(own => own.Excess);
            Line($"{cut}: mean absolute error above the current percentage or the class alone, of the worst course, {course}", excess, "<= 0", excess <= 0);
            var (least, share) = history.ByCourse.Select(own => (own.Module, Coverage: own.Grade.Interval80?.Coverage ?? double.NaN)).MinBy(own => own.Coverage);
            Line($"{cut}: coverage of the 80% interval of the worst course, {least}", share, ">= 0.70", share >= 0.70);
            Line($"{cut}: calibration error of P(final < 40)", history.Low.ExpectedError ?? double.NaN, "<= 0.05", history.Low.ExpectedError <= 0.05);
        }

        Line("trends called in shuffled scores", trend.FlaggedShuffled, "<= 0.10", trend.FlaggedShuffled <= 0.10);
        Line("trend classes that change at an update", trend.Flips, "<= 0.08", trend.Flips <= 0.08);
        return all;

        double MaeOf(string name, double cut) => results.First(result => result.Method.Name == name && result.Cut == cut).Grade.Mae;

        double MaeOfCourse(string name, string module) => results.First(result => result.Method.Name == name && result.Cut == current).ByCourse.First(own => own.Module == module).Grade.Mae;

        void Line(string name, double measured, string bar, bool isReached)
        {
            all &= isReached;
            target.WriteLine($"{(isReached ? "PASS" : "MISS")}  {name}  {Number(measured)}  {bar}");
        }
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
