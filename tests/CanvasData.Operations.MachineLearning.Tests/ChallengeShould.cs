using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning.Tests;

public sealed class ChallengeShould
{
    [Fact]
    public void BeWonWhereNoStraightLineFits()
    {
        var rows = GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed);

        var without = FinalGradeModel.Fit(rows, null);
        var with = FinalGradeModel.Fit(rows, null, new FastTreeTrainer());

        with.Version.Should().Be("fasttree-1");
        with.Basis.Should().Be(PredictionBasis.InstitutionHistory);
        with.MeanAbsoluteError.Should().BeLessThan(0.8 * without.MeanAbsoluteError!.Value);
    }

    [Fact]
    public void BeLostWhereAStraightLineFits() =>
        FinalGradeModel.Fit(GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Straight), null, new FastTreeTrainer()).Version.Should().Be("ridge-1");

    [Theory]
    [InlineData(5, 140)]
    [InlineData(6, 111)]
    public void NotBeEnteredWithLessHistoryThanItAsksFor(int offerings, int students) =>
        FinalGradeModel.Fit(GeneratedSnapshots.Of(offerings, students, GeneratedSnapshots.Crossed), null, new FastTreeTrainer()).Version.Should().NotBe("fasttree-1");
}
