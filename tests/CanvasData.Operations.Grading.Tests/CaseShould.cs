using System.Text.Json;
using CanvasData.Operations.Grading.Tests.Cases;

namespace CanvasData.Operations.Grading.Tests;

public sealed class CaseShould
{
    public static TheoryData<string, string> Courses => Named(CaseFile.All.Courses.Select(c => (c.Id, c.Title)));

    public static TheoryData<string, string> Periods => Named(CaseFile.All.Periods.Select(c => (c.Id, c.Title)));

    public static TheoryData<string, string> Late => Named(CaseFile.All.Late.Select(c => (c.Id, $"{c.Score} of {c.Possible}, {c.Seconds} s late")));

    public static TheoryData<string, string> Missing => Named(CaseFile.All.Missing.Select(c => (c.Id, c.GradingType)));

    public static TheoryData<string, string> Letters => Named(CaseFile.All.Letters.Select((c, i) => ($"{i}", $"{c.Score} is {c.Expected}")));

    [Fact]
    public void AllBeThere() =>
        (CaseFile.All.Courses.Count, CaseFile.All.Periods.Count, CaseFile.All.Late.Count, CaseFile.All.Missing.Count, CaseFile.All.Letters.Count).Should().Be((66, 7, 5, 1, 10));

    [Theory]
    [MemberData(nameof(Courses))]
    public void GiveTheTotalsThatCanvasGives(string id, string title)
    {
        var one = CaseFile.All.Courses.Single(c => c.Id == id);

        var grades = new GradeCalculator(one.Course).Calculate(one.Student);

        one.Expected.Should().NotBeEmpty(title);
        foreach (var (name, expected) in one.Expected)
        {
            var (kind, what) = Split(name);
            Compare(expected, what, grades[kind], [.. grades.Groups.Select(group => (group.GroupId, group[kind].Percent))], $"{id} {title}: {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void GiveTheSamePercentWithoutTheRest(string id, string title)
    {
        var one = CaseFile.All.Courses.Single(c => c.Id == id);
        var calculator = new GradeCalculator(one.Course);
        var grades = calculator.Calculate(one.Student);

        Enum.GetValues<GradeKind>().Should().AllSatisfy(kind => calculator.Percent(one.Student, kind).Should().Be(grades[kind].Percent, title));
    }

    [Theory]
    [MemberData(nameof(Periods))]
    public void CombinePeriodsAsCanvasDoes(string id, string title)
    {
        var one = CaseFile.All.Periods.Single(c => c.Id == id);
        var weights = one.Weights.ToArray();
        foreach (var (name, expected) in one.Expected)
        {
            var score = name == "current"
                ? GradingPeriods.CurrentScore(one.Scores.Select(s => s.Current).ToArray(), weights)
                : GradingPeriods.FinalScore(one.Scores.Select(s => s.Final).ToArray(), weights);
            score.Should().Be(expected, $"{id} {title}: {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Late))]
    public void DeductAsCanvasDoes(string id, string title)
    {
        var one = CaseFile.All.Late.Single(c => c.Id == id);
        var policy = new LatePolicy { LateDeduction = one.Deduct, LateInterval = Enum.Parse<LateInterval>(one.Every, ignoreCase: true), MinimumPercent = one.Minimum };

        policy.PointsDeducted(one.Score, one.Possible, TimeSpan.FromSeconds(one.Seconds), one.GradingType).Should().Be(one.Expected, title);
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void ScoreMissingWorkAsCanvasDoes(string id, string title)
    {
        var one = CaseFile.All.Missing.Single(c => c.Id == id);

        new LatePolicy { MissingDeduction = one.Deduction ?? 0 }.MissingScore(one.Possible, one.GradingType).Should().Be(one.Expected, title);
    }

    [Theory]
    [MemberData(nameof(Letters))]
    public void FindTheLetterThatCanvasFinds(string index, string title)
    {
        var one = CaseFile.All.Letters[int.Parse(index, System.Globalization.CultureInfo.InvariantCulture)];
        var scheme = new GradingScheme(one.Scheme.Select(pair => new GradingSchemeEntry(pair[0].GetString()!, pair[1].GetDecimal())));

        scheme.LetterOf(one.Score).Should().Be(one.Expected, title);
    }

    private static void Compare(JsonElement expected, string what, GradeTotal total, (long Id, decimal? Percent)[] groups, string because)
    {
        switch (what)
        {
            case "score":
                total.Percent.Should().Be(expected.ValueKind == JsonValueKind.Null ? null : expected.GetDecimal(), because);
                break;
            case "points":
                total.Points.Should().Be(expected.GetDouble(), because);
                break;
            case "possible":
                total.Possible.Should().Be(expected.GetDouble(), because);
                break;
            case "dropped":
                total.Dropped.Should().Equal(expected.EnumerateArray().Select(id => id.GetInt64()), because);
                break;
            case "groups":
                groups.ToDictionary(group => $"{group.Id}", group => group.Percent)
                    .Should().Equal(expected.EnumerateObject().ToDictionary(group => group.Name, group => (decimal?)group.Value.GetDecimal()), because);
                break;
            default:
                throw new InvalidOperationException($"Nobody compares {what}.");
        }
    }

    private static (GradeKind Kind, string What) Split(string name)
    {
        var at = name.LastIndexOf('_');
        return (name[..at] switch
        {
            "current" => GradeKind.Current,
            "final" => GradeKind.Final,
            "unposted_current" => GradeKind.UnpostedCurrent,
            "unposted_final" => GradeKind.UnpostedFinal,
            _ => throw new InvalidOperationException($"There is no total {name}."),
        }, name[(at + 1)..]);
    }

    private static TheoryData<string, string> Named(IEnumerable<(string Id, string Title)> cases)
    {
        var data = new TheoryData<string, string>();
        foreach (var (id, title) in cases)
        {
            data.Add(id, title);
        }

        return data;
    }
}
