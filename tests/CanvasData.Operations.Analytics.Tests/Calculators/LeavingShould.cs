using CanvasData.Operations.Model;
using CanvasData.Operations.Grading;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Who will leave is not known at the moment of a forecast.</summary>
public class LeavingShould
{
    private static readonly Gen<double> Anything = Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Const(double.MaxValue), Gen.Const(double.NegativeInfinity));

    private static readonly List<OfferingSnapshot> History = [.. Enumerable.Range(1, 4).SelectMany(seed => OfferingSnapshots.Create(WithLeavers(seed)))];

    [Fact]
    public void WeighOnChancesAndNotOnTheGradeOfThoseWhoStay()
    {
        var stayed = FinalGradeModel.Fit([.. History.Where(row => row.Completed)], "invented");
        var everybody = FinalGradeModel.Fit(History, "invented");
        var standing = StandingCalculator.Calculate(Course.Generated(9, 60, 12), Course.Due(4).AddDays(7));
        var (narrow, wide) = (FinalGradePredictor.Predict(standing, stayed, 60), FinalGradePredictor.Predict(standing, everybody, 60));
        wide.Select(prediction => (prediction.Point, prediction.Interval80)).Should().Equal(narrow.Select(prediction => (prediction.Point, prediction.Interval80)));

        var unseen = Enumerable.Range(5, 6).SelectMany(seed => OfferingSnapshots.Create(WithLeavers(seed))).Where(row => row.Cut == 0.25).ToList();
        var happened = unseen.Average(row => row.Final < 50 ? 1.0 : 0);
        double MissedBy(FinalGradeModel model) => happened - unseen.Average(row => FinalGradePredictor.ProbabilityBelow(row.Standing, model, 50).GetValueOrDefault());
        MissedBy(stayed).Should().BeGreaterThan(0.02, "without those who leave failing looks rarer than it is");
        Math.Abs(MissedBy(everybody)).Should().BeLessThan(MissedBy(stayed) / 2);
    }

    [Fact]
    public void NotTeachFromOfferingsThatEverybodyLeft()
    {
        var left = History.Select(row => row with { Completed = row.OfferingId == 1 && row.Completed, OfferingId = row.OfferingId == 1 ? 1 : 2 }).ToList();
        var model = FinalGradeModel.Fit(left, "invented");
        model.Offerings.Should().Equal(1);
        model.MeanAbsoluteError.Should().BePositive();
        Backtest.Run(left, 60).Offerings.Should().Equal(1);
    }

    [Fact]
    public void NotBreakAModelWhoseStayersAllFallIntoOnePart()
    {
        var rows = History.Where(row => row.OfferingId == 1 && row.Completed).ToList();
        var places = rows.Select(row => row.StudentId).Distinct().Order().Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        var unlucky = rows.Select(row => row with { StudentId = 5 * places[row.StudentId] })
            .Concat(Enumerable.Range(1, 4).SelectMany(add => rows.Select(row => row with { StudentId = (5 * places[row.StudentId]) + add, Completed = false }))).ToList();
        FinalGradeModel.Fit(unlucky, "invented").IsCalibrated.Should().BeTrue();
        Backtest.Run(unlucky, 60).ByCut.Should().NotBeEmpty();
    }

    [Fact]
    public void LeaveLettersAndChancesInOneStory()
    {
        var model = FinalGradeModel.Fit(History, "invented");
        var standing = StandingCalculator.Calculate(Course.Generated(9, 60, 12), Course.Due(4).AddDays(7));
        var predictions = FinalGradePredictor.Predict(standing, model, 60, GradingScheme.Default);
        for (var s = 0; s < predictions.Length; s++)
        {
            var own = standing[s];
            predictions[s].Letters.Sum(letter => letter.Probability).Should().BeApproximately(1, 1e-12);
            predictions[s].Letters.Where(letter => letter.Letter is "D" or "D-" or "F").Sum(letter => letter.Probability)
                .Should().BeApproximately(FinalGradePredictor.ProbabilityBelow(in own, model, 67).GetValueOrDefault(), 1e-12);
        }
    }

    [Fact]
    public void BeKeptByASavedModel()
    {
        var model = FinalGradeModel.Fit(History, "invented");
        using var saved = new MemoryStream();
        model.Save(saved);
        saved.Position = 0;
        var loaded = FinalGradeModel.Load(saved)!;
        var own = StandingCalculator.Calculate(Course.Generated(9, 20, 12), Course.Due(4).AddDays(7))[3];
        FinalGradePredictor.ProbabilityBelow(in own, loaded, 60).Should().Be(FinalGradePredictor.ProbabilityBelow(in own, model, 60));
    }

    [Fact]
    public void BePredictedOnAverageAsOftenAsItHappened()
    {
        var model = DropoutModel.Fit(History, 60)!;
        model.Events.Should().Be(History.Count(row => !row.Completed || row.Final < 60));
        History.Average(row => model.Probability(row.Standing)).Should().BeApproximately((double)model.Events / model.Rows, 1e-4, "the intercept carries no penalty");
        Calibration.Auc(History.Select(row => (model.Probability(row.Standing), !row.Completed || row.Final < 60))).Should().BeGreaterThan(0.8);
    }

    [Fact]
    public void CountAsFailingWhereTheSchoolSaysSo()
    {
        var told = History.Select(row => row with { Failed = row.StudentId % 2 == 0 }).ToList();
        DropoutModel.Fit(told, 60)!.Events.Should().Be(told.Count(row => !row.Completed || row.StudentId % 2 == 0));
    }

    [Fact]
    public void BeTrainedAlikeOnRowsInAnyOrder()
    {
        var (model, turned) = (DropoutModel.Fit(History, 60)!, DropoutModel.Fit([.. Enumerable.Reverse(History)], 60)!);
        History.Should().OnlyContain(row => model.Probability(row.Standing) == turned.Probability(row.Standing));
    }

    [Fact]
    public void NotBePredictedFromTooLittle()
    {
        DropoutModel.Fit([], 60).Should().BeNull();
        DropoutModel.Fit([.. History.Where(row => row.Completed)], 60).Should().BeNull("nobody left");
        DropoutModel.Fit([.. History.Take(DropoutModel.MinRows - 1)], 60).Should().BeNull();
        DropoutModel.Fit([.. History.Select(row => row with { Completed = true, Failed = false }).Append(History[0] with { Completed = false })], 60).Should().BeNull("one event is too few");
    }

    [Fact]
    public void HaveAProbabilityForEveryStanding()
    {
        var model = DropoutModel.Fit(History, 60)!;
        Gen.Select(Anything, Anything, Anything, Gen.Int[0, 50], Gen.Bool).Sample(
            (a, b, c, n, last) =>
            {
                var p = model.Probability(new StudentStanding
                {
                    Earned = a,
                    KnownWeight = b,
                    RemainingWeight = c,
                    Current = a,
                    ClassMean = b,
                    RecentMean = c,
                    MissingRate = b,
                    LastMissing = last,
                    SubmittedRate = c,
                    SubmittedMean = a,
                    KnownItems = n,
                    Pattern = SubmissionPattern.SomeMissing,
                });
                return p is >= 0 and <= 1;
            },
            iter: 1_000);
    }

    [Fact]
    public void BeShownBesideTheBandWhereThereIsAModelOfIt()
    {
        var model = FinalGradeModel.Fit(History, "invented");
        var standing = StandingCalculator.Calculate(Course.Generated(9, 30, 12), Course.Due(4).AddDays(7));
        var (predictions, trends) = (FinalGradePredictor.Predict(standing, model, 60), TrendCalculator.Calculate(standing));
        var dropout = DropoutModel.Fit(History, 60)!;
        var (with, without) = (RiskCalculator.Calculate(standing, model, predictions, trends, 60, dropout: dropout), RiskCalculator.Calculate(standing, model, predictions, trends, 60));
        for (var s = 0; s < with.Length; s++)
        {
            with[s].FailOrLeaveProbability.Should().Be(dropout.Probability(standing[s]));
            without[s].FailOrLeaveProbability.Should().BeNull();
            with[s].Band.Should().Be(without[s].Band);
        }
    }

    [Fact]
    public void NotRefuseWhoHasDoneEverythingBeforeItWasDue()
    {
        var work = Course.Of([8, 8, 8, 8]);
        for (var i = 2; i < 4; i++)
        {
            work.Cells[i] = work.Cells[i] with { SubmittedAt = Course.Due(1), GradedAt = Course.Due(1) };
        }

        var (early, over) = (Course.Due(1).AddDays(2), Course.Due(3).AddDays(2));
        FinalGradePredictor.Predict(StandingCalculator.Calculate(work, early), FinalGradeModel.ColdStart, 60)[0].Point.Should().Be(80, "the plan goes on, and nothing of it remains");
        StandingCalculator.Calculate(work, over).StatusOf(0).Should().Be(AnalyticsStatus.NoRemainingWorkKnown, "nothing says that no more will come");
    }

    // Whoever has missed any of the first five items leaves with a chance of a half, others of a tenth; they hand in nothing more.
    private static CourseWork WithLeavers(int seed)
    {
        var (work, random) = (Course.Generated(seed, 100, 12), new Random(seed));
        var memberships = new Membership[work.StudentIds.Count];
        for (var s = 0; s < memberships.Length; s++)
        {
            if (random.NextDouble() < (work.CellsOf(s)[..5].ToArray().Any(cell => cell.Score is null) ? 0.5 : 0.1))
            {
                memberships[s] = new Membership(null, Course.Due(9));
                for (var i = 5; i < 12; i++)
                {
                    work.Cells[(s * 12) + i] = Course.Cell(i, null);
                }
            }
        }

        return work with { Memberships = memberships };
    }
}
