using System.Globalization;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Reports;

/// <summary>The scores of final grades by course, one line a course, method and cut.</summary>
internal static class CourseTable
{
    public static void Write(TextWriter target, IReadOnlyList<MethodResult> results)
    {
        target.WriteLine("Final grade of completers by course, percentage points");
        target.WriteLine("course method             cut      n    MAE   bias  cover80 width80");
        foreach (var course in results.SelectMany(result => result.ByCourse).Select(score => score.Module).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var (result, grade) in results.SelectMany(result => result.ByCourse.Where(score => score.Module == course).Select(score => (result, score.Grade))))
            {
                var interval = grade.Interval80 is { } score ? string.Create(CultureInfo.InvariantCulture, $"{score.Coverage,7:0.000} {score.Width,7:0.0}") : "      -       -";
                target.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{course,-6} {result.Method.Name,-17} {result.Cut,4:0.00} {grade.Count,6} {grade.Mae,6:0.00} {grade.Bias,6:0.00}  {interval}"));
            }
        }

        target.WriteLine();
    }
}
