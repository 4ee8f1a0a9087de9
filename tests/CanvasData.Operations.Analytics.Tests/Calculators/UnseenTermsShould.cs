using CanvasData.Operations.Analytics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>A term that no model has seen differs from those before it: what history says is used only as far as it reaches.</summary>
public class UnseenTermsShould
{
    private static readonly ClassStanding Halfway = StandingCalculator.Calculate(Course.Generated(3, 30, 12), Course.Due(5).AddDays(2));

    [Fact]
    public void GiveACourseWithOneOfferingTheWidthOfTheInstitution()
    {
        // Within the offering all is alike; the offerings of the institution lie 15 points apart.
        var own = Earning(RandomSnapshots.Of(4, 1, 80), row => NaiveForesight.ClassRate(row.Standing) - 5);
        List<OfferingSnapshot> others = [.. Enumerable.Range(1, 6).SelectMany(n => Earning(
            RandomSnapshots.Of(10 + n, 1, 80, courseKey: $"other {n}"), row => NaiveForesight.ClassRate(row.Standing) + (n % 2 == 0 ? 15 : -15))
            .Select(row => row with { OfferingId = 100 + n }))];

        var alone = FinalGradePredictor.Predict(Halfway, FinalGradeModel.Fit(own, "invented"), 60);
        var among = FinalGradePredictor.Predict(Halfway, FinalGradeModel.Fit([.. own, .. others], "invented"), 60);

        among.Should().OnlyContain(prediction => prediction.Provenance.Basis == PredictionBasis.CourseHistory);
        among.Select(prediction => prediction.Point).Should().Equal(alone.Select(prediction => prediction.Point), "the median is the course's own");
        WidthOf(among).Should().BeGreaterThan(WidthOf(alone) + 5);
    }

    [Fact]
    public void KeepTheOwnWidthFromTwoOfferings()
    {
        var own = Earning(RandomSnapshots.Of(4, 2, 80), row => NaiveForesight.ClassRate(row.Standing) - 5);
        List<OfferingSnapshot> others = [.. Enumerable.Range(1, 6).SelectMany(n => Earning(
            RandomSnapshots.Of(10 + n, 1, 80, courseKey: $"other {n}"), row => NaiveForesight.ClassRate(row.Standing) + (n % 2 == 0 ? 15 : -15))
            .Select(row => row with { OfferingId = 100 + n }))];

        var alone = FinalGradePredictor.Predict(Halfway, FinalGradeModel.Fit(own, "invented"), 60);
        var among = FinalGradePredictor.Predict(Halfway, FinalGradeModel.Fit([.. own, .. others], "invented"), 60);

        among.Select(prediction => prediction.Interval80).Should().Equal(alone.Select(prediction => prediction.Interval80));
    }

    [Fact]
    public void UseAHistoryEarlyAndNotLateWhereItHurtsLate()
    {
        // Early the rest is earned worse, in every offering; late it goes one way in one offering and the other in the next.
        var history = Earning(RandomSnapshots.Of(4, 2, 120), row => NaiveForesight.ClassRate(row.Standing) + (row.Cut < 0.6 ? -20 : row.OfferingId % 2 == 0 ? 15 : -15));
        var model = FinalGradeModel.Fit(history, "invented");

        var work = Course.Generated(3, 30, 12);
        var early = FinalGradePredictor.Predict(StandingCalculator.Calculate(work, Course.Due(2).AddDays(2)), model, 60);
        var late = FinalGradePredictor.Predict(StandingCalculator.Calculate(work, Course.Due(9).AddDays(2)), model, 60);

        (model.Basis, model.IsCalibrated).Should().Be((PredictionBasis.CourseHistory, true));
        early.Should().OnlyContain(prediction => prediction.Provenance.Basis == PredictionBasis.CourseHistory && prediction.Provenance.ModelVersion == "ridge-1");
        late.Should().OnlyContain(prediction => prediction.Provenance.Basis == PredictionBasis.ClassOnly && prediction.Provenance.ModelVersion == "class-1");
        Backtest.Run(history, 60).ByCut.Select(figures => figures.Accepted).Should().Equal(true, true, false);
    }

    [Theory]
    [InlineData(11, 5)]
    [InlineData(4, 12)]
    public void NoticeThatTheCourseIsAssessedInAnotherWay(int before, int now)
    {
        var model = FinalGradeModel.Fit(HistoryWith(before), "invented");
        var (same, changed) = (Running(before), Running(now));

        FinalGradePredictor.Predict(same, model, 60).Should().OnlyContain(prediction => prediction.Provenance.Basis == PredictionBasis.CourseHistory);
        model.For(same).Should().BeSameAs(model);
        var predictions = FinalGradePredictor.Predict(changed, model, 60);
        predictions.Should().OnlyContain(prediction => prediction.Provenance.Basis == PredictionBasis.ChangedPlan && prediction.Provenance.Offerings.SequenceEqual(model.Offerings));
        for (var s = 0; s < predictions.Length; s++)
        {
            var standing = changed[s];
            var history = FinalGradePredictor.Predict(changed, WithoutPlans(before), 60)[s];
            var carried = standing.Earned + (standing.RemainingWeight * Math.Min(100, standing.Current));
            predictions[s].Point.Should().BeApproximately((history.Point!.Value + carried) / 2, 1e-9, "half is the student's own percentage");
            predictions[s].Interval80!.Value.Low.Should().BeLessThanOrEqualTo(predictions[s].Point!.Value);
            predictions[s].Interval80!.Value.High.Should().BeGreaterThanOrEqualTo(predictions[s].Point!.Value);
        }

        WidthOf(predictions).Should().BeGreaterThan(WidthOf(FinalGradePredictor.Predict(changed, WithoutPlans(before), 60)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(7, false)]
    public void CompareWhenTheWeightFallsDue(int weeksLater, bool isAlike)
    {
        var history = Course.Of(1, [.. Enumerable.Repeat(10.0, 12)], [[.. Enumerable.Repeat((double?)8, 12)]]);
        var later = history with { Items = [.. history.Items.Select((item, i) => i is > 2 and < 11 ? item with { DueAt = Min(item.DueAt!.Value.AddDays(7 * weeksLater), Course.Due(11)) } : item)] };

        AssessmentPlan.Create(history)!.IsFarFrom(AssessmentPlan.Create(later)!).Should().Be(!isAlike);
        AssessmentPlan.Create(later)!.IsFarFrom(AssessmentPlan.Create(history)!).Should().Be(!isAlike);
    }

    [Fact]
    public void NotTakeAnUnfinishedPlanForAnotherOne()
    {
        var model = FinalGradeModel.Fit(HistoryWith(12), "invented");
        var asTheyGo = Course.Generated(3, 30, 4) with { StartAt = Course.Start, EndAt = Course.Due(12) };

        FinalGradePredictor.Predict(StandingCalculator.Calculate(asTheyGo, Course.Due(2).AddDays(2)), model, 60)
            .Should().OnlyContain(prediction => prediction.Provenance.Basis == PredictionBasis.CourseHistory, "the calendar says that more items will come");
    }

    [Theory]
    [InlineData(4, -1, "exact-1")]
    [InlineData(4, 3, "ridge-1")]
    [InlineData(4, 2, "ridge-1")]
    [InlineData(2, -1, "ridge-1")]
    public void KeepAChallengerOutThatMakesANewTermWorse(int terms, int worse, string version)
    {
        // Two courses a term; in one term the rest goes as the ridge has learnt it from the others, and not as the challenger says.
        List<OfferingSnapshot> history = [.. from term in Enumerable.Range(0, terms)
                                            from course in Enumerable.Range(0, 2)
                                            from row in Earning(RandomSnapshots.Of(20 + (term * 2) + course, 1, 80, courseKey: $"course {course}"), row => term == worse ? NaiveForesight.ClassRate(row.Standing) : ExactTrainer.RateOf(row.Standing))
                                            select row with { OfferingId = 90 - (term * 10) + course, EndedAt = Course.Start.AddDays((150 * term) + (20 * course)) }];

        FinalGradeModel.Fit(history, null, new ExactTrainer(LeastOfferings: 4)).Version.Should().Be(version);
    }

    [Fact]
    public void BeSavedWithThePlans()
    {
        var model = FinalGradeModel.Fit(HistoryWith(11), "invented");
        using var target = new MemoryStream();
        model.Save(target);
        target.Position = 0;

        var loaded = FinalGradeModel.Load(target)!;

        var changed = Running(5);
        FinalGradePredictor.Predict(changed, loaded, 60).Should().BeEquivalentTo(FinalGradePredictor.Predict(changed, model, 60));
        loaded.For(changed).Basis.Should().Be(PredictionBasis.ChangedPlan);
    }

    private static List<OfferingSnapshot> HistoryWith(int items) => [.. Enumerable.Range(1, 3).SelectMany(n => OfferingSnapshots.Create(Course.Generated(n, 80, items))
        .Select(row => row with { Final = row.Standing.Earned + (row.Standing.RemainingWeight * Math.Max(0, row.Standing.Current - 15)) }))];

    private static FinalGradeModel WithoutPlans(int items) => FinalGradeModel.Fit([.. HistoryWith(items).Select(row => row with { Plan = null })], "invented");

    private static ClassStanding Running(int items) => StandingCalculator.Calculate(Course.Generated(9, 30, items), Course.Due(items / 2).AddDays(2));

    private static DateTime Min(DateTime one, DateTime other) => one < other ? one : other;

    private static double WidthOf(FinalGradePrediction[] predictions) => predictions.Average(prediction => prediction.Interval80!.Value.High - prediction.Interval80!.Value.Low);

    private static List<OfferingSnapshot> Earning(List<OfferingSnapshot> rows, Func<OfferingSnapshot, double> rate) =>
        rows.ConvertAll(row => row with { Final = row.Standing.Earned + (row.Standing.RemainingWeight * Math.Clamp(rate(row), 0, 100)) });
}
