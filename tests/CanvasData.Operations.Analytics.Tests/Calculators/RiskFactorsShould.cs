using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Factors tell in points of the grade what weighs on a prediction, and sum up to its distance from a typical student.</summary>
public class RiskFactorsShould
{
    [Fact]
    public void SumUpToTheDistanceFromATypicalStudent() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0.5, 13]).Sample(
        (seed, week) =>
        {
            var (standing, risks) = Of(RandomCourse.Of(seed, 8), Course.Start.AddDays(7 * week));
            var typical = risks.Where(risk => risk.Status == AnalyticsStatus.Ok).Select(risk => risk.Prediction.Standing!.Value.Current).DefaultIfEmpty().Average();
            foreach (var risk in risks.Where(risk => risk.Status == AnalyticsStatus.Ok))
            {
                var own = risk.Prediction.Standing!.Value;
                var reference = own.Earned + (own.KnownWeight * (typical - own.Current)) + (own.RemainingWeight * Math.Min(typical, 100));
                if (Math.Abs(risk.Factors.Sum(factor => factor.Effect) - (risk.Prediction.Point!.Value - reference)) > 1e-5
                    || risk.Factors.Count(factor => factor.Code == RiskFactorCode.Remainder) != 1
                    || !risk.Factors.SkipLast(1).Select(factor => Math.Abs(factor.Effect)).SequenceEqual(risk.Factors.SkipLast(1).Select(factor => Math.Abs(factor.Effect)).OrderDescending()))
                {
                    return false;
                }
            }

            return true;
        },
        iter: 1_000);

    [Fact]
    public void BeWhatThePredictionWouldGainWithAFactorAsItIsInTheClass()
    {
        // Five students have 80% of all, one 60% and the last of three items missing.
        var (standing, risks) = Of(Course.Of([.. Enumerable.Repeat<double?[]>([8, 8, 8, null], 5), [6, 6, null, null]]), Course.Due(2).AddDays(2));
        var (own, risk) = (standing[5], risks[5]);
        var typical = ((5 * 80) + 40) / 6.0;
        (own.Current, own.ClassMean).Should().Be((40, 80));
        double Predict(double earned, double current, double mean) => earned + (0.25 * ((0.75 * current) + (0.1 * mean)) / 0.85);
        var point = risk.Prediction.Point!.Value;
        point.Should().BeApproximately(Predict(30, 40, 80), 1e-6);
        double EffectOf(RiskFactorCode code) => risk.Factors.Single(factor => factor.Code == code).Effect;
        EffectOf(RiskFactorCode.CurrentStanding).Should().BeApproximately(point - Predict(0.75 * typical, typical, 80), 1e-6);
        var gained = (25 - (25 / 6.0)) * 0.60;
        EffectOf(RiskFactorCode.OverdueMissingWork).Should().BeApproximately(point - Predict(30 + gained, 40 + (gained / 0.75), 80), 1e-6);
        EffectOf(RiskFactorCode.BelowClass).Should().BeApproximately(point - Predict(30, 40, 40), 1e-6);
        risk.PointsAtStake.Should().BeApproximately(25, 1e-9);
        risk.MissingAssignmentIds.Should().Equal(3);
        risks[0].Factors.Should().NotContain(factor => factor.Code == RiskFactorCode.OverdueMissingWork || factor.Code == RiskFactorCode.LastItemsMissing);
    }

    [Fact]
    public void ListMissingWorkByItsWeight()
    {
        var risk = Of(Course.Of(1, [10, 30, 20, 40], [[null, null, null, 20]]), Course.Due(3).AddDays(2)).Risks[0];
        risk.MissingAssignmentIds.Should().Equal(2, 3, 1);
        risk.PointsAtStake.Should().BeApproximately(60, 1e-9);
    }

    [Fact]
    public void ShowTheLastActivityOnlyAsFarAsItIsKnown()
    {
        var standing = StandingCalculator.Calculate(Course.Of([8, 8, null], [8, 8, null], [8, 8, null]), Course.Due(1).AddDays(2));
        var (predictions, trends) = (FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60), TrendCalculator.Calculate(standing));
        RiskCalculator.Calculate(standing, FinalGradeModel.ColdStart, predictions, trends, 60, [standing.AsOf.AddDays(-3), standing.AsOf.AddTicks(1), null])
            .Select(risk => risk.Context.DaysSinceActivity).Should().Equal(3, null, null);
    }

    private static (ClassStanding Standing, AtRiskStudent[] Risks) Of(CourseWork work, DateTime asOf)
    {
        var standing = StandingCalculator.Calculate(work, asOf);
        return (standing, RiskCalculator.Calculate(standing, FinalGradeModel.ColdStart, FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60), TrendCalculator.Calculate(standing), 60));
    }
}
