using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class PredictionsShould
{
    private static readonly FinalGradeModel History = FinalGradeModel.Fit([.. Enumerable.Range(1, 3).SelectMany(seed => OfferingSnapshots.Create(Course.Generated(seed, 100, 12)))], "invented");

    [Fact]
    public void DrawTheRestToTheClassByATenth()
    {
        var standing = StandingCalculator.Calculate(Course.Of([8, 8, null, null]), Course.Due(1).AddDays(2));
        var prediction = FinalGradePredictor.Predict(standing, FinalGradeModel.ColdStart, 60)[0];
        prediction.Point.Should().BeApproximately(40 + (0.5 * (40 + 7.5) / 0.6), 1e-9);
        prediction.Confidence.Should().BeNull();
    }

    [Fact]
    public void KeepIntervalsLettersAndRisksInOneStory()
    {
        var model = History;
        model.IsCalibrated.Should().BeTrue();
        var standing = StandingCalculator.Calculate(Course.Generated(5, 60, 12), Course.Due(5).AddDays(2));
        foreach (var prediction in FinalGradePredictor.Predict(standing, model, 61, GradingScheme.Default))
        {
            var own = prediction.Standing!.Value;
            prediction.Letters.Sum(letter => letter.Probability).Should().BeApproximately(1, 1e-12);
            prediction.Letters[^1].Probability.Should().BeApproximately(FinalGradePredictor.ProbabilityBelow(in own, model, 61)!.Value, 1e-12);
            prediction.Interval90!.Value.Low.Should().BeGreaterThanOrEqualTo(own.Earned);
            prediction.Interval90.Value.High.Should().BeLessThanOrEqualTo(own.Earned + (100 * own.RemainingWeight) + 1e-9);
            prediction.Interval80!.Value.Low.Should().BeInRange(prediction.Interval90.Value.Low, prediction.Point!.Value);
        }
    }

    [Fact]
    public void BeHashedWithEverythingThatTheyDependOn()
    {
        var standing = StandingCalculator.Calculate(Course.Generated(7, 30, 12), Course.Due(5).AddDays(2));
        var snapshots = Enumerable.Range(1, 3).SelectMany(offering => OfferingSnapshots.Create(Course.Generated(offering, 80, 12))).ToList();
        ulong HashOf(FinalGradeModel model, double passingScore = 60, GradingScheme? scheme = null) =>
            FinalGradePredictor.Predict(standing, model, passingScore, scheme)[0].Provenance.InputsHash;
        var (model, again, changed) = (
            FinalGradeModel.Fit(snapshots, "invented"),
            FinalGradeModel.Fit(snapshots, "invented"),
            FinalGradeModel.Fit([.. snapshots.Select((row, i) => i == 0 ? row with { Final = row.Final > 50 ? row.Final - 20 : row.Final + 20 } : row)], "invented"));

        HashOf(again).Should().Be(HashOf(model));
        changed.Offerings.Should().Equal(model.Offerings);
        HashOf(changed).Should().NotBe(HashOf(model), "the same offerings were corrected");
        HashOf(model, passingScore: 70).Should().NotBe(HashOf(model), "the required average differs");
        HashOf(model, scheme: GradingScheme.Default).Should().NotBe(HashOf(model), "the letters differ");
    }

    [Fact]
    public void ComeOutOfASavedModelAsOfTheModel()
    {
        var model = History;
        using var saved = new MemoryStream();
        model.Save(saved);
        saved.Position = 0;
        var loaded = FinalGradeModel.Load(saved)!;
        var standing = StandingCalculator.Calculate(Course.Generated(7, 30, 12), Course.Due(5).AddDays(2));
        FinalGradePredictor.Predict(standing, loaded, 60).Select(p => (p.Point, p.Interval80, p.Confidence))
            .Should().Equal(FinalGradePredictor.Predict(standing, model, 60).Select(p => (p.Point, p.Interval80, p.Confidence)));
    }
}
