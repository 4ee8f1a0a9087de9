using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning.Tests;

public sealed class ChallengeShould
{
    [Theory]
    [InlineData(TreeAlgorithm.FastTree, "fasttree-2")]
    [InlineData(TreeAlgorithm.LightGbm, "lightgbm-1")]
    public void BeWonWhereNoStraightLineFits(TreeAlgorithm algorithm, string version)
    {
        var rows = GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed);

        var without = FinalGradeModel.Fit(rows, null);
        var with = FinalGradeModel.Fit(rows, null, new BoostedTreesTrainer(algorithm));

        with.Version.Should().Be(version);
        with.Basis.Should().Be(PredictionBasis.InstitutionHistory);
        with.MeanAbsoluteError.Should().BeLessThan(0.8 * without.MeanAbsoluteError!.Value);
    }

    [Theory]
    [InlineData(TreeAlgorithm.FastTree)]
    [InlineData(TreeAlgorithm.LightGbm)]
    public void BeLostWhereAStraightLineFits(TreeAlgorithm algorithm) =>
        FinalGradeModel.Fit(GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Straight), null, new BoostedTreesTrainer(algorithm)).Version.Should().Be("ridge-1");

    [Theory]
    [InlineData(5, 140, "class-1")]
    [InlineData(6, 111, "ridge-1")]
    public void NotBeEnteredWithLessHistoryThanItAsksFor(int offerings, int students, string builtIn) =>
        FinalGradeModel.Fit(GeneratedSnapshots.Of(offerings, students, GeneratedSnapshots.Crossed), null, new BoostedTreesTrainer()).Version.Should().Be(builtIn);
}
