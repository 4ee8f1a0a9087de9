namespace CanvasData.Operations.Grading.Tests;

public sealed class GradeTextShould
{
    [Theory]
    [InlineData(GradingTypes.Points, 8.0, 10.0, "8")]
    [InlineData(GradingTypes.Points, 8.25, 10.0, "8.25")]
    [InlineData(GradingTypes.Percent, 8.0, 10.0, "80%")]
    [InlineData(GradingTypes.Percent, 2.0, 3.0, "66.67%")]
    [InlineData(GradingTypes.Percent, 7.5, 0.0, "7.5%")]
    [InlineData(GradingTypes.PassFail, 1.0, 10.0, "complete")]
    [InlineData(GradingTypes.PassFail, 0.0, 10.0, "incomplete")]
    [InlineData(GradingTypes.LetterGrade, 8.9, 10.0, "B+")]
    [InlineData(GradingTypes.GpaScale, 10.0, 10.0, "A")]
    [InlineData(GradingTypes.LetterGrade, 3.5, 0.0, "3.5")]
    [InlineData("something_new", 3.5, 10.0, "3.5")]
    [InlineData(GradingTypes.Points, null, 10.0, null)]
    [InlineData(GradingTypes.Points, -0.5, 10.0, "-0.5")]
    public void WordAScoreAsCanvasDoes(string gradingType, double? score, double? points, string? text) =>
        GradeFormatter.Format(score, points, gradingType).Should().Be(text);

    [Theory]
    [InlineData(GradingTypes.PassFail, "complete")]
    [InlineData(GradingTypes.LetterGrade, "B")]
    public void KeepTheGradeThatWasGivenWithoutPoints(string gradingType, string given) => GradeFormatter.Format(0, 0, gradingType, given: given).Should().Be(given);

    [Theory]
    [InlineData("85%", 20.0, GradingTypes.Points, 17.0)]
    [InlineData("17", 20.0, GradingTypes.Points, 17.0)]
    [InlineData(" 17.5 ", 20.0, GradingTypes.Percent, 17.5)]
    [InlineData("\u22122", 20.0, GradingTypes.Points, -2.0)]
    [InlineData("A", 20.0, GradingTypes.LetterGrade, 20.0)]
    [InlineData("b", 50.0, GradingTypes.LetterGrade, 43.0)]
    [InlineData("b", 50.0, GradingTypes.Points, 43.0)]
    [InlineData("complete", 20.0, GradingTypes.PassFail, 20.0)]
    [InlineData("Complete", 0.0, GradingTypes.PassFail, 0.0)]
    [InlineData("incomplete", 20.0, GradingTypes.PassFail, 0.0)]
    [InlineData("17", 20.0, GradingTypes.PassFail, null)]
    [InlineData("1,5", 20.0, GradingTypes.Points, null)]
    [InlineData("good", 20.0, GradingTypes.Points, null)]
    [InlineData("1e400", 20.0, GradingTypes.Points, null)]
    [InlineData("", 20.0, GradingTypes.Points, null)]
    [InlineData(null, 20.0, GradingTypes.Points, null)]
    public void ReadWhatIsEntered(string? text, double points, string gradingType, double? score) =>
        GradeFormatter.ToScore(text, points, gradingType).Should().Be((decimal?)score);

    [Fact]
    public void AskTheSchemeFirstWhereLettersAreNumbers()
    {
        var scheme = GradingScheme.Parse("[[\"4.0\",0.9],[\"3.0\",0.75],[\"0\",0]]");

        GradeFormatter.ToScore("3.0", 10, GradingTypes.GpaScale, scheme).Should().Be(8.9m);
        GradeFormatter.ToScore("3.0", 10, GradingTypes.Points, scheme).Should().Be(3);
    }

    [Theory]
    [InlineData(1e50)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e-300)]
    public void SurviveAbsurdNumbers(double absurd)
    {
        foreach (var gradingType in (string[])[GradingTypes.Points, GradingTypes.Percent, GradingTypes.LetterGrade, GradingTypes.PassFail])
        {
            GradeFormatter.Format(absurd, 10, gradingType).Should().NotBeNull();
            GradeFormatter.Format(10, absurd, gradingType).Should().NotBeNull();
            GradeFormatter.ToScore("85%", absurd, GradingTypes.Points).Should().NotBeNull();
        }
    }
}
