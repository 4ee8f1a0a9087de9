using CanvasData.Operations.Grading;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>A course that is over has a final grade, and a prediction of it is that grade.</summary>
public class FinishedCourseShould
{
    private static readonly DateTime Over = Course.Due(100);

    private static readonly FinalGradeModel History = FinalGradeModel.Fit([.. Enumerable.Range(1, 3).SelectMany(seed => OfferingSnapshots.Create(Course.Generated(seed, 60, 12)))], "invented");

    [Fact]
    public void HaveAGradeAndNoForecast()
    {
        var work = Course.Generated(4, 40, 12) with { EndAt = Course.Due(11) };
        var standing = StandingCalculator.Calculate(work, Over);
        var predictions = FinalGradePredictor.Predict(standing, History, 60, GradingScheme.Default);
        var risks = RiskCalculator.Calculate(standing, History, predictions, TrendCalculator.Calculate(standing), 60);
        for (var s = 0; s < 40; s++)
        {
            predictions[s].Point.Should().Be(standing[s].Earned);
            predictions[s].Interval80.Should().Be(new GradeInterval(standing[s].Earned, standing[s].Earned));
            risks[s].Probability.Should().Be(standing[s].Earned < 60 ? 1 : 0);
        }
    }

    [Fact]
    public void BePredictedAsTheGradeThatCanvasComputes() => Gen.Int[1, 1_000_000].Sample(
        seed =>
        {
            var work = RandomCourse.Of(seed, 4, finished: true) with { EndAt = Over.AddDays(-1) };
            var standing = StandingCalculator.Calculate(work, Over);
            foreach (var model in new[] { FinalGradeModel.ColdStart, History })
            {
                var predictions = FinalGradePredictor.Predict(standing, model, 60);
                for (var s = 0; s < predictions.Length; s++)
                {
                    var canvas = CanvasFinal(work, s);
                    if (canvas is null ? predictions[s].Status != AnalyticsStatus.NoCountedWork : Math.Abs(predictions[s].Point!.Value - (double)canvas) > 0.005 + 1e-9)
                    {
                        return false;
                    }
                }
            }

            return true;
        },
        iter: 2_000);

    [Theory]
    [InlineData(100, 10, 110)]
    [InlineData(60, 20, 100)]
    [InlineData(100, 0, 100)]
    public void KeepWeightsAbove100AndScaleUpThoseUnder(double main, double extra, double expected)
    {
        var work = Course.Of([10, 10]) with
        {
            WeightsGroups = true,
            Groups = [new WorkGroup(1, "Main", main, 0, 0, []), new WorkGroup(2, "Extra", extra, 0, 0, [])],
            Items = [new WorkItem(1, 1, null, 10, Course.Due(0)), new WorkItem(2, 2, null, 10, Course.Due(1))],
            EndAt = Course.Due(2),
        };
        FinalGradePredictor.Predict(StandingCalculator.Calculate(work, Over), FinalGradeModel.ColdStart, 60)[0].Point.Should().BeApproximately(expected, 1e-9);
        CanvasFinal(work, 0).Should().Be((decimal)expected);
    }

    [Fact]
    public void LeaveRoomForExtraCreditOnTheWay()
    {
        var work = Course.Of([8, null]) with
        {
            WeightsGroups = true,
            Groups = [new WorkGroup(1, "Main", 100, 0, 0, []), new WorkGroup(2, "Extra", 10, 0, 0, [])],
            Items = [new WorkItem(1, 1, null, 10, Course.Due(0)), new WorkItem(2, 2, null, 10, Course.Due(1))],
        };
        var standing = StandingCalculator.Calculate(work, Course.Due(0).AddDays(2));
        (standing[0].Earned, standing[0].KnownWeight, standing[0].Current).Should().Be((80, 1, 80));
        standing[0].RemainingWeight.Should().BeApproximately(0.1, 1e-12);
        var interval = FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60)[0].Interval90!.Value;
        interval.Low.Should().BeGreaterThanOrEqualTo(80);
        interval.High.Should().BeLessThanOrEqualTo(90 + 1e-9);
    }

    [Fact]
    public void NeedNoHistoryToBeCertain()
    {
        var work = Course.Generated(4, 40, 12) with { EndAt = Course.Due(11) };
        var standing = StandingCalculator.Calculate(work, Over);
        var predictions = FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60, GradingScheme.Default);
        var risks = RiskCalculator.Calculate(standing, FinalGradeModel.ColdStart, predictions, TrendCalculator.Calculate(standing), 60);
        for (var s = 0; s < predictions.Length; s++)
        {
            var own = standing[s];
            var failed = own.Earned < 60;
            risks[s].Probability.Should().Be(failed ? 1 : 0).And.Be(FinalGradePredictor.ProbabilityBelow(in own, FinalGradeModel.ColdStart, 60));
            risks[s].Band.Should().Be(failed ? RiskBand.High : RiskBand.Low);
            (predictions[s].Confidence, predictions[s].IntervalIsReference).Should().Be((1, false));
            predictions[s].Letters.Should().ContainSingle(letter => letter.Probability == 1).Which.Letter.Should().Be(GradingScheme.Default.LetterOf((decimal)own.Earned));
            predictions[s].Letters.Sum(letter => letter.Probability).Should().Be(1);
        }
    }

    private static decimal? CanvasFinal(CourseWork work, int student)
    {
        var cells = work.CellsOf(student).ToArray();
        var calculator = new GradeCalculator(new GradedCourse
        {
            IsWeighted = work.WeightsGroups,
            Groups = [.. work.Groups.Select(group => new GradedGroup(group.Id, group.Weight, group.DropLowest, group.DropHighest) { NeverDrop = [.. group.NeverDrop] })],
            Assignments = [.. work.Items.Select(item => new GradedAssignment(item.AssignmentId, item.GroupId!.Value, item.Points))],
        });
        return calculator.Percent(
            new GradedStudent
            {
                Submissions = [.. work.Items.Select((item, i) => new GradedSubmission(item.AssignmentId, cells[i].Score) { IsExcused = !cells[i].Counts })],
            },
            GradeKind.UnpostedFinal);
    }
}
