using System.Globalization;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Reports;

/// <summary>The scores as text, one line a method and cut.</summary>
internal static class ScoreTable
{
    public static void Write(TextWriter target, IReadOnlyList<MethodResult> results)
    {
        target.WriteLine("Final grade of completers, percentage points");
        target.WriteLine("method           cut      n    MAE   RMSE   bias  cover80 width80  cover90 width90  no forecast");
        foreach (var result in results)
        {
            var grade = result.Grade;
            target.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Method.Name,-15} {result.Cut,4:0.00} {grade.Count,6} {grade.Mae,6:0.00} {grade.Rmse,6:0.00} {grade.Bias,6:0.00}  {Interval(grade.Interval80)}  {Interval(grade.Interval90)}  {result.Unpredicted,11}"));
        }

        Write(target, results, "Final grade below 40, all active students", result => result.Low);
        Write(target, results, "Failed or left, all active students", result => result.Risk);
        foreach (var method in results.Select(result => result.Method).Distinct())
        {
            target.WriteLine($"{method.Name}: {method.Description}");
        }
    }

    private static void Write(TextWriter target, IReadOnlyList<MethodResult> results, string title, Func<MethodResult, RiskScore> score)
    {
        target.WriteLine();
        target.WriteLine(title);
        target.WriteLine("method           cut      n   base    AUC   Brier    ECE");
        foreach (var result in results)
        {
            var risk = score(result);
            target.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Method.Name,-15} {result.Cut,4:0.00} {risk.Count,6} {risk.BaseRate,6:0.000} {Share(risk.Auc, 6)}  {Share(risk.Brier, 6)} {Share(risk.ExpectedError, 6)}"));
        }

        target.WriteLine();
    }

    private static string Interval(IntervalScore? score) =>
        score is null ? "      -       -" : string.Create(CultureInfo.InvariantCulture, $"{score.Coverage,7:0.000} {score.Width,7:0.0}");

    private static string Share(double? share, int width) => (share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-").PadLeft(width);
}
