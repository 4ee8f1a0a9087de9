namespace CanvasData.Operations.Analytics;

/// <summary>The risks of a class.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is a result.</param>
/// <param name="Students">The students, greatest risk first; ties by user id.</param>
/// <param name="Calibrated">Whether probabilities are given; else only bands, not calibrated for this course yet.</param>
/// <param name="TopRiskYields">The true positives expected in the first 10, 20, 50 … students; empty unless calibrated.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record ClassRisk(
    long CourseId, AnalyticsStatus Status, IReadOnlyList<AtRiskStudent> Students, bool Calibrated, IReadOnlyList<TopRiskYield> TopRiskYields, Provenance Provenance);

/// <summary>The number of true positives expected in the top n of the students by risk.</summary>
/// <param name="Students">How long the list is.</param>
/// <param name="ExpectedTruePositives">How many of them are expected to end below the passing score: the sum of their probabilities.</param>
public sealed record TopRiskYield(int Students, double ExpectedTruePositives)
{
    private static readonly int[] Lengths = [10, 20, 50, 100, 200, 500];

    /// <summary>Budgets of lists that are shorter than the class, and of the whole class.</summary>
    /// <param name="students">The class, greatest risk first.</param>
    internal static IReadOnlyList<TopRiskYield> Calculate(IReadOnlyList<AtRiskStudent> students) =>
        [.. Lengths.Where(length => length < students.Count).Append(students.Count).Where(length => length > 0)
            .Select(length => new TopRiskYield(length, students.Take(length).Sum(student => student.Probability ?? 0)))];
}
