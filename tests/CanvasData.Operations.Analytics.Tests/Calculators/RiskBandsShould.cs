using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class RiskBandsShould
{
    private static readonly double[] Limits = [0.10, 0.25, 0.50];

    private static readonly FinalGradeModel History = FinalGradeModel.Fit([.. Enumerable.Range(1, 4).SelectMany(seed => OfferingSnapshots.Create(Course.Generated(seed, 60, 12)))], "invented");

    [Fact]
    public void BeReadFromTheIntervalAndTheLastItemsWithoutHistory()
    {
        var seen = new HashSet<RiskBand>();
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 13], Gen.Int[30, 90]).Sample(
            (seed, week, passing) =>
            {
                var risks = Of(RandomCourse.Of(seed, 8), Course.Start.AddDays(7 * week), FinalGradeModel.ColdStart, passing);
                foreach (var risk in risks)
                {
                    var expected = RiskBand.Unknown;
                    if (risk.Status == AnalyticsStatus.Ok)
                    {
                        var (own, point, likely) = (risk.Prediction.Standing!.Value, risk.Prediction.Point!.Value, risk.Prediction.Interval80!.Value);
                        var required = own.RemainingWeight > 0 ? (passing - own.Earned) / own.RemainingWeight : (double?)null;
                        var presses = own.LastMissing || required > (own.SubmittedMean ?? own.Current) + 10;
                        expected = likely.High < passing || (point < passing && own.MissingRun >= 2) ? RiskBand.High
                            : point < passing ? RiskBand.Elevated
                            : likely.Low < passing && presses ? RiskBand.Watch
                            : RiskBand.Low;
                        (risk.Probability is null).Should().Be(own.RemainingWeight > 0 || own.OpenBonus > 0);
                    }

                    risk.Band.Should().Be(expected);
                    lock (seen)
                    {
                        seen.Add(expected);
                    }
                }
            },
            iter: 500);
        seen.Should().HaveCount(5, "every band is to be met");
    }

    [Fact]
    public void BeLeftOnlyWhenTheProbabilityIsWellAcrossALimit()
    {
        var (seen, kept) = (new HashSet<RiskBand>(), 0);
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0.5, 12], Gen.Int[45, 70]).Sample(
            (seed, week, passing) =>
            {
                var (work, asOf) = (Course.Generated(seed, 10, 12), Course.Start.AddDays(7 * week));
                var risks = Of(work, asOf, History, passing);
                var now = StandingCalculator.Calculate(work, asOf);
                for (var s = 0; s < risks.Length; s++)
                {
                    if (risks[s].Status != AnalyticsStatus.Ok)
                    {
                        risks[s].Band.Should().Be(RiskBand.Unknown);
                        continue;
                    }

                    var weeks = new List<double>();
                    for (var back = 0; back <= 12; back++)
                    {
                        var then = StandingCalculator.Calculate(work, asOf.AddDays(-7 * back));
                        if (then.StatusOf(s) != AnalyticsStatus.Ok)
                        {
                            break;
                        }

                        var standing = then[s] with { ClassMean = now[s].ClassMean };
                        weeks.Insert(0, FinalGradePredictor.ProbabilityBelow(in standing, History, passing)!.Value);
                    }

                    var band = weeks.Skip(1).Aggregate(Plain(weeks[0]), Next);
                    weeks[^1].Should().Be(risks[s].Probability);
                    risks[s].Band.Should().Be(RiskBand.Low + band);
                    lock (seen)
                    {
                        seen.Add(risks[s].Band);
                        kept += band != Plain(weeks[^1]) ? 1 : 0;
                    }
                }
            },
            iter: 100);
        seen.Should().HaveCount(4, "every band is to be met");
        kept.Should().BePositive("a band is to be kept against the plain limits");
    }

    [Fact]
    public void RiseWithTheProbability()
    {
        var risks = Of(Course.Generated(5, 200, 12), Course.Due(5).AddDays(2), History, 60);
        foreach (var risk in risks)
        {
            (risk.Band switch { RiskBand.High => risk.Probability >= 0.45, RiskBand.Elevated => risk.Probability is >= 0.20 and < 0.55, RiskBand.Watch => risk.Probability is >= 0.05 and < 0.30, _ => risk.Probability < 0.15 })
                .Should().BeTrue("{0} is not told of a probability of {1}", risk.Band, risk.Probability);
        }
    }

    private static int Plain(double probability) => Limits.Count(limit => probability >= limit);

    private static int Next(int band, double probability) =>
        (band < 3 && probability >= Limits[band] + 0.05) || (band > 0 && probability < Limits[band - 1] - 0.05) ? Plain(probability) : band;

    private static AtRiskStudent[] Of(CourseWork work, DateTime asOf, FinalGradeModel model, double passing)
    {
        var standing = StandingCalculator.Calculate(work, asOf);
        return RiskCalculator.Calculate(standing, model, FinalGradePredictor.Predict(standing, model, passing), TrendCalculator.Calculate(standing), passing);
    }
}
