using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>
/// The least that an analysis of a class does, in plain loops: the weighted grade of each student, a line through the percentages, and a
/// logistic risk of grade, slope and missing work. No intervals, no factors, no late work.
/// </summary>
internal static class PlainAnalysis
{
    public static double Run(CourseWork work, DateTime asOf)
    {
        var (items, sum) = (work.Items.Count, 0.0);
        Span<double> earned = stackalloc double[16];
        Span<double> possible = stackalloc double[16];
        for (var s = 0; s < work.StudentIds.Count; s++)
        {
            earned.Clear();
            possible.Clear();
            var (n, x, y, xx, xy, missing) = (0, 0.0, 0.0, 0.0, 0.0, 0);
            for (var i = 0; i < items; i++)
            {
                var cell = work.Cells[(s * items) + i];
                if (cell.Score is { } score && cell.GradedAt <= asOf)
                {
                    var item = work.Items[i];
                    var group = (int)(item.GroupId ?? 0);
                    earned[group] += score;
                    possible[group] += item.Points;
                    var percentage = 100 * score / item.Points;
                    (n, x, y, xx, xy) = (n + 1, x + i, y + percentage, xx + (i * i), xy + (i * percentage));
                }
                else if (cell.DueAt <= asOf && cell.SubmittedAt is null)
                {
                    missing++;
                }
            }

            var (grade, weights) = (0.0, 0.0);
            foreach (var group in work.Groups)
            {
                if (possible[(int)group.Id] > 0)
                {
                    grade += group.Weight * earned[(int)group.Id] / possible[(int)group.Id];
                    weights += group.Weight;
                }
            }

            grade = weights > 0 ? 100 * grade / weights : 0;
            var spread = (n * xx) - (x * x);
            var slope = spread > 0 ? ((n * xy) - (x * y)) / spread : 0;
            sum += 1 / (1 + Math.Exp((0.1 * (grade - 60)) + slope - (0.3 * missing)));
        }

        return sum;
    }
}
