using System.Globalization;

namespace CanvasData.Operations.Grading;

/// <summary>A score in the words of an assignment's way of grading, and back.</summary>
public static class GradeFormatter
{
    private const string Complete = "complete";
    private const string Incomplete = "incomplete";

    /// <summary>A score as Canvas words it.</summary>
    /// <param name="score">Points; null for ungraded.</param>
    /// <param name="pointsPossible">The assignment's points.</param>
    /// <param name="gradingType">How it is graded; an unknown way gives the number.</param>
    /// <param name="scheme">The letters; null takes Canvas's own.</param>
    /// <param name="given">The grade as it was given, for letters and pass or fail without points possible.</param>
    /// <returns>The text, the same in every culture; null for ungraded.</returns>
    public static string? Format(double? score, double? pointsPossible, string gradingType, GradingScheme? scheme = null, string? given = null)
    {
        if (score is not { } value || double.IsNaN(value))
        {
            return null;
        }

        var points = Numbers.CleanAmount(pointsPossible);
        return gradingType switch
        {
            GradingTypes.Percent => Number(points > 0 ? PercentOf(value, points) : Numbers.ToDecimal(value)) + "%",
            GradingTypes.PassFail => points > 0 ? (value > 0 ? Complete : Incomplete) : given ?? (value > 0 ? Complete : Incomplete),
            GradingTypes.LetterGrade or GradingTypes.GpaScale when points > 0 => (scheme ?? GradingScheme.Default).LetterOf(ExactPercentOf(value, points)),
            GradingTypes.LetterGrade or GradingTypes.GpaScale when given is not null => given,
            _ => Number(Numbers.ToDecimal(value)),
        };
    }

    /// <summary>The score that entering a text gives: a number is points, "85%" a share of the points possible, a letter the scheme's score for it, complete all points.</summary>
    /// <param name="text">What is entered, with a point as decimal sign.</param>
    /// <param name="pointsPossible">The assignment's points.</param>
    /// <param name="gradingType">How it is graded.</param>
    /// <param name="scheme">The letters; null takes Canvas's own.</param>
    /// <returns>Points; null when the text says none.</returns>
    public static decimal? ToScore(string? text, double? pointsPossible, string gradingType, GradingScheme? scheme = null)
    {
        var entered = text?.Trim().Replace('\u2212', '-');
        if (string.IsNullOrEmpty(entered))
        {
            return null;
        }

        var points = Numbers.ToDecimal(Math.Min(Numbers.CleanAmount(pointsPossible), 1e12));
        if (gradingType == GradingTypes.PassFail)
        {
            return entered.ToUpperInvariant() switch
            {
                "COMPLETE" or "PASS" => points,
                "INCOMPLETE" or "FAIL" => 0,
                _ => null,
            };
        }

        if (entered.EndsWith('%'))
        {
            return Parse(entered[..^1]) is { } percent ? points * percent / 100 : null;
        }

        // Letters may be numbers ("4.0"): in a letter scheme the scheme is asked first.
        var letterScore = (scheme ?? GradingScheme.Default).ScoreOf(entered) is { } share ? points * share / 100 : (decimal?)null;
        return gradingType is GradingTypes.LetterGrade or GradingTypes.GpaScale ? letterScore ?? Parse(entered) : Parse(entered) ?? letterScore;
    }

    private static decimal PercentOf(double score, double points) => Numbers.Round(ExactPercentOf(score, points));

    private static decimal ExactPercentOf(double score, double points) =>
        Numbers.FitsDecimal(Numbers.ReachOf(score) + Numbers.ReachOfAmount(points))
            ? Numbers.ToDecimal(score) * 100 / Numbers.ToDecimal(points)
            : Numbers.ToDecimal(score / points * 100);

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
        && value is >= -1_000_000_000_000 and <= 1_000_000_000_000
            ? value
            : null;

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
