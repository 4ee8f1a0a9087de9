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
    [InlineData(5, 140)]
    [InlineData(6, 111)]
    public void NotBeEnteredWithLessHistoryThanItAsksFor(int offerings, int students) =>
        FinalGradeModel.Fit(GeneratedSnapshots.Of(offerings, students, GeneratedSnapshots.Crossed), null, new BoostedTreesTrainer()).Version.Should().Be(
            FinalGradeModel.Fit(GeneratedSnapshots.Of(offerings, students, GeneratedSnapshots.Crossed), null).Version);

    [Fact]
    public void NotBeHeldWithinOneTerm()
    {
        List<OfferingSnapshot> rows = [.. GeneratedSnapshots.Of(6, 120, GeneratedSnapshots.Crossed).Select(row => row with { EndedAt = new DateTime(2026, 5, (int)row.OfferingId, 0, 0, 0, DateTimeKind.Utc) })];

        FinalGradeModel.Fit(rows, null, new BoostedTreesTrainer()).Version.Should().NotBe("fasttree-2", "nothing shows how it does in another term");
    }
}
