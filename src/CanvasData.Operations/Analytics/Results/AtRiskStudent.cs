namespace CanvasData.Operations.Analytics;

/// <summary>The bands of risk to fail.</summary>
public enum RiskBand
{
    /// <summary>The risk has no result.</summary>
    Unknown,

    /// <summary>The risk is low.</summary>
    Low,

    /// <summary>The risk is worth watching.</summary>
    Watch,

    /// <summary>The risk is higher than most.</summary>
    Elevated,

    /// <summary>The student is likely to fail.</summary>
    High,
}

/// <summary>The factors that can weigh on a prediction.</summary>
public enum RiskFactorCode
{
    /// <summary>The percentage earned of the known work.</summary>
    CurrentStanding,

    /// <summary>The work that is overdue and missing.</summary>
    OverdueMissingWork,

    /// <summary>The last due items are missing.</summary>
    LastItemsMissing,

    /// <summary>The standing below the class.</summary>
    BelowClass,

    /// <summary>The remainder beside the other effects: together they sum to the whole.</summary>
    Remainder,
}

/// <summary>A factor with its effect on the prediction.</summary>
/// <param name="Code">The factor.</param>
/// <param name="Effect">The percentage points of the predicted final grade: the prediction minus the one with the factor at what is typical of the class. Negative lowers. The prediction says what the rest needs.</param>
/// <param name="Value">The student's value, in the factor's own unit.</param>
/// <param name="Typical">The value typical of the class.</param>
public sealed record RiskFactor(RiskFactorCode Code, double Effect, double Value, double Typical);

/// <summary>The facts without weight: they did not improve a prediction, but may help a reader.</summary>
/// <param name="LateShare">The share of submissions that were late, 0 to 1.</param>
/// <param name="Trend">The trend class.</param>
/// <param name="ScoreDeviation">The standard deviation of the submitted percentages.</param>
/// <param name="DaysSinceActivity">The days since the last activity in the course; null when not stored.</param>
public sealed record RiskContext(double LateShare, TrendDirection Trend, double ScoreDeviation, double? DaysSinceActivity);

/// <summary>A student's risk of ending below the passing score. For staff only.</summary>
public sealed record AtRiskStudent
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>Whether there is a result.</summary>
    public required AnalyticsStatus Status { get; init; }

    /// <summary>The band, with hysteresis over the weeks.</summary>
    public required RiskBand Band { get; init; }

    /// <summary>
    /// The probability P(final below the passing score), calibrated on finished offerings, 0 to 1; 0 or 1 where nothing remains, else null
    /// while there are fewer than 60 local residuals.
    /// </summary>
    public required double? Probability { get; init; }

    /// <summary>
    /// The probability P(fail or leave the course), 0 to 1, by <see cref="DropoutModel"/>: beside the band, which does not use it; null
    /// without finished offerings that some left.
    /// </summary>
    public double? FailOrLeaveProbability { get; init; }

    /// <summary>The passing score that was meant, percent.</summary>
    public required double PassingScore { get; init; }

    /// <summary>The overdue missing items in the order of their weight, heaviest first.</summary>
    public required IReadOnlyList<long> MissingAssignmentIds { get; init; }

    /// <summary>The percentage points of the total at stake in overdue missing work.</summary>
    public required double PointsAtStake { get; init; }

    /// <summary>The factors, greatest effect first; they sum to the prediction minus that of a typical student of the class.</summary>
    public required IReadOnlyList<RiskFactor> Factors { get; init; }

    /// <summary>The facts without weight.</summary>
    public required RiskContext Context { get; init; }

    /// <summary>The prediction that the risk is read from.</summary>
    public required FinalGradePrediction Prediction { get; init; }
}
