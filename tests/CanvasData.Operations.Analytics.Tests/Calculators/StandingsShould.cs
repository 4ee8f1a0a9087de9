using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

public class StandingsShould
{
    [Fact]
    public void CountOverdueWorkAsZeroAndPendingWorkAsUnknown()
    {
        var work = Course.Of([8, null, null, null]);
        work.Cells[2] = work.Cells[2] with { SubmittedAt = Course.Due(2) };
        var standing = StandingCalculator.Calculate(work, Course.Due(2).AddDays(2));
        standing.StatesOf(0).ToArray().Should().Equal(ItemState.Graded, ItemState.OverdueMissing, ItemState.Pending, ItemState.Open);
        (standing[0].Earned, standing[0].KnownWeight, standing[0].Current).Should().Be((20, 0.5, 40));
    }

    [Fact]
    public void NotDependOnTheOrderOfStudents() => Gen.Int[1, 10_000].Sample(
        seed =>
        {
            var work = Course.Generated(seed, 12, 8);
            var turned = work with { StudentIds = [.. work.StudentIds.Reverse()], Cells = [.. Enumerable.Range(0, 12).Reverse().SelectMany(s => work.CellsOf(s).ToArray())] };
            var (one, other) = (StandingCalculator.Calculate(work, Course.Due(4).AddDays(2)), StandingCalculator.Calculate(turned, Course.Due(4).AddDays(2)));
            return one.InputsHash == other.InputsHash && Enumerable.Range(0, 12).All(s => one[s] == other[11 - s]) && TrendCalculator.Calculate(one).SequenceEqual(Enumerable.Reverse(TrendCalculator.Calculate(other)));
        },
        iter: 100);

    [Fact]
    public void WeighItemsByTheirGroups()
    {
        var work = Course.Of(1, [10, 30, 5, 5], [[8, 15, 5, null]]) with
        {
            WeightsGroups = true,
            Groups = [new WorkGroup(1, "Homework", 60, 0, 0, []), new WorkGroup(2, "Tests", 40, 0, 0, []), new WorkGroup(3, "Empty", 50, 0, 0, [])],
        };
        work = work with { Items = [.. work.Items.Select((item, i) => item with { GroupId = i < 2 ? 1 : 2 })] };
        var standing = StandingCalculator.Calculate(work, Course.Due(2).AddDays(2));
        standing.WeightsOf(0).ToArray().Should().Equal([0.15, 0.45, 0.2, 0.2], Near);
        standing[0].Earned.Should().BeApproximately((0.15 * 80) + (0.45 * 50) + (0.2 * 100), 1e-9);
        standing[0].KnownWeight.Should().BeApproximately(0.8, 1e-12);
        standing[0].Current.Should().BeApproximately(54.5 / 0.8, 1e-9);
    }

    [Fact]
    public void NotCountWhatTheRulesDrop() => Gen.Double[0, 1.99].Sample(
        low =>
        {
            var work = Dropping(1, 0, [10, low, 8, 6, null]);
            var standing = StandingCalculator.Calculate(work, Course.Due(3).AddDays(2));
            var own = standing[0];
            return standing.StatesOf(0)[1] == ItemState.Dropped && standing.WeightsOf(0)[1] == 0 && own.KnownWeight == 0.75 && Near(own.Earned, 60) && Near(own.Current, 80) && own.MissingPoints == 0;
        });

    [Fact]
    public void NotPutPointsAtStakeInMissingWorkThatIsDropped()
    {
        var standing = StandingCalculator.Calculate(Dropping(1, 0, [10, null, 8, null, null]), Course.Due(3).AddDays(2));
        standing.StatesOf(0).ToArray().Should().Equal(ItemState.Graded, ItemState.OverdueMissing, ItemState.Graded, ItemState.Dropped, ItemState.Open);
        (standing[0].MissingPoints, standing[0].MissingItems).Should().Be((25, 2));
    }

    [Fact]
    public void LeaveToTheRestWhatIsStillToBeDropped()
    {
        var standing = StandingCalculator.Calculate(Dropping(2, 0, [7, null, null, null]), Course.Due(0).AddDays(2));
        standing.StatesOf(0)[0].Should().Be(ItemState.Graded, "something is kept always");
        (standing[0].KnownWeight, standing[0].RemainingWeight, standing[0].Earned).Should().Be((0.5, 0.5, 35));
    }

    [Fact]
    public void LetBonusWorkAddToTheTotalWithoutAWeight()
    {
        var work = Course.Of(1, [10, 0, 10], [[8, 2, null]]);
        var own = StandingCalculator.Calculate(work, Course.Due(1).AddDays(2))[0];
        (own.Earned, own.KnownWeight, own.Current).Should().Be((50, 0.5, 80));
    }

    [Fact]
    public void LetAGroupOfBonusWorkAddToTheTotalOfACourseThatCountsPoints()
    {
        var work = Course.Of(1, [10, 0, 10], [[8, 2, 8]]) with { Groups = [new WorkGroup(1, "Work", 0, 0, 0, []), new WorkGroup(2, "Bonus", 0, 0, 0, [])] };
        work = work with { Items = [.. work.Items.Select(item => item with { GroupId = item.Points > 0 ? 1 : 2 })] };
        StandingCalculator.Calculate(work, Course.Due(2).AddDays(2))[0].Earned.Should().BeApproximately(90, 1e-9);
        StandingCalculator.Calculate(work with { WeightsGroups = true, Groups = [new WorkGroup(1, "Work", 50, 0, 0, []), new WorkGroup(2, "Bonus", 50, 0, 0, [])] }, Course.Due(2).AddDays(2))[0]
            .Earned.Should().BeApproximately(80, 1e-9, "a weighted group without points is left out");
    }

    [Fact]
    public void AllowForBonusWorkUntilItIsTooLate()
    {
        var work = Course.Of(1, [10, 0, 10], [[8, 3, null], [8, null, null]]);
        work.Cells[4] = work.Cells[4] with { DueAt = Course.Due(2) };
        StandingCalculator.Calculate(work, Course.Due(1).AddDays(2))[1].OpenBonus.Should().BeApproximately(15, 1e-9, "the best of the class got 3 of 20 points");
        StandingCalculator.Calculate(work, Course.Due(2).AddDays(2))[1].OpenBonus.Should().Be(0);
        work.Cells[4] = work.Cells[4] with { DueAt = null };
        StandingCalculator.Calculate(work, Course.Due(2).AddDays(2))[1].OpenBonus.Should().BeApproximately(15, 1e-9);
        StandingCalculator.Calculate(work with { EndAt = Course.Due(2) }, Course.Due(2))[1].OpenBonus.Should().Be(0, "the course is over");
    }

    [Fact]
    public void KeepExtraCreditWholeAndCarryItForwardTo120()
    {
        var own = StandingCalculator.Calculate(Course.Of([15, 5, null, null]), Course.Due(1).AddDays(2))[0];
        (own.Earned, own.Current).Should().Be((50, 85));
    }

    [Fact]
    public void StandAsIfExcusedWorkWereNotThere() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 11]).Sample(
        (seed, item) =>
        {
            var work = RandomCourse.Of(seed, 1);
            item %= work.Items.Count;
            var excused = work with { Cells = [.. work.Cells.Select((cell, i) => i == item ? cell with { Counts = false } : cell)] };
            var without = work with { Items = [.. work.Items.Where((_, i) => i != item)], Cells = [.. work.Cells.Where((_, i) => i != item)] };
            var (one, other) = (StandingCalculator.Calculate(excused, Course.Due(5)), StandingCalculator.Calculate(without, Course.Due(5)));
            return one[0] == other[0] && one.StatesOf(0)[item] == ItemState.NotCounted && (one.StatusOf(0) == other.StatusOf(0) || work.StartAt is null || work.EndAt is null);
        },
        iter: 500);

    [Fact]
    public void DistinguishAZeroThatATeacherEnteredFromWorkThatIsMissing()
    {
        var work = Course.Of([8, null, null]);
        work.Cells[1] = work.Cells[1] with { Score = 0, GradedAt = Course.Due(1) };
        var standing = StandingCalculator.Calculate(work, Course.Due(2).AddDays(2));
        standing.StatesOf(0).ToArray().Should().Equal(ItemState.Graded, ItemState.ZeroEntered, ItemState.OverdueMissing);
        var own = standing[0];
        own.MissingPoints.Should().BeApproximately(100 / 3.0, 1e-9, "what has a zero is not at stake any more");
        (own.MissingItems, own.MissingRun, own.LastMissing).Should().Be((1, 2, true), "a grader has settled the zero: it is no longer missing, though it was not handed in");
        own.Current.Should().BeApproximately(80 / 3.0, 1e-9);

        work.Cells[1] = work.Cells[1] with { SubmittedAt = Course.Due(1).AddHours(-1) };
        StandingCalculator.Calculate(work, Course.Due(2).AddDays(2)).StatesOf(0)[1].Should().Be(ItemState.Graded, "a zero for work that was handed in is a grade");
    }

    [Fact]
    public void GoByTheStudentsOwnDueDate()
    {
        var work = Course.Of([null, 8], [null, 8], [null, 8]);
        work.Cells[2] = work.Cells[2] with { DueAt = Course.Due(3) };
        work.Cells[4] = work.Cells[4] with { DueAt = null };
        var standing = StandingCalculator.Calculate(work, Course.Due(1).AddDays(2));
        Enumerable.Range(0, 3).Select(s => standing.StatesOf(s)[0]).Should().Equal(ItemState.OverdueMissing, ItemState.Open, ItemState.Open);
        Enumerable.Range(0, 3).Select(s => standing[s].Current).Should().Equal(40, 80, 80);
    }

    [Theory]
    [InlineData(1, 0, ItemState.Open)]
    [InlineData(1, 1, ItemState.OverdueMissing)]
    [InlineData(24, 0, ItemState.Open)]
    [InlineData(24, 1, ItemState.OverdueMissing)]
    [InlineData(0, 0, ItemState.Open)]
    [InlineData(0, 1, ItemState.OverdueMissing)]
    public void CallWorkMissingWhenTheGracePeriodHasPassed(int hours, long ticks, ItemState state) =>
        StandingCalculator.Calculate(Course.Of(1, [10, 10], [[null, null]]) with { Grace = TimeSpan.FromHours(hours) }, Course.Due(0).AddHours(hours).AddTicks(ticks)).StatesOf(0)[0].Should().Be(state);

    [Fact]
    public void GiveADayOfGraceByDefault() => Course.Of(1, [10, 10], [[null, null]]).Grace.Should().Be(TimeSpan.FromHours(24));

    [Fact]
    public void NotCallWorkOnPaperMissingBeforeItHasAScore()
    {
        var work = Course.Of([8, null, null]);
        work.Cells[1] = work.Cells[1] with { ExpectsSubmission = false };
        var standing = StandingCalculator.Calculate(work, Course.Due(1).AddDays(30));
        standing.StatesOf(0).ToArray().Should().Equal(ItemState.Graded, ItemState.Open, ItemState.OverdueMissing);
        (standing[0].Current, standing[0].MissingItems, standing[0].DueItems).Should().Be((40, 1, 2));
    }

    [Fact]
    public void ShowStudentsOnlyWhatWasPosted()
    {
        var work = Course.Of([8, 4, null], [9, 9, 9]);
        work.Cells[0] = work.Cells[0] with { PostedAt = Course.Due(0).AddDays(3) };
        var asOf = Course.Due(1).AddDays(2);
        var posted = StandingCalculator.Posted(work, 0, asOf);
        posted.Items.Select(item => (item.State, item.Percent)).Should().Equal((ItemState.Graded, 80), (ItemState.Pending, null), (ItemState.Open, null));
        posted.Current.Should().BeApproximately(80, 1e-9);
        StandingCalculator.Posted(work, 0, Course.Due(0).AddDays(2)).Items[0].State.Should().Be(ItemState.Pending, "it is posted a day later");
        StandingCalculator.Calculate(work, asOf)[0].Current.Should().BeApproximately(60, 1e-9);
    }

    [Fact]
    public void CompareAStudentWithTheOthers() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 9], Gen.Int[0, 2]).Sample(
        (seed, students, last) =>
        {
            var standing = StandingCalculator.Calculate(RandomCourse.Of(seed, students), Course.Due(6), new StandingOptions { LastOfferingMean = last == 0 ? null : 60 + last });
            var counted = Enumerable.Range(0, students).Where(s => standing[s].KnownWeight >= 0.05).ToList();
            var all = counted.Count < 5 ? standing.ClassMean is null : Near(standing.ClassMean!.Value, counted.Average(s => standing[s].Current));
            return all && Enumerable.Range(0, students).All(s =>
            {
                var others = counted.Where(other => other != s).ToList();
                return Near(standing[s].ClassMean, others.Count >= 5 ? others.Average(other => standing[other].Current) : last == 0 ? 75 : 60 + last);
            });
        },
        iter: 500);

    [Fact]
    public void MeasureHowFarScoresLieFromTheirItems() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 14]).Sample(
        (seed, students) =>
        {
            var standing = StandingCalculator.Calculate(RandomCourse.Of(seed, students), Course.Due(8));
            var squares = new List<double>();
            foreach (var item in Enumerable.Range(0, standing.Work.Items.Count).Where(i => standing.Work.Items[i].Points > 0))
            {
                var scores = Enumerable.Range(0, students).Where(s => NaiveStanding.IsKnown(standing.Work, s, item, standing.AsOf)).Select(s => Math.Clamp(standing.PercentsOf(s)[item], 0, 120)).ToList();
                squares.AddRange(scores.Count < 5 ? [] : scores.Select(score => Math.Pow(score - scores.Average(), 2)));
            }

            return Math.Abs(standing.NoiseDeviation - (squares.Count < 20 ? 25 : Math.Max(5, Math.Sqrt(squares.Average())))) < 1e-4;
        },
        iter: 500);

    [Fact]
    public void AgreeWithAReckoningByHand() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 14]).Sample(
        (seed, week) =>
        {
            var work = RandomCourse.Of(seed, 3, drops: false) with { StartAt = null, EndAt = null };
            var asOf = Course.Start.AddDays(7 * week);
            var standing = StandingCalculator.Calculate(work, asOf);
            for (var s = 0; s < 3; s++)
            {
                var naive = NaiveStanding.Of(work, s, asOf) with { ClassMean = standing[s].ClassMean, OpenBonus = standing[s].OpenBonus };
                NaiveStanding.Differences(standing[s], naive).Should().BeEmpty("of student {0} of seed {1}", s, seed);
            }
        },
        iter: 2_000);

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;

    private static CourseWork Dropping(int lowest, int highest, double?[] scores)
    {
        var work = Course.Of(scores) with { Groups = [new WorkGroup(1, "Work", 0, lowest, highest, [])] };
        return work with { Items = [.. work.Items.Select(item => item with { GroupId = 1 })] };
    }
}
