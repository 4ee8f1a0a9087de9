using CsCheck;

namespace CanvasData.Operations.Grading.Tests;

public sealed class RequiredScoreShould
{
    [Fact]
    public void SayWhatABNeeds()
    {
        var course = Course.OneGroup(0, 0, 50, 50) with { Scheme = GradingScheme.Default };

        var needed = new GradeCalculator(course).Required(Course.Student(45, null), "b");

        needed.Should().BeEquivalentTo(new { Status = RequiredScoreStatus.Reachable, Percent = 77.99m, BestTotal = 95m, TotalWithNothing = 45m, OpenAssignments = new long[] { 2 } },
            "(45 + 0.7799 · 50) / 100 shows as 84.00");
    }

    [Fact]
    public void HonourTheDropRules()
    {
        var calculator = new GradeCalculator(Course.OneGroup(1, 0, 100, 100, 100));

        calculator.Required(Course.Student(90, 20, null), 80).Percent.Should().Be(69.99m, "the 20 is dropped");
        calculator.Required(Course.Student(90, 80, null), 85).Should().BeEquivalentTo(new { Status = RequiredScoreStatus.Secured, Percent = 0m }, "the open one is dropped");
    }

    [Fact]
    public void SayWhatCannotBeReachedAndWhatCould()
    {
        var needed = new GradeCalculator(Course.OneGroup(0, 0, 50, 50)).Required(Course.Student(10, null), 70);

        needed.Should().BeEquivalentTo(new { Status = RequiredScoreStatus.NotReachable, Percent = (decimal?)null, BestTotal = 60m });
    }

    [Fact]
    public void LookAtTheCurrentScoreToo() =>
        new GradeCalculator(Course.OneGroup(0, 0, 50, 50)).Required(Course.Student(10, null), 50, GradeKind.Current)
            .Should().BeEquivalentTo(new { Percent = 79.99m, TotalWithNothing = 10m }, "the open work counts as graded then");

    [Fact]
    public void TakeHiddenGradesAsOpenForThoseWhoDoNotSeeThem()
    {
        var student = new GradedStudent { Submissions = [new(1, 10), new(2, 50, IsPosted: false)] };
        var calculator = new GradeCalculator(Course.OneGroup(0, 0, 50, 50));

        calculator.Required(student, 50).OpenAssignments.Should().Equal(2);
        calculator.Required(student, 50, GradeKind.UnpostedFinal).Should().BeEquivalentTo(new { Status = RequiredScoreStatus.Secured, OpenAssignments = Array.Empty<long>(), BestTotal = 60m });
    }

    [Fact]
    public void AskOnlyForWhatCanStillBeDone()
    {
        var calculator = new GradeCalculator(Course.OneGroup(0, 0, 50, 25, 25, 0));

        var needed = calculator.Required(Course.Student(50, null, null, null), 70, open: [3, 4, 99]);

        needed.OpenAssignments.Should().Equal([3], "the second can no longer be done, the fourth is worth nothing, and there is no 99th");
        needed.Percent.Should().Be(79.98m);
    }

    [Fact]
    public void LeaveNothingOpenToTheExcusedTheConcludedAndTheNotAssigned()
    {
        var calculator = new GradeCalculator(Course.OneGroup(0, 0, 50, 25, 25));
        var student = new GradedStudent { Submissions = [new(1, 40), new(2, null) { IsExcused = true }], NotAssigned = [3] };

        calculator.Required(student, 90).OpenAssignments.Should().BeEmpty();
        calculator.Required(new GradedStudent { IsConcluded = true }, 90).Should().BeEquivalentTo(new { Status = RequiredScoreStatus.NotReachable, BestTotal = (decimal?)null });
    }

    [Fact]
    public void FindTheSmallestOfAllHundredths() => RandomCourse.Sane.Select(Gen.Int[20, 110], Gen.Enum<GradeKind>()).Sample(
        (one, target, kind) =>
        {
            var calculator = new GradeCalculator(one.Course);
            var needed = calculator.Required(one.Student, target, kind);
            var totals = Enumerable.Range(0, 10_001).Select(hundredths => calculator.Percent(
                one.Student.WhatIf(needed.OpenAssignments.ToDictionary(id => id, id => one.Course.Assignments.First(a => a.Id == id).PointsPossible!.Value * hundredths / 10_000)), kind)).ToArray();
            var first = Array.FindIndex(totals, total => total >= target);

            needed.Percent.Should().Be(first < 0 ? null : first / 100m);
            needed.BestTotal.Should().Be(totals.Max());
            needed.TotalWithNothing.Should().Be(totals[0]);
        },
        iter: 60);

    [Fact]
    public void RefuseALetterThatTheCourseLacks()
    {
        var calculator = new GradeCalculator(Course.OneGroup(0, 0, 50));

        FluentActions.Invoking(() => calculator.Required(new GradedStudent(), "B")).Should().Throw<ArgumentException>().WithMessage("*no letters*GradingScheme.Default*");
        FluentActions.Invoking(() => new GradeCalculator(new GradedCourse { Scheme = GradingScheme.Default }).Required(new GradedStudent(), "E")).Should().Throw<ArgumentException>().WithMessage("*\"E\"*");
    }
}
