using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>Learns the rate of a student's remaining work from rows, and gives it for a standing.</summary>
internal delegate Func<StudentStanding, double> RateFit(IReadOnlyList<OfferingSnapshot> rows);

/// <summary>
/// A rate model that is used come what may, on the history of all courses: with the residuals that it has on offerings
/// left out, by remaining weight, submission pattern and current percentage. Written without the product's own tables.
/// </summary>
internal sealed class MondrianMethod : Method
{
    private const int LeastInCell = 80;

    private readonly Func<StudentStanding, double> _rate;
    private readonly List<((int Band, int Pattern, int Score) Cell, double Residual)> _residuals = [];
    private readonly Dictionary<(int, int, int), double[]> _cells = [];
    private readonly bool _isMedian;

    public MondrianMethod(string name, string description, IReadOnlyList<OfferingSnapshot> history, RateFit fit, bool isMedian) : base(name, description)
    {
        var rows = history.Where(row => row.Completed).ToList();
        _isMedian = isMedian;
        _rate = fit(rows);
        foreach (var offering in rows.Select(row => row.OfferingId).Distinct().Order())
        {
            var others = rows.Where(row => row.OfferingId != offering).ToList();
            var without = others.Count == 0 ? _rate : fit(others);
            _residuals.AddRange(rows.Where(row => row.OfferingId == offering).Select(row => (CellOf(row.Standing), row.FutureRate - without(row.Standing))));
        }
    }

    public override Forecast?[] Predict(CutClass today) => [.. Enumerable.Range(0, today.Offering.Students.Count)
        .Select(place => today.Standing.StatusOf(place) == AnalyticsStatus.Ok ? Predict(today.Standing[place]) : null)];

    private Forecast Predict(StudentStanding standing)
    {
        var (rate, residuals) = (_rate(standing), ResidualsOf(CellOf(standing)));
        var needed = ((Forecast.PassMark - standing.Earned) / standing.RemainingWeight) - rate;
        var below = needed <= -rate ? 0 : needed + rate > 100 ? 1 : (1.0 + residuals.Count(residual => residual < needed)) / (residuals.Length + 2);
        return new Forecast(FinalOf(_isMedian ? residuals[residuals.Length / 2] : 0), Interval(0.80), Interval(0.90), below);

        double FinalOf(double shift) => standing.Earned + (standing.RemainingWeight * Math.Clamp(rate + shift, 0, 100));

        GradeInterval Interval(double level) => new(FinalOf(At((residuals.Length + 1) * (1 - level) / 2, Math.Floor)), FinalOf(At((residuals.Length + 1) * (1 + level) / 2, Math.Ceiling)));

        double At(double rank, Func<double, double> round) => residuals[Math.Clamp((int)round(rank) - 1, 0, residuals.Length - 1)];
    }

    private double[] ResidualsOf((int Band, int Pattern, int Score) cell)
    {
        if (_cells.TryGetValue(cell, out var known))
        {
            return known;
        }

        Func<(int Band, int Pattern, int Score), bool>[] nearest = [other => other == cell, other => other.Band == cell.Band && other.Pattern == cell.Pattern, other => other.Band == cell.Band, _ => true];
        return _cells[cell] = nearest.Select(isNear => _residuals.Where(row => isNear(row.Cell)).Select(row => row.Residual).Order().ToArray())
            .FirstOrDefault(residuals => residuals.Length >= LeastInCell) ?? [.. _residuals.Select(row => row.Residual).Order()];
    }

    private static (int Band, int Pattern, int Score) CellOf(StudentStanding standing) => (
        standing.RemainingWeight < 0.35 ? 0 : standing.RemainingWeight <= 0.60 ? 1 : 2,
        (int)standing.Pattern,
        standing.Current < 60 ? 0 : standing.Current < 80 ? 1 : 2);
}
