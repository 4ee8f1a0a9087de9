namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Predictions by the book from a standing, a rate and all residuals, one after another.</summary>
internal sealed record NaiveForesight(StudentStanding Standing, double Rate, IReadOnlyList<double> Cell)
{
    public double Point => FinalOf(Median(Cell));

    public static NaiveForesight Of(StudentStanding standing, double rate, IReadOnlyList<(StudentStanding Standing, double Residual)> residuals) =>
        new(standing, rate, CellOf(standing, residuals));

    /// <summary>The rate of the class alone: the own current percentage, drawn to the class by a tenth of the course.</summary>
    public static double ClassRate(StudentStanding standing) =>
        Math.Clamp(((standing.KnownWeight * standing.Current) + (0.10 * standing.ClassMean)) / (standing.KnownWeight + 0.10), 0, 100);

    /// <summary>What the rest of a finished course was earned at.</summary>
    public static double FutureRate(OfferingSnapshot row) => Math.Clamp((row.Final - row.Standing.Earned) / Math.Max(row.Standing.RemainingWeight, 0.05), 0, 110);

    public double FinalOf(double residual) => Standing.Earned + (Standing.RemainingWeight * Math.Clamp(Rate + residual, 0, 100));

    /// <summary>Equal tails, or a third and two thirds where that is clearly shorter; where arithmetic ends, all on the other side. It holds the point and all narrower ones.</summary>
    public GradeInterval Interval(int percent)
    {
        var (n, misses) = (Cell.Count, 100 - percent);
        var tail = (n + 1) * misses / 200;
        var inside = Math.Clamp(n - ((n + 1) * misses / 100) + 3, 1, n);
        var outside = n - inside;
        double At(int rank) => Math.Clamp(Rate + Cell[Math.Clamp(rank, 1, n) - 1], 0, 100);
        double WidthAt(int below) => Math.Max(0, Math.Min(100, Rate + Cell[below + inside - 1])) - Math.Max(0, Rate + Cell[below]);
        var below = new[] { outside / 3, outside - (outside / 3) }.MinBy(WidthAt);
        below = WidthAt(below) < (0.95 * WidthAt(outside / 2)) - 1e-9 ? below : outside / 2;
        var ends = Rate + Cell[Math.Clamp(tail, 1, n) - 1] <= 0 ? (Low: 0, High: At(inside))
            : Rate + Cell[Math.Clamp(n + 1 - tail, 1, n) - 1] >= 100 ? (Low: At(outside + 1), High: 100)
            : (Low: At(below + 1), High: At(below + inside));
        var (low, high) = (Math.Min(Point, FinalOf(ends.Low - Rate)), Math.Max(Point, FinalOf(ends.High - Rate)));
        return percent < 90 ? new GradeInterval(low, high + Standing.OpenBonus)
            : Interval(80) is var narrower ? new GradeInterval(Math.Min(low, narrower.Low), Math.Max(high + Standing.OpenBonus, narrower.High)) : default;
    }

    public double Confidence => Cell.Count(residual => Math.Abs(residual - Median(Cell)) <= 5 / Standing.RemainingWeight) / (double)Cell.Count;

    public double Below(double percentage) => percentage <= Standing.Earned ? 0
        : percentage > Standing.Earned + (100 * Standing.RemainingWeight) + Standing.OpenBonus ? 1
        : (1.0 + Cell.Count(residual => residual < ((percentage - Standing.Earned) / Standing.RemainingWeight) - Rate)) / (Cell.Count + 2);

    private static List<double> CellOf(StudentStanding standing, IReadOnlyList<(StudentStanding Standing, double Residual)> residuals)
    {
        var narrower = residuals.ToList();
        var cell = narrower;
        foreach (var isAlike in new Func<StudentStanding, bool>[]
                 {
                     other => Band(other.RemainingWeight, 0.35, 0.60) == Band(standing.RemainingWeight, 0.35, 0.60),
                     other => other.Pattern == standing.Pattern,
                     other => other.Current < 60 == standing.Current < 60 && other.Current < 80 == standing.Current < 80,
                 })
        {
            narrower = narrower.FindAll(pair => isAlike(pair.Standing));
            cell = narrower.Count >= 80 ? narrower : cell;
        }

        return cell.Count == 0 ? [0] : [.. cell.Select(pair => pair.Residual).Order()];
    }

    private static int Band(double remaining, double small, double large) => remaining < small ? 0 : remaining <= large ? 1 : 2;

    private static double Median(IReadOnlyList<double> ordered) => (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
}
