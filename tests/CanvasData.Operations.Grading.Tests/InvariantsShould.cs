using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace CanvasData.Operations.Grading.Tests;

public sealed class InvariantsShould
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private static readonly GradeKind[] Kinds = Enum.GetValues<GradeKind>();

    [Fact]
    public void HoldOnAnyNumbersAtAll() => RandomCourse.Wild.Sample(
        one =>
        {
            var calculator = new GradeCalculator(one.Course);
            var grades = calculator.Calculate(one.Student);
            calculator.Required(one.Student, 60).Should().NotBeNull();
            return Sets(grades).All(set => Kinds.All(kind => double.IsFinite(set[kind].Points) && double.IsFinite(set[kind].Possible)))
                && Kinds.All(kind => calculator.Percent(one.Student, kind) == grades[kind].Percent);
        },
        iter: 5_000);

    [Fact]
    public void NotDependOnTheOrderOfAnything() => RandomCourse.Sane
        .Where(one => one.Course.Assignments.DistinctBy(a => a.Id).Count() == one.Course.Assignments.Count && one.Student.Submissions.DistinctBy(s => s.AssignmentId).Count() == one.Student.Submissions.Count)
        .Sample(
            one =>
            {
                var turned = one.Course with { Groups = [.. one.Course.Groups.Reverse()], Assignments = [.. one.Course.Assignments.Reverse()] };
                var (straight, reversed) = (new GradeCalculator(one.Course).Calculate(one.Student), new GradeCalculator(turned).Calculate(one.Student with { Submissions = [.. one.Student.Submissions.Reverse()] }));
                Kinds.Should().AllSatisfy(kind => reversed[kind].Should().BeEquivalentTo(straight[kind]));
            },
            iter: 2_000);

    [Fact]
    public void BringUnpostedTotalsTogetherWithPostedOnesWhenAllIsPosted() => RandomCourse.Sane.Sample(
        one =>
        {
            var student = one.Student with { Submissions = [.. one.Student.Submissions.Select(submission => submission with { IsPosted = true })] };
            var grades = new GradeCalculator(one.Course).Calculate(student);
            return grades.Current.Percent == grades.UnpostedCurrent.Percent && grades.Final.Percent == grades.UnpostedFinal.Percent;
        },
        iter: 2_000);

    [Fact]
    public void LeaveNothingOpenBetweenCurrentAndFinalWhenAllIsGraded() => RandomCourse.Sane.Sample(
        one =>
        {
            var ids = one.Course.Assignments.Select(assignment => assignment.Id).Distinct();
            var student = one.Student with { Submissions = [.. ids.Select(id => new GradedSubmission(id, id))] };
            var grades = new GradeCalculator(one.Course with { HasWeightedPeriods = false }).Calculate(student);
            return grades.Current.Percent == grades.Final.Percent;
        },
        iter: 2_000);

    [Fact]
    public void GiveAWeightedCourseOfOneGroupItsGroupsPercent() => RandomCourse.Sane.Sample(
        one =>
        {
            var grades = new GradeCalculator(one.Course with { Groups = [new GradedGroup(1, 37, 1, 1)], IsWeighted = true, Periods = [] }).Calculate(one.Student);
            return Kinds.All(kind => grades[kind].Percent == grades.Groups[0][kind].Percent);
        },
        iter: 2_000);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void GiveTheSameBitsInEveryCulture(string culture)
    {
        var school = RandomCourse.Sane.Array[200].Single(_ => true, "0N0XIzNsQ0O2");
        var here = In(CultureInfo.InvariantCulture, school);

        In(CultureInfo.GetCultureInfo(culture), school).Should().Be(here);
    }

    private static string In(CultureInfo culture, Enrolled[] school)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return string.Join('\n', school.Select(one =>
            {
                var calculator = new GradeCalculator(one.Course);
                var scheme = GradingScheme.Parse("[[\"I\",0.9],[\"i\u2212\",0.5],[\"\u0130\",0]]");
                return JsonSerializer.Serialize((calculator.Calculate(one.Student), calculator.Required(one.Student, "b"), GradeFormatter.Format(12345.5, 3, GradingTypes.Percent), GradeFormatter.ToScore("1.5", 3, GradingTypes.Points), scheme.ScoreOf("I-")), Json);
            }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<GradeSet> Sets(CourseGrades grades) => [grades, .. grades.Groups, .. grades.Periods];
}
