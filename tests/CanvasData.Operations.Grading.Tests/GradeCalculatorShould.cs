namespace CanvasData.Operations.Grading.Tests;

public sealed class GradeCalculatorShould
{
    [Fact]
    public void DropTheWorkThatHurtsTheRatioMost()
    {
        var grades = Course.OneGroup(1, 0, 40, 24, 10).Grades(31, 17, 7);

        grades.Current.Should().BeEquivalentTo(new { Percent = 76.0m, Points = 38.0, Possible = 50.0, Dropped = new long[] { 2 } }, "17/24 hurts more than 7/10, though 7/10 is the lower percent");
    }

    [Theory]
    [InlineData(1, 63.41, 55.99, new long[] { 4 }, new long[] { 5 })]
    [InlineData(2, 74.64, 63.41, new long[] { 2, 3 }, new long[] { 4, 5 })]
    public void DropByEffectInEachTotalOfItsOwn(int dropLowest, double current, double final, long[] droppedNow, long[] droppedFinally)
    {
        var grades = Course.OneGroup(dropLowest, 0, 100, 91, 55, 38, 1000).Grades(100, 42, 14, 3, null);

        grades.Current.Percent.Should().Be((decimal)current);
        grades.Final.Percent.Should().Be((decimal)final);
        grades.Current.Dropped.Should().Equal(droppedNow);
        grades.Final.Dropped.Should().Equal(droppedFinally);
    }

    [Fact]
    public void NotProtectWorkByTheRulesOfAGroupThatItHasLeft()
    {
        var course = new GradedCourse
        {
            Groups = [new GradedGroup(1, DropLowest: 1), new GradedGroup(2) { NeverDrop = [1] }],
            Assignments = [new GradedAssignment(1, 1, 10), new GradedAssignment(2, 1, 10)],
        };

        course.Grades(2, 8).Current.Should().BeEquivalentTo(new { Percent = 80m, Dropped = new long[] { 1 } });
    }

    [Fact]
    public void LeaveGroupsWithoutGradedWorkOutOfTheCurrentScoreOnly()
    {
        var course = Weighted((50, [10]), (50, [20]));

        var grades = course.Grades(9, null);

        (grades.Current.Percent, grades.Final.Percent).Should().Be((90m, 45m));
    }

    [Fact]
    public void ScaleWeightsUpButNeverDown()
    {
        Weighted((50, [10]), (40, [40])).Grades(10, null).Final.Percent.Should().Be(55.56m);
        Weighted((50, [10]), (60, [40])).Grades(10, 40).Final.Percent.Should().Be(110m);
        Weighted((0, [10]), (0, [40])).Grades(10, 40).Final.Percent.Should().BeNull();
    }

    [Fact]
    public void CountWhatIsHiddenAsUngraded()
    {
        var course = Weighted((50, [10, 4]), (40, [40]));
        var student = Course.Student(null, 1, 40) with { Submissions = [new(1, 500, IsPosted: false), new(2, 1), new(3, 40)] };

        var grades = new GradeCalculator(course).Calculate(student);

        (grades.Current.Percent, grades.Final.Percent).Should().Be((58.33m, 48.41m));
        grades.UnpostedFinal.Percent.Should().BeGreaterThan(1000);
    }

    [Theory]
    [InlineData(79.135, 79.14)]
    [InlineData(93.825, 93.83)]
    [InlineData(60.125, 60.13)]
    [InlineData(88.355, 88.36)]
    [InlineData(-0.125, -0.13)]
    public void RoundHalvesAwayFromZeroInDecimals(double score, double shown) =>
        Course.OneGroup(0, 0, 100).Grades(score).Current.Percent.Should().Be((decimal)shown);

    [Fact]
    public void RoundAHalfThatIsMadeOfThirds()
    {
        // Three thirds of 10 and 50.125: what the divisions cut off must not decide it.
        var course = Weighted((10, [3]), (10, [3]), (10, [3]), (70, [70]));

        course.Grades(1, 1, 1, 50.125).Current.Percent.Should().Be(60.13m);
    }

    [Fact]
    public void LeaveOutWhatIsNotPublishedNotGradedOmittedOrInNoGroup()
    {
        var course = new GradedCourse
        {
            Groups = [new GradedGroup(1)],
            Assignments =
            [
                new(1, 1, 10),
                new(2, 1, 10) { IsPublished = false },
                new(3, 1, 10) { GradingType = GradingTypes.NotGraded },
                new(4, 1, 10) { OmitFromFinalGrade = true },
                new(5, 99, 10),
                new(6, 1, 10) { IsAnonymousUnposted = true },
            ],
        };

        var grades = course.Grades(5, 10, 10, 10, 10, 10);

        Enum.GetValues<GradeKind>().Select(kind => grades[kind].Percent).Should().AllBeEquivalentTo(50m);
    }

    [Fact]
    public void LeaveOutWhatTheStudentIsNotAssignedToEvenWithAScore()
    {
        var student = Course.Student(5, 10) with { NotAssigned = [2] };

        new GradeCalculator(Course.OneGroup(0, 0, 10, 10)).Calculate(student).Final.Percent.Should().Be(50m);
    }

    [Fact]
    public void TakeAnExcuseOnlyWhereItIsSeen()
    {
        var student = new GradedStudent { Submissions = [new(1, 5), new(2, null, IsPosted: false) { IsExcused = true }] };

        var grades = new GradeCalculator(Course.OneGroup(0, 0, 10, 10)).Calculate(student);

        (grades.Current.Percent, grades.Final.Percent, grades.UnpostedFinal.Percent).Should().Be((50m, 25m, 50m), "a hidden submission is like none, an excuse in it too");
    }

    [Fact]
    public void LeaveOutWhatAConcludedStudentNeverHad()
    {
        var student = new GradedStudent { IsConcluded = true, Submissions = [new(1, 5), new(2, 8, IsPosted: false)] };

        var grades = new GradeCalculator(Course.OneGroup(0, 0, 10, 10, 10)).Calculate(student);

        (grades.Final.Percent, grades.UnpostedFinal.Percent).Should().Be((50m, 65m));
    }

    [Fact]
    public void LetASupposedScoreBeatExcuseAndHiding()
    {
        var student = new GradedStudent { Submissions = [new(1, 5, IsPosted: false), new(2, null) { IsExcused = true }, new(3, 1) { IsPendingReview = true }] }
            .WhatIf(new Dictionary<long, double> { [1] = 10, [2] = 10, [3] = 10, [4] = 10 });

        var grades = new GradeCalculator(Course.OneGroup(0, 0, 10, 10, 10, 10)).Calculate(student);

        grades.Current.Should().BeEquivalentTo(new { Percent = 100m, Possible = 40.0 });
    }

    [Fact]
    public void RestrictGroupsWeightsAndDropsToAPeriod()
    {
        var course = new GradedCourse
        {
            Groups = [new GradedGroup(1, 0, DropLowest: 1)],
            Assignments = [new(1, 1, 10), new(2, 1, 10), new(3, 1, 10) { GradingPeriodId = 8 }, new(4, 1, 10) { GradingPeriodId = 8 }],
            Periods = [new(7), new(8)],
            Scheme = GradingScheme.Default,
        };
        var student = new GradedStudent
        {
            Submissions = [new(1, 6) { GradingPeriodId = 7 }, new(2, 8) { GradingPeriodId = 7 }, new(3, 1), new(4, 10)],
            PeriodOverrideScores = new Dictionary<long, double> { [8] = 91.5 },
        };

        var grades = new GradeCalculator(course).Calculate(student);

        grades.Current.Should().BeEquivalentTo(new { Percent = 80m, Dropped = new long[] { 3 } }, "periods without weights do not make the total");
        grades.Periods.Select(period => (period.PeriodId, period.Current.Percent)).Should().Equal((7, 80m), (8, 100m));
        grades.Periods[1].Current.Dropped.Should().Equal(3);
        (grades.Periods[0].EffectiveFinal, grades.Periods[1].EffectiveFinal).Should().Be((new EffectiveGrade(80m, "B-"), new EffectiveGrade(91.5m, "A-")));
    }

    [Fact]
    public void MakeTheTotalOfWeightedPeriodsFromTheirRoundedScores()
    {
        var course = new GradedCourse
        {
            Groups = [new GradedGroup(1)],
            Assignments = [new(1, 1, 3) { GradingPeriodId = 7 }, new(2, 1, 100) { GradingPeriodId = 8 }, new(3, 1, 50) { GradingPeriodId = 9 }],
            Periods = [new(7, 50), new(8, 25), new(9, 25)],
            HasWeightedPeriods = true,
        };

        var grades = course.Grades(2, 80, null);

        // (66.67 · 50 + 80 · 25) / 75 and (66.67 · 50 + 80 · 25 + 0 · 25) / 100
        (grades.Current.Percent, grades.Final.Percent).Should().Be((71.11m, 53.34m));
        grades.Current.Points.Should().Be(71.11);
    }

    [Fact]
    public void PutAnOverrideInPlaceOfBothScoresThatTheStudentSees()
    {
        var course = Course.OneGroup(0, 0, 10, 10) with { Scheme = GradingScheme.Default };

        var grades = new GradeCalculator(course).Calculate(Course.Student(5, null) with { OverrideScore = 88 });

        (grades.EffectiveCurrent, grades.EffectiveFinal).Should().Be((new EffectiveGrade(88, "B+"), new EffectiveGrade(88, "B+")));
        (grades.Current.Percent, grades.Current.Letter, grades.Final.Percent).Should().Be((50m, "F", 25m));
    }

    [Fact]
    public void GiveLettersOnlyWithAScheme()
    {
        var course = Course.OneGroup(0, 0, 100);

        course.Grades(89.999).Current.Letter.Should().BeNull();
        (course with { Scheme = GradingScheme.Default }).Grades(89.994).Current.Letter.Should().Be("B+", "the letter is that of the score as shown, 89.99");
        (course with { Scheme = GradingScheme.Default }).Grades(89.995).Current.Letter.Should().Be("A-", "the score is shown as 90");
        (course with { Scheme = GradingScheme.Default }).Grades().Current.Letter.Should().BeNull();
    }

    [Fact]
    public void CountTheFirstOfTwo()
    {
        var course = Course.OneGroup(0, 0, 10) with { Assignments = [new(1, 1, 10), new(1, 1, 1000)] };

        course.Grades(5).Current.Should().BeEquivalentTo(new { Percent = 50m, Possible = 10.0 });
        new GradeCalculator(course).Calculate(new GradedStudent { Submissions = [new(1, 5), new(1, 9)] }).Current.Points.Should().Be(5);
    }

    [Fact]
    public void FinishWithPointsThatNoDecimalHolds()
    {
        var grades = Course.OneGroup(1, 0, 1e50, 10, 10).Grades(3, 9, null);

        grades.Final.Should().BeEquivalentTo(new { Percent = 45m, Points = 9.0, Possible = 20.0, Dropped = new long[] { 1 } });
        Course.OneGroup(0, 1, 1e50, 10).Grades(1e50, 9).Current.Percent.Should().Be(90m);
        Course.OneGroup(0, 0, 1e50, 999_999_999).Grades(5e49, 0).Current.Percent.Should().Be(50m);
    }

    [Fact]
    public void GiveNothingForACourseWithoutAnything()
    {
        var grades = new GradeCalculator(new GradedCourse()).Calculate(new GradedStudent());

        (grades.Current.Percent, grades.Final.Percent, grades.Groups.Count, grades.Periods.Count).Should().Be((null, null, 0, 0));
    }

    private static GradedCourse Weighted(params (double Weight, double[] Points)[] groups)
    {
        var id = 0;
        return new GradedCourse
        {
            IsWeighted = true,
            Groups = [.. groups.Select((group, i) => new GradedGroup(i + 1, group.Weight))],
            Assignments = [.. groups.SelectMany((group, i) => group.Points.Select(points => (Group: i + 1, Points: points))).Select(one => new GradedAssignment(++id, one.Group, one.Points))],
        };
    }
}
