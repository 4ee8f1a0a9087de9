using System.Globalization;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>An analysis from snapshots to risks. As a program of its own it prints culture, time zone and every bit.</summary>
internal static class EveryNumber
{
    public static List<string> Bits()
    {
        var finished = Enumerable.Range(1, 3).SelectMany(seed => OfferingSnapshots.Create(WithLeavers(Course.Generated(seed, 50, 12)))).ToList();
        var (model, dropout) = (FinalGradeModel.Fit(finished, "invented"), DropoutModel.Fit(finished, 60));
        using var saved = new MemoryStream();
        model.Save(saved);
        var lines = new List<string> { model.Version, Convert.ToHexString(saved.ToArray()), string.Join(' ', Backtest.Run(finished, 60).ByCut.SelectMany(Numbers)) };
        foreach (var seed in new[] { 11, 12, 13, 14 })
        {
            lines.AddRange(AnalysisBits.Of(RandomCourse.Of(seed), Course.Due(4).AddHours(5), FinalGradeModel.ColdStart));
            lines.AddRange(AnalysisBits.Of(Course.Generated(seed, 30, 12), Course.Due(6).AddHours(5), model, dropout));
        }

        return lines;
    }

    private static int Main()
    {
        Console.WriteLine($"{CultureInfo.CurrentCulture.Name} {TimeZoneInfo.Local.Id}");
        foreach (var line in Bits())
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    private static IEnumerable<string> Numbers(BacktestFigures figures) =>
        typeof(BacktestFigures).GetProperties().Select(property => property.GetValue(figures) is double number ? Convert.ToHexString(BitConverter.GetBytes(number)) : "-");

    private static CourseWork WithLeavers(CourseWork work) => work with { Memberships = [.. work.StudentIds.Select((_, s) => new Membership(null, s % 4 == 0 ? Course.Due(8) : null))] };
}
