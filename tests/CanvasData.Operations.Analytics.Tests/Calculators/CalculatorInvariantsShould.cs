using CanvasData.Operations.Analytics;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class CalculatorInvariantsShould
{
    [Fact]
    public void NotDependOnTheOrderOfStudents() => Gen.Int[1, 10_000].Sample(
        seed =>
        {
            var work = Course.Generated(seed, 12, 8);
            var turned = work with { StudentIds = [.. work.StudentIds.Reverse()], Cells = [.. Enumerable.Range(0, 12).Reverse().SelectMany(s => work.CellsOf(s).ToArray())] };
            var (one, other) = (StandingCalculator.Of(work, Course.Due(4).AddDays(2)), StandingCalculator.Of(turned, Course.Due(4).AddDays(2)));
            return one.InputsHash == other.InputsHash && Enumerable.Range(0, 12).All(s => one[s] == other[11 - s]) && TrendCalculator.Of(one).SequenceEqual(Enumerable.Reverse(TrendCalculator.Of(other)));
        },
        iter: 100);

    [Fact]
    public void FlagFewTrendsWhereTheOrderMeansNothing()
    {
        var (flagged, flips, updates) = (0, 0, 0);
        var before = new TrendClass[500];
        for (var item = 4; item < 20; item++)
        {
            var trends = TrendCalculator.Of(StandingCalculator.Of(Course.Generated(42, 500, 20), Course.Due(item).AddDays(2)));
            for (var s = 0; s < trends.Length; s++)
            {
                updates += before[s] == TrendClass.InsufficientData || trends[s].Trend == TrendClass.InsufficientData ? 0 : 1;
                flips += before[s] != TrendClass.InsufficientData && before[s] != trends[s].Trend ? 1 : 0;
                before[s] = trends[s].Trend;
            }
        }

        flagged = before.Count(trend => trend is TrendClass.Improving or TrendClass.Declining);
        flagged.Should().BeLessThanOrEqualTo(50);
        ((double)flips / updates).Should().BeLessThanOrEqualTo(0.08);
    }
}
