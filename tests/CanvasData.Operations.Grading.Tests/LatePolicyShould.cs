namespace CanvasData.Operations.Grading.Tests;

public sealed class LatePolicyShould
{
    private static readonly LatePolicy TenADay = new() { LateDeduction = 10 };

    [Theory]
    [InlineData(800, 2, 30.0, 200, 600)]
    [InlineData(800, 7, 30.0, 500, 300)]
    [InlineData(200, 7, 30.0, 0, 200)]
    [InlineData(800, 9, null, 800, 0)]
    [InlineData(-5, 1, null, 0, -5)]
    public void TakeAShareOfThePointsPossibleDownToTheFloor(double score, int days, double? floor, double deducted, double left)
    {
        var policy = TenADay with { MinimumPercent = floor };

        policy.PointsDeducted(score, 1000, TimeSpan.FromDays(days)).Should().Be((decimal)deducted);
        policy.ScoreAfterDeduction(score, 1000, TimeSpan.FromDays(days)).Should().Be((decimal)left);
    }

    [Fact]
    public void CountABegunIntervalAsAWholeOne() => TenADay.PointsDeducted(1000, 1000, TimeSpan.FromHours(25)).Should().Be(200);

    [Fact]
    public void TakeNothingWhereThereIsNothingToTake()
    {
        TenADay.PointsDeducted(10, 10, TimeSpan.Zero).Should().Be(0);
        TenADay.PointsDeducted(null, 10, TimeSpan.FromDays(1)).Should().Be(0);
        TenADay.PointsDeducted(10, 0, TimeSpan.FromDays(1)).Should().Be(0);
        TenADay.PointsDeducted(10, 10, TimeSpan.FromDays(1), GradingTypes.PassFail).Should().Be(0);
        new LatePolicy().PointsDeducted(10, 10, TimeSpan.FromDays(1)).Should().Be(0);
        TenADay.ScoreAfterDeduction(double.NaN, 10, TimeSpan.FromDays(1)).Should().BeNull();
    }

    [Fact]
    public void RoundItsPercentagesToTwoDecimals() =>
        new LatePolicy { LateDeduction = 25.225 }.PointsDeducted(10_000, 10_000, TimeSpan.FromHours(1)).Should().Be(2523);

    [Fact]
    public void GiveAQuizAMinuteOfGrace()
    {
        var due = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        LatePolicy.Lateness(due.AddSeconds(61), due, isQuiz: true).Should().Be(TimeSpan.FromSeconds(1));
        LatePolicy.Lateness(due.AddSeconds(59), due, isQuiz: true).Should().Be(TimeSpan.Zero);
        LatePolicy.Lateness(due.AddSeconds(59), due).Should().Be(TimeSpan.FromSeconds(59));
        LatePolicy.Lateness(due.AddHours(-1), due).Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(60.0, GradingTypes.Points, 40.0)]
    [InlineData(100.0, GradingTypes.Percent, 0.0)]
    [InlineData(0.0, GradingTypes.PassFail, 0.0)]
    [InlineData(null, GradingTypes.Points, null)]
    public void ScoreMissingWork(double? deduction, string gradingType, double? score) =>
        new LatePolicy { MissingDeduction = deduction }.MissingScore(100, gradingType).Should().Be((decimal?)score);

    [Theory]
    [InlineData(1e50)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    [InlineData(1e-300)]
    public void SurviveAbsurdNumbers(double absurd)
    {
        var policy = new LatePolicy { LateDeduction = absurd, MinimumPercent = absurd, MissingDeduction = absurd };

        policy.PointsDeducted(absurd, absurd, TimeSpan.MaxValue).Should().BeGreaterThanOrEqualTo(0);
        policy.PointsDeducted(absurd, 10, TimeSpan.MaxValue).Should().BeGreaterThanOrEqualTo(0);
        policy.PointsDeducted(10, absurd, TimeSpan.MaxValue).Should().BeGreaterThanOrEqualTo(0);
        policy.MissingScore(absurd).Should().NotBeNull();
    }
}
