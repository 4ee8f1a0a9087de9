using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class TrendsShould
{
    [Fact]
    public void FlagFewTrendsWhereTheOrderMeansNothing()
    {
        var (flips, updates) = (0, 0);
        var before = new TrendDirection[500];
        for (var item = 4; item < 20; item++)
        {
            var trends = TrendCalculator.Calculate(StandingCalculator.Calculate(Course.Generated(42, 500, 20), Course.Due(item).AddDays(2)));
            for (var s = 0; s < trends.Length; s++)
            {
                updates += before[s] == TrendDirection.InsufficientData || trends[s].Trend == TrendDirection.InsufficientData ? 0 : 1;
                flips += before[s] != TrendDirection.InsufficientData && before[s] != trends[s].Trend ? 1 : 0;
                before[s] = trends[s].Trend;
            }
        }

        var flagged = before.Count(trend => trend is TrendDirection.Improving or TrendDirection.Declining);
        flagged.Should().BeLessThanOrEqualTo(50);
        ((double)flips / updates).Should().BeLessThanOrEqualTo(0.08);
    }

    [Fact]
    public void AgreeWithAReckoningByHand() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 9], Gen.Double[1, 14]).Sample(
        (seed, students, week) =>
        {
            var standing = StandingCalculator.Calculate(RandomCourse.Of(seed, students), Course.Start.AddDays(7 * week));
            var trends = TrendCalculator.Calculate(standing);
            for (var s = 0; s < students; s++)
            {
                var naive = NaiveTrend.Of(standing, s);
                (trends[s].Items, trends[s].Adjusted, trends[s].SubmissionRun, trends[s].MissingRun).Should().Be((naive.Last.Count, naive.IsCompared, naive.SubmissionRun, standing[s].MissingRun));
                Near(trends[s].Velocity, naive.Velocity).Should().BeTrue();
                Near(trends[s].RawVelocity, naive.RawVelocity).Should().BeTrue();
                Near(trends[s].Change, naive.Change).Should().BeTrue();
                Near(trends[s].Form, naive.Form).Should().BeTrue();

                // Means of classes are rounded, so that what is nearly the same may be ranked either way.
                (naive.HasNearTies || (Near(trends[s].PValue, naive.PValue, 1e-6) && trends[s].Trend == naive.Class)).Should().BeTrue();
            }
        },
        iter: 1_000);

    [Fact]
    public void BeTheMedianOfAllSlopesOfOneStudentToo() => Series(3, 16).Sample(
        scores =>
        {
            var (trend, naive) = (Of(scores), NaiveTrend.Of(Standing(scores), 0));
            return trend.Trend == naive.Class && Near(trend.Velocity, naive.Velocity) && Near(trend.Change, naive.Change) && Near(trend.Form, naive.Form) && trend.Items == Math.Min(10, scores.Length);
        },
        iter: 2_000);

    [Fact]
    public void GiveTheEvidenceOfAllOrdersUpToSevenItems() => Gen.Int[3, 7].SelectMany(n => Gen.Shuffle(Enumerable.Range(1, n).Select(score => (double)score).ToArray())).Sample(
        scores =>
        {
            var (s, all) = (Math.Abs(NaiveTrend.Kendall(scores)), Orders(scores.Length));
            return Math.Abs(Of(scores).PValue!.Value - (all.Count(order => Math.Abs(order) >= s) / (double)all.Count)) < 1e-12;
        },
        iter: 300);

    [Fact]
    public void GiveTheEvidenceOfTheNormalDistributionWithTies() => Series(3, 10).Where(scores => scores.Distinct().Count() < scores.Length).Sample(
        scores =>
        {
            double n = scores.Length;
            var ties = scores.GroupBy(score => score).Sum(group => (double)group.Count() * (group.Count() - 1) * ((2 * group.Count()) + 5));
            var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties) / 18;
            var s = Math.Abs(NaiveTrend.Kendall(scores));
            return Math.Abs(Of(scores).PValue!.Value - (s == 0 || variance <= 0 ? 1 : NaiveTrend.TwoSided((s - 1) / Math.Sqrt(variance)))) < 1e-6;
        },
        iter: 1_000);

    [Fact]
    public void EnterAClassByStrongEvidenceAndKeepItByWeakerEvidence()
    {
        Of([100, 90, 80, 70]).Trend.Should().Be(TrendDirection.InsufficientData);
        Of([100, 90, 80, 70, 60]).Trend.Should().Be(TrendDirection.Declining);
        var kept = Of([100, 90, 80, 70, 60, 85]);
        kept.PValue.Should().BeInRange(0.10, 0.25);
        kept.Trend.Should().Be(TrendDirection.Declining);
        var never = Of([90, 100, 80, 70, 85, 60]);
        never.PValue.Should().Be(kept.PValue);
        never.Trend.Should().Be(TrendDirection.Stable, "the same evidence does not suffice to enter");
        var left = Of([100, 90, 80, 70, 60, 95]);
        left.PValue.Should().BeGreaterThan(0.25);
        left.Trend.Should().Be(TrendDirection.Stable);
        Of([60, 70, 80, 90, 100]).Trend.Should().Be(TrendDirection.Improving);
    }

    [Fact]
    public void AskForTenPointsToEnterAndForFiveToStay()
    {
        Of([80, 78, 76, 74, 72]).Trend.Should().Be(TrendDirection.Stable, "eight points are too few");
        Of([82.5, 80, 77.5, 75, 72.5]).Trend.Should().Be(TrendDirection.Declining, "ten are enough");
        var flattening = Enumerable.Range(5, 9).Select(n => Of([.. Enumerable.Range(0, n).Select(i => i < 5 ? 82.5 - (2.5 * i) : 72.5 - (0.4 * (i - 4)))])).ToList();
        flattening.Should().OnlyContain(trend => trend.PValue < 0.02 && trend.Trend == (trend.Change <= -5 ? TrendDirection.Declining : TrendDirection.Stable));
        flattening.Should().Contain(trend => trend.Change > -10 && trend.Change <= -5).And.Contain(trend => trend.Change > -5);
        Of([.. Enumerable.Range(0, 10).Select(i => 80 - (0.8 * i))]).Trend.Should().Be(TrendDirection.Stable, "more than five points would do to stay, but not to enter");
    }

    [Fact]
    public void ShowTheFormOfTheLastScores()
    {
        Of([50, 50, 50]).Form.Should().Be(0);
        Of([0, 0, 100]).Form.Should().BeApproximately(40 - (100 / 3.0), 1e-9);
        Of([]).Form.Should().BeNull();
    }

    [Fact]
    public void SpellHowTheLastDueItemsWereHandedIn()
    {
        var work = Course.Of([8, null, 9, 7, null, null, null]);
        work.Cells[2] = work.Cells[2] with { Late = true };
        work.Cells[4] = work.Cells[4] with { SubmittedAt = Course.Due(4) };
        var trend = TrendCalculator.Calculate(StandingCalculator.Calculate(work, Course.Due(5).AddDays(2)))[0];
        (trend.SubmissionRun, trend.MissingRun).Should().Be(("SMLSSM", 1));
        TrendCalculator.Calculate(StandingCalculator.Calculate(Course.Of([.. Enumerable.Range(0, 14).Select(i => i < 3 ? (double?)null : 5)]), Course.Due(14)))[0].SubmissionRun.Should().Be("SSSSSSSSSS", "of the last ten");
    }

    // Few distinct values, so that there are ties.
    private static Gen<double[]> Series(int least, int most) => Gen.OneOf(Gen.Int[0, 6].Select(score => score * 15.0), Gen.Double[0, 100]).Array[least, most];

    private static List<int> Orders(int n) => n == 1 ? [0] : [.. Orders(n - 1).SelectMany(s => Enumerable.Range(0, n).Select(place => s + (n - 1) - (2 * place)))];

    private static GradeTrend Of(double[] scores) => TrendCalculator.Calculate(Standing(scores))[0];

    private static ClassStanding Standing(double[] scores) =>
        StandingCalculator.Calculate(Course.Of(1, [.. scores.Select(_ => 100.0)], [[.. scores.Select(score => (double?)score)]]), Course.Due(scores.Length + 1));

    private static bool Near(double? a, double? b, double by = 1e-5) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) <= by * Math.Max(1, Math.Abs(a.Value));
}
