using System.Globalization;

namespace CanvasData.Operations.Analytics;

/// <summary>Predicts finished offerings by models that had not seen them, and compares.</summary>
internal static class Backtest
{
    private const int MinOfGroup = 30;

    /// <summary>Runs a backtest.</summary>
    /// <param name="history">Snapshots of finished offerings.</param>
    /// <param name="passingScore">The percentage from which a course is passed.</param>
    /// <param name="trainer">The model; null for the built-in one.</param>
    /// <param name="groupOf">A label of the caller's for a student id; null for no groups.</param>
    /// <returns>A report without figures when no one completed an offering.</returns>
    public static BacktestReport Run(IReadOnlyList<OfferingSnapshot> history, double passingScore, IRateModelTrainer? trainer = null, Func<long, string?>? groupOf = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        trainer ??= new RidgeTrainer();
        var rows = OfferingCrossValidation.RowsOf(history);
        var offerings = rows.Where(row => row.Completed).Select(row => row.OfferingId).Distinct().Order().ToList();
        rows.RemoveAll(row => !offerings.Contains(row.OfferingId));
        if (rows.Count == 0)
        {
            return new BacktestReport([], 0, trainer.Version, Accepted: false, [], [], []);
        }

        var outcomes = Predict(rows, passingScore, trainer);
        List<BacktestFigures> byCut = [.. outcomes.GroupBy(outcome => outcome.Row.Cut).Where(cut => cut.Any(outcome => outcome.Row.Completed)).OrderBy(cut => cut.Key).Select(cut => Figures(cut.Key.ToString(CultureInfo.InvariantCulture), [.. cut]))];
        return new BacktestReport(
            offerings,
            rows.Count(row => row.Completed),
            trainer.Version,
            byCut.Exists(figures => figures.Accepted),
            byCut,
            [.. outcomes.GroupBy(outcome => outcome.Row.OfferingId).OrderBy(offering => offering.Key).Select(offering => Figures(offering.Key.ToString(CultureInfo.InvariantCulture), [.. offering]))],
            groupOf is null ? [] : Audit(outcomes, groupOf));
    }

    private static List<Outcome> Predict(List<OfferingSnapshot> rows, double passingScore, IRateModelTrainer trainer)
    {
        var parts = OfferingCrossValidation.PartsOf(rows);
        var rates = OfferingCrossValidation.Rates(rows, parts, trainer);
        var residuals = OfferingCrossValidation.Residuals(rows, rates);
        var tables = OfferingCrossValidation.TablesWithout(rows, parts, residuals, onlyCompleters: true);
        var chances = OfferingCrossValidation.TablesWithout(rows, parts, residuals, onlyCompleters: false);
        var outcomes = new List<Outcome>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var standing = rows[i].Standing;
            var table = tables[parts[i]].ResidualsFor(in standing);
            var everybody = chances[parts[i]].ResidualsFor(in standing);
            var point = PredictionMath.PointOf(in standing, rates[i], table);
            var (likely, wide) = PredictionMath.IntervalsOf(in standing, rates[i], table, point, isOfAnotherPlan: false);
            outcomes.Add(new Outcome(
                rows[i],
                point,
                PredictionMath.FinalOf(in standing, ClassOnlyModel.Instance.Predict(in standing)),
                likely,
                wide,
                PredictionMath.ProbabilityBelow(in standing, rates[i], everybody, passingScore),
                rows[i].Final < passingScore,
                residuals[i]));
        }

        return outcomes;
    }

    // Grades are predicted for those who stay; chances for everybody who was there.
    private static BacktestFigures Figures(string slice, List<Outcome> everybody)
    {
        var outcomes = everybody.FindAll(outcome => outcome.Row.Completed);
        var n = (double)outcomes.Count;
        var mean = outcomes.Sum(outcome => outcome.Residual) / n;
        var error = n < 2 ? double.MaxValue : Math.Sqrt(outcomes.Sum(outcome => (outcome.Residual - mean) * (outcome.Residual - mean)) / (n - 1) / n);
        return new BacktestFigures(
            slice,
            outcomes.Count,
            outcomes.Average(outcome => Math.Abs(outcome.Error)),
            Math.Sqrt(outcomes.Average(outcome => outcome.Error * outcome.Error)),
            outcomes.Average(outcome => outcome.Error),
            outcomes.Average(outcome => Math.Abs(outcome.Row.Standing.Current - outcome.Row.Final)),
            outcomes.Average(outcome => Math.Abs(outcome.ClassOnly - outcome.Row.Final)),
            outcomes.Average(outcome => outcome.IsWithin(outcome.Likely)),
            outcomes.Average(outcome => outcome.IsWithin(outcome.Wide)),
            outcomes.Average(outcome => outcome.Likely.High - outcome.Likely.Low),
            outcomes.Average(outcome => outcome.Wide.High - outcome.Wide.Low),
            Calibration.ExpectedError(everybody.Select(outcome => (outcome.Probability, outcome.Failed))),
            Calibration.Brier(everybody.Select(outcome => (outcome.Probability, outcome.Failed))),
            Calibration.Auc(everybody.Select(outcome => (outcome.Probability, outcome.Failed))),
            Math.Abs(mean) > 2 * error ? mean * n / (n + 4) : 0);
    }

    private static List<GroupAudit> Audit(List<Outcome> outcomes, Func<long, string?> groupOf)
    {
        var audits = new List<GroupAudit>();
        foreach (var group in outcomes.GroupBy(outcome => groupOf(outcome.Row.StudentId)).Where(group => group.Key is not null).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var stayed = group.Where(outcome => outcome.Row.Completed).ToList();
            var students = stayed.Select(outcome => outcome.Row.StudentId).Distinct().Count();
            if (students >= MinOfGroup)
            {
                audits.Add(new GroupAudit(
                    group.Key!,
                    students,
                    stayed.Average(outcome => outcome.Point),
                    stayed.Average(outcome => outcome.Row.Final),
                    Share(group.Where(outcome => !outcome.Failed), outcome => outcome.Probability >= 0.5),
                    Share(group.Where(outcome => outcome.Failed), outcome => outcome.Probability < 0.5),
                    stayed.Average(outcome => outcome.IsWithin(outcome.Likely))));
            }
        }

        return audits;
    }

    private static double? Share(IEnumerable<Outcome> outcomes, Func<Outcome, bool> isSo) => outcomes.Select(outcome => (double?)(isSo(outcome) ? 1 : 0)).Average();

    private sealed record Outcome(
        OfferingSnapshot Row, double Point, double ClassOnly, GradeInterval Likely, GradeInterval Wide, double Probability, bool Failed, double Residual)
    {
        public double Error => Point - Row.Final;

        public double IsWithin(GradeInterval interval) => interval.Low <= Row.Final && Row.Final <= interval.High ? 1 : 0;
    }
}
