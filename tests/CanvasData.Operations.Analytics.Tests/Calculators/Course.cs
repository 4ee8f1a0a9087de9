namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Builds the work of an invented class: one item a week, each due at the end of its week.</summary>
internal static class Course
{
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime Due(int item) => Start.AddDays(7 * (item + 1));

    /// <summary>A cell with a score; null is nothing handed in.</summary>
    public static WorkCell Cell(int item, double? score) => new()
    {
        Counts = true,
        ExpectsSubmission = true,
        DueAt = Due(item),
        Score = score,
        SubmittedAt = score is null ? null : Due(item).AddHours(-1),
        GradedAt = score is null ? null : Due(item).AddHours(1),
    };

    /// <summary>A class with items of 10 points; scores by student and item.</summary>
    public static CourseWork Of(params double?[][] scores) => Of(1, [.. Enumerable.Repeat(10.0, scores.Length == 0 ? 0 : scores[0].Length)], scores);

    public static CourseWork Of(long courseId, double[] points, double?[][] scores) => new()
    {
        CourseId = courseId,
        CourseKey = "invented",
        Groups = [],
        Items = [.. points.Select((p, i) => new WorkItem(i + 1, null, null, p, Due(i)))],
        StudentIds = [.. Enumerable.Range(1, scores.Length).Select(id => 5L * id)],
        Cells = [.. scores.SelectMany(row => row.Select((score, i) => Cell(i, score)))],
    };

    /// <summary>A generated class of which a seed decides everything.</summary>
    public static CourseWork Generated(int seed, int students, int items)
    {
        var random = new Random(seed);
        var scores = new double?[students][];
        for (var s = 0; s < students; s++)
        {
            var (ability, diligence) = (3 + (6 * random.NextDouble()), 0.6 + (0.5 * random.NextDouble()));
            scores[s] = [.. Enumerable.Range(0, items).Select(_ => random.NextDouble() < diligence ? Math.Clamp(ability + (3 * random.NextDouble()) - 1.5, 0, 10) : (double?)null)];
        }

        return Of(seed, [.. Enumerable.Repeat(10.0, items)], scores);
    }
}
