using System.Globalization;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Grades;

/// <summary>A score as Canvas words it, in the assignment's way of grading.</summary>
internal static class GradeText
{
    private static readonly string[] WholeNumbers = [.. Enumerable.Range(0, 1001).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Canvas's own scheme, which has no row and no id of its own.</summary>
    public static readonly (string Name, decimal LowerBound)[] DefaultScheme =
    [
        ("A", 0.94m), ("A-", 0.90m), ("B+", 0.87m), ("B", 0.84m), ("B-", 0.80m), ("C+", 0.77m),
        ("C", 0.74m), ("C-", 0.70m), ("D+", 0.67m), ("D", 0.64m), ("D-", 0.61m), ("F", 0m),
    ];

    public static string Format(double score, AssignmentState assignment, CourseState course)
    {
        var points = assignment.Points;
        return assignment.Info.GradingType switch
        {
            "percent" => Number(points > 0 ? Math.Round(score / points * 100, 2) : score) + "%",
            "pass_fail" => score > 0 || points <= 0 ? "complete" : "incomplete",
            "letter_grade" when points > 0 => Letter((decimal)score / (decimal)points * 100, course.Scheme ?? DefaultScheme),
            _ => Number(score),
        };
    }

    /// <summary>The letter of a percent: the highest row whose bound it reaches; below all, the lowest.</summary>
    public static string Letter(decimal percent, IReadOnlyList<(string Name, decimal LowerBound)> scheme)
    {
        var reached = Math.Max(percent, 0);
        foreach (var (name, bound) in scheme)
        {
            if (reached >= bound * 100)
            {
                return name;
            }
        }

        return scheme[^1].Name;
    }

    public static string Number(double value) =>
        value is >= 0 and <= 1000 && value == Math.Floor(value)
            ? WholeNumbers[(int)value]
            : value.ToString("0.##", CultureInfo.InvariantCulture);
}
