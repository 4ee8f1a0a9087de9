using CanvasData.Operations.Model;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class RemainingWeightShould
{
    private static readonly DateTime End = Course.Start.AddDays(100);

    [Fact]
    public void BeReadFromTheItemsWhereTheirPlanIsComplete()
    {
        var standing = StandingCalculator.Calculate(Course.Of([8, 6, null, null]) with { StartAt = Course.Start, EndAt = Course.Due(4) }, Course.Due(1).AddDays(2))[0];
        (standing.WeightSource, standing.RemainingWeight, standing.Earned).Should().Be((RemainingWeightSource.Assignments, 0.5, 35));
    }

    [Fact]
    public void BeReadFromTheCalendarWhereItemsAreMadeAsTheCourseGoes()
    {
        var standing = StandingCalculator.Calculate(Course.Of([8, 6]) with { StartAt = Course.Start, EndAt = End }, Course.Start.AddDays(20))[0];
        standing.WeightSource.Should().Be(RemainingWeightSource.Schedule);
        standing.RemainingWeight.Should().BeApproximately(0.85 * 0.8, 1e-12);
        standing.KnownWeight.Should().BeApproximately(1 - (0.85 * 0.8), 1e-12);
        standing.Current.Should().BeApproximately(70, 1e-9);
        standing.Earned.Should().BeApproximately(70 * standing.KnownWeight, 1e-9, "what is known is of a smaller share of the whole");
    }

    [Fact]
    public void BeNothingWhenTheCourseIsOver()
    {
        var curve = WeightCurve.Create(Course.Of([8, 6, 9, 9]) with { StartAt = Course.Start, EndAt = End });
        var work = Course.Of([8, 6]) with { StartAt = Course.Start, EndAt = Course.Start.AddDays(16) };
        foreach (var options in new[] { StandingOptions.None, new StandingOptions { LastOfferingCurve = curve } })
        {
            var standing = StandingCalculator.Calculate(work, Course.Start.AddDays(16), options);
            (standing.StatusOf(0), standing[0].RemainingWeight, standing[0].Earned).Should().Be((AnalyticsStatus.Ok, 0, 70));
        }
    }

    [Fact]
    public void NotBeNothingBeforeTheCourseIsOver() => Gen.Double[0, 0.999].Sample(share =>
        StandingCalculator.Calculate(Course.Of([8, 6]) with { StartAt = Course.Start, EndAt = End }, Course.Start + (share * (End - Course.Start)))[0].RemainingWeight > 0);

    [Fact]
    public void BeUnknownWithoutDatesAndOpenWork()
    {
        var standing = StandingCalculator.Calculate(Course.Of([8, 6]), Course.Due(1).AddDays(2));
        (standing.StatusOf(0), standing.ReasonOf(0)).Should().Be((AnalyticsStatus.NoRemainingWorkKnown, "All items are known and the course has no last day, so nothing says whether more will come."));
    }

    [Fact]
    public void GoTheWayOfTheLastOfferingWhereOneIsKnown()
    {
        var last = Course.Of(1, [10, 10, 20, 60], [[1, 1, 1, 1]]) with { StartAt = Course.Start, EndAt = End };
        var curve = WeightCurve.Create(last)!;
        curve.DueByWeek.Should().HaveCount(5);
        foreach (var (week, share) in new[] { (0, 0), (1, 0.1), (2, 0.2), (3, 0.4), (4, 1) })
        {
            curve.DueByWeek[week].Should().BeApproximately(share, 1e-12);
        }

        curve.RemainingAt(TimeSpan.FromDays(24.5)).Should().BeApproximately(1 - 0.7, 1e-12, "half of the fourth week has passed");
        (curve.RemainingAt(TimeSpan.FromDays(-3)), curve.RemainingAt(TimeSpan.FromDays(900))).Should().Be((1, 0));

        var standing = StandingCalculator.Calculate(
            Course.Of([8, 6]) with { StartAt = Course.Start, EndAt = End }, Course.Due(1).AddDays(2), new StandingOptions { LastOfferingCurve = curve })[0];
        standing.WeightSource.Should().Be(RemainingWeightSource.History);
        standing.RemainingWeight.Should().BeApproximately(0.85 * (1 - 0.2 - (0.2 * 2 / 7)), 1e-12);
    }

    [Fact]
    public void ComeToNothingByACurveOfWorkThatPartlyHadNoDate()
    {
        var last = Course.Of(1, [10, 10, 20], [[1, 1, 1]]) with { StartAt = Course.Start };
        last = last with { Items = [last.Items[0], last.Items[1], last.Items[2] with { DueAt = null }] };
        WeightCurve.Create(last)!.DueByWeek.Should().Equal(0, 0.5, 1);
        WeightCurve.Create(last with { StartAt = null }).Should().BeNull();
        WeightCurve.Create(last with { Items = [.. last.Items.Select(item => item with { DueAt = null })] }).Should().BeNull();
        WeightCurve.Create(last with { WeightsGroups = true }).Should().BeNull("without groups nothing has a weight");
    }

    [Fact]
    public void MakeACurveThatNeverFallsAndEndsAtOne() => Gen.Int[1, 100_000].Sample(
        seed =>
        {
            var work = RandomCourse.Of(seed, 1);
            var curve = WeightCurve.Create(work);
            var weights = work.Items.Select((_, i) => WeightOf(work, i)).ToArray();
            var dated = Enumerable.Range(0, weights.Length).Where(i => work.Items[i].DueAt is not null).Sum(i => weights[i]);
            return work.StartAt is not { } start || !(dated > 0)
                ? curve is null
                : curve is not null && curve.DueByWeek.Select((share, week) => (share, week)).All(at =>
                    Math.Abs(at.share - (Enumerable.Range(0, weights.Length).Where(i => work.Items[i].DueAt <= start.AddDays(7 * at.week)).Sum(i => weights[i]) / dated)) < 1e-9);
        },
        iter: 500);

    [Fact]
    public void NotJumpWhileItemsBecomeKnown() => Gen.Select(Gen.Double[0.02, 0.98], Gen.Double[0.1, 60], Gen.Double[0, 0.2]).Sample(
        (time, points, more) =>
        {
            StudentStanding At(double open) => StandingCalculator.Calculate(
                Course.Of(1, [10, 10, open], [[8, 6, null]]) with { StartAt = Course.Start, EndAt = Course.Start.AddDays(100), Items = [.. new[] { 10, 10, open }.Select((p, i) => new WorkItem(i + 1, null, null, p, null))] } is var work
                    ? work with { Cells = [.. work.Cells.Select(cell => cell with { DueAt = null, GradedAt = null, SubmittedAt = cell.Score is null ? null : Course.Start })] }
                    : work,
                Course.Start.AddDays(100 * time))[0];
            var (less, greater) = (At(points), At(points + more));
            return Math.Abs(less.RemainingWeight - greater.RemainingWeight) <= (20 / (20 + points)) - (20 / (20 + points + more)) + 1e-9;
        },
        iter: 2_000);

    // Not so with drop rules: missing work may be what they drop, and then what they dropped before counts again.
    [Fact]
    public void NeverRaiseAPredictionWhenAnItemBecomesMissing() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 12], Gen.Double[0, 13], Gen.Bool).Sample(
        (seed, item, week, hasHistory) =>
        {
            var work = RandomCourse.Of(seed, 8, drops: false);
            item %= work.Items.Count;
            work = work with { Cells = [.. work.Cells.Select(cell => cell with { Score = cell.Score < 0 ? 0 : cell.Score })] };
            var options = new StandingOptions { LastOfferingCurve = hasHistory ? WeightCurve.Create(Course.Generated(seed, 1, 12) with { StartAt = Course.Start }) : null };
            var asOf = Course.Start.AddDays(7 * week);
            var before = StandingCalculator.Calculate(work, asOf, options);
            if (before.StatesOf(0)[item] is not (ItemState.Open or ItemState.Pending) || work.Items[item].Points <= 0)
            {
                return true;
            }

            var missing = work with { Cells = (WorkCell[])work.Cells.Clone() };
            missing.Cells[item] = new WorkCell { Counts = true, ExpectsSubmission = true, DueAt = asOf - work.Grace - TimeSpan.FromHours(1) };
            var after = StandingCalculator.Calculate(missing, asOf, options);
            after.StatesOf(0)[item].Should().Be(ItemState.OverdueMissing);
            double? Point(ClassStanding of) => FinalGradePredictor.Predict(of, FinalGradeModel.ColdStart, 60)[0].Point;
            return !(Point(after) > Point(before) + 1e-9);
        },
        iter: 5_000);

    private static double WeightOf(CourseWork work, int item)
    {
        var points = work.Items[item].Points;
        return !work.WeightsGroups || points <= 0
            ? points
            : work.Groups.Single(group => group.Id == work.Items[item].GroupId).Weight * points / work.Items.Where(other => other.GroupId == work.Items[item].GroupId).Sum(other => other.Points);
    }
}
