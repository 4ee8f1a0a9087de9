namespace CanvasData.Operations.Grading;

/// <summary>The begun interval by which lateness is counted.</summary>
public enum LateInterval
{
    /// <summary>The interval is 24 hours.</summary>
    Day,

    /// <summary>The interval is an hour.</summary>
    Hour,
}

/// <summary>
/// The deductions of a course for late work, and its score for missing work. Canvas applies it to the score itself, so the scores of
/// submissions need nothing of this. Percentages are used with two decimals; NaN and negative ones count as 0.
/// </summary>
public sealed record LatePolicy
{
    /// <summary>The percentage of the points possible that each begun interval costs; null when late work costs nothing.</summary>
    public double? LateDeduction { get; init; }

    /// <summary>The interval.</summary>
    public LateInterval LateInterval { get; init; }

    /// <summary>The percentage of the points possible under which lateness does not push a score; null for no such floor.</summary>
    public double? MinimumPercent { get; init; }

    /// <summary>The percentage that missing work is short of full points; null when missing work gets no score.</summary>
    public double? MissingDeduction { get; init; }

    /// <summary>Calculates how late work is, as Canvas counts it: quizzes have a minute of grace.</summary>
    /// <param name="submittedAt">When it was submitted.</param>
    /// <param name="dueAt">When it was due for the student.</param>
    /// <param name="isQuiz">Whether it is a quiz.</param>
    /// <returns>Never negative.</returns>
    public static TimeSpan Lateness(DateTimeOffset submittedAt, DateTimeOffset dueAt, bool isQuiz = false)
    {
        var late = submittedAt - dueAt - (isQuiz ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
        return late > TimeSpan.Zero ? late : TimeSpan.Zero;
    }

    /// <summary>The points that lateness costs.</summary>
    /// <param name="score">The score as entered, in points; null for ungraded.</param>
    /// <param name="pointsPossible">The assignment's points.</param>
    /// <param name="lateness">How late it is; see <see cref="Lateness"/>.</param>
    /// <param name="gradingType">How the assignment is graded; complete or incomplete loses nothing.</param>
    /// <returns>Points, rounded to two decimals; 0 or more.</returns>
    public decimal PointsDeducted(double? score, double? pointsPossible, TimeSpan lateness, string gradingType = GradingTypes.Points)
    {
        var possible = Points(pointsPossible);
        if (LateDeduction is not { } each || score is not { } entered || double.IsNaN(entered) || possible == 0 || lateness <= TimeSpan.Zero || !IsScaled(gradingType))
        {
            return 0;
        }

        var interval = LateInterval == LateInterval.Hour ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay;
        var intervals = Math.Ceiling((decimal)lateness.Ticks / interval);
        var most = Math.Max((Score(entered) * 100 / possible) - Setting(MinimumPercent ?? 0), 0);
        return Numbers.Round(possible * Math.Min(Setting(each) * intervals, most) / 100);
    }

    /// <summary>The score that is left.</summary>
    /// <inheritdoc cref="PointsDeducted"/>
    /// <returns>The entered score without the deduction; null for ungraded.</returns>
    public decimal? ScoreAfterDeduction(double? score, double? pointsPossible, TimeSpan lateness, string gradingType = GradingTypes.Points)
    {
        if (score is not { } entered || double.IsNaN(entered))
        {
            return null;
        }

        var deducted = PointsDeducted(score, pointsPossible, lateness, gradingType);
        return deducted > Score(entered) ? Math.Min(0, Score(entered)) : Score(entered) - deducted;
    }

    /// <summary>The score that missing work gets: due, ungraded, and nothing submitted.</summary>
    /// <param name="pointsPossible">The assignment's points.</param>
    /// <param name="gradingType">How the assignment is graded; pass or fail gets 0.</param>
    /// <returns>Points; null when missing work gets no score.</returns>
    public decimal? MissingScore(double? pointsPossible, string gradingType = GradingTypes.Points)
    {
        if (MissingDeduction is not { } share)
        {
            return null;
        }

        var possible = Points(pointsPossible);
        return gradingType == GradingTypes.PassFail ? 0 : Numbers.Round(possible - (possible * Setting(share) / 100));
    }

    private static bool IsScaled(string gradingType) =>
        gradingType is GradingTypes.Points or GradingTypes.Percent or GradingTypes.LetterGrade or GradingTypes.GpaScale;

    // Nothing here multiplies more than three of these, so that every product fits.
    private static decimal Score(double value) => Numbers.ToDecimal(Math.Clamp(value, -1e12, 1e12));

    private static decimal Points(double? value) => Numbers.CleanAmount(value) is >= 0.001 and var points ? Score(points) : 0;

    private static decimal Setting(double percent) => Numbers.Round(Numbers.ToDecimal(Math.Min(Numbers.CleanAmount(percent), 1e6)));
}
