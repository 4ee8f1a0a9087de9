using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>What a model stands on: the class alone, the course's own offerings, or those of the institution.</summary>
public class BasisShould
{
    [Fact]
    public void LearnFromOneOfferingWhoseIdsAllLeaveTheSameRemainder() =>
        FinalGradeModel.Fit(OfferingSnapshots.Create(Course.Generated(6, 100, 12)), "invented").IsCalibrated.Should().BeTrue();

    [Fact]
    public void BeTheClassAloneWithoutHistory()
    {
        var model = FinalGradeModel.Fit([], "invented");
        (model.Version, model.Basis, model.IsCalibrated, model.MeanAbsoluteError).Should().Be(("class-1", PredictionBasis.ClassOnly, false, null));
        model.Offerings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(29, PredictionBasis.ClassOnly)]
    [InlineData(30, PredictionBasis.CourseHistory)]
    public void BeTheCourseFrom30Completers(int completers, PredictionBasis basis)
    {
        var leavers = Learnable(1, 20).Select(row => row with { StudentId = row.StudentId + 5, Completed = false });
        FinalGradeModel.Fit([.. Learnable(1, completers), .. leavers], "invented").Basis.Should().Be(basis);
    }

    [Theory]
    [InlineData(3, 67, PredictionBasis.InstitutionHistory)]
    [InlineData(3, 66, PredictionBasis.ClassOnly)]
    [InlineData(2, 120, PredictionBasis.ClassOnly)]
    public void BeTheInstitutionFrom3OfferingsAnd200Completers(int offerings, int students, PredictionBasis basis)
    {
        var rows = Learnable(offerings, students);
        foreach (var key in new[] { "unknown", null })
        {
            var model = FinalGradeModel.Fit(rows, key);
            (model.Basis, model.IsCalibrated).Should().Be((basis, true));
            model.Offerings.Should().Equal(Enumerable.Range(1, offerings).Select(id => 7L * id));
        }
    }

    [Fact]
    public void BeRefusedWhereItLosesToTheClassAlone()
    {
        var model = FinalGradeModel.Fit(Misleading(2, 60), "invented");
        (model.Version, model.Basis, model.IsCalibrated).Should().Be(("class-1", PredictionBasis.ClassOnly, true));
        Backtest.Run(Misleading(2, 60), 60).Accepted.Should().BeFalse();

        FinalGradeModel.Fit([.. Misleading(2, 150), .. Misleading(1, 1).Select(row => row with { OfferingId = 99 })], "unknown").Basis.Should().Be(PredictionBasis.ClassOnly);
    }

    [Fact]
    public void BeRefusedExactlyWhereTheBacktestSaysSo() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[2, 4], Gen.Double[0, 12]).Sample(
        (seed, offerings, strength) =>
        {
            var rows = RandomSnapshots.Of(seed, offerings, 35).Select(row => row with
            {
                Final = Math.Clamp(row.Final + (row.Standing.RemainingWeight * strength * (row.OfferingId % 2 == 0 ? 1 : -1)), row.Standing.Earned, row.Standing.Earned + (100 * row.Standing.RemainingWeight)),
            }).ToList();
            var report = Backtest.Run(rows, 60);
            return report.Accepted == (FinalGradeModel.Fit(rows, "invented").Basis == PredictionBasis.CourseHistory);
        },
        iter: 60);

    [Fact]
    public void LeaveAChallengerAloneThatDoesNotWin()
    {
        var rows = Learnable(3, 80);
        FinalGradeModel.Fit(rows, "invented", new ConstantTrainer(40)).Version.Should().Be("ridge-1");
        FinalGradeModel.Fit(rows, "invented", new ExactTrainer(LeastOfferings: 3)).Version.Should().Be("exact-1");
        FinalGradeModel.Fit(rows, "invented", new ExactTrainer(LeastOfferings: 4)).Version.Should().Be("ridge-1", "it asks for more offerings");
    }

    // The rest goes worse than before, and worst for whoever missed the last item: that can be learnt.
    private static List<OfferingSnapshot> Learnable(int offerings, int students) => Earning(offerings, students, row => ExactTrainer.RateOf(row.Standing));

    // Every other offering goes the opposite way.
    private static List<OfferingSnapshot> Misleading(int offerings, int students) =>
        Earning(offerings, students, row => NaiveForesight.ClassRate(row.Standing) + (row.OfferingId % 2 == 0 ? 15 : -15));

    private static List<OfferingSnapshot> Earning(int offerings, int students, Func<OfferingSnapshot, double> rate) =>
        [.. RandomSnapshots.Of(4, offerings, students).Select(row => row with { Final = row.Standing.Earned + (row.Standing.RemainingWeight * Math.Clamp(rate(row), 0, 100)) })];
}
