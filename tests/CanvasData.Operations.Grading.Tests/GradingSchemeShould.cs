namespace CanvasData.Operations.Grading.Tests;

public sealed class GradingSchemeShould
{
    [Theory]
    [InlineData("A", 100)]
    [InlineData("a-", 93)]
    [InlineData("A\u2212", 93)]
    [InlineData("B", 86)]
    [InlineData("F", 60)]
    public void TurnALetterIntoAScore(string letter, int score) => GradingScheme.Default.ScoreOf(letter).Should().Be(score);

    [Fact]
    public void TakeATenthWhereLettersAreCloserThanAPercent()
    {
        var scheme = GradingScheme.Parse("[[\"A\",0.9],[\"B+\",0.886],[\"B\",0.88]]");

        (scheme.ScoreOf("B+"), scheme.ScoreOf("B"), scheme.ScoreOf("X")).Should().Be((89m, 88.5m, null));
    }

    [Theory]
    [InlineData(89.999, "B+")]
    [InlineData(90, "A-")]
    [InlineData(-5, "F")]
    [InlineData(1e9, "A")]
    public void NotRoundBeforeItLooks(double score, string letter) => GradingScheme.Default.LetterOf((decimal)score).Should().Be(letter);

    [Fact]
    public void GiveTheLowestLetterBelowEveryBound() => GradingScheme.Parse("[[\"A\",0.9],[\"B\",0.5]]").LetterOf(3).Should().Be("B");

    [Fact]
    public void RoundASchemeInPointsAfterScaling()
    {
        var scheme = GradingScheme.Parse("[[\"4.0\",0.9],[\"3.0\",0.75],[\"0.0\",0]]", scalingFactor: 4);

        (scheme.LetterOf(89.999m), scheme.LetterOf(89.8m)).Should().Be(("4.0", "3.0"), "89.999 percent of 4 are 3.60, which is 90 percent of it");
    }

    [Fact]
    public void SortWhatItReads() =>
        GradingScheme.Parse("[[\"F\",0],[\"A\",0.9]]").Entries.Should().Equal(new GradingSchemeEntry("A", 0.9m), new GradingSchemeEntry("F", 0));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[[\"A\"]]")]
    [InlineData("[[\"A\",\"0.9\"]]")]
    [InlineData("[[null,0.9]]")]
    [InlineData("[[\" \",0.9]]")]
    [InlineData("[[\"A\",1e30]]")]
    [InlineData("[[\"A\",1e27]]")]
    [InlineData("[\"A\",0.9]")]
    [InlineData("[[\"A\",0.9]")]
    [InlineData("null")]
    public void RefuseWhatIsNoScheme(string json)
    {
        GradingScheme.TryParse(json, null, out _).Should().BeFalse();
        FluentActions.Invoking(() => GradingScheme.Parse(json)).Should().Throw<FormatException>().WithMessage("*[[\"A\",0.9],[\"F\",0]]*");
    }

    [Fact]
    public void RefuseBoundsAndFactorsThatMakeNoSense()
    {
        FluentActions.Invoking(() => new GradingScheme([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new GradingScheme([new("A", 1e9m)])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new GradingScheme([new("A", 1)], 0)).Should().Throw<ArgumentOutOfRangeException>();
        GradingScheme.TryParse("[[\"A\",0.9]]", -1, out _).Should().BeFalse();
    }

    [Fact]
    public void SayWhichLettersThereAre() =>
        FluentActions.Invoking(() => GradingScheme.Default.Reaches(90, "E")).Should().Throw<ArgumentException>().WithMessage("*\"E\"*A, A-, B+*");
}
