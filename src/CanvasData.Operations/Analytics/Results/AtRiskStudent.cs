namespace CanvasData.Operations.Analytics;

/// <summary>How near a student is to failing.</summary>
public enum RiskBand
{
    /// <summary>No result.</summary>
    Unknown,

    /// <summary>Far from it.</summary>
    Low,

    /// <summary>To be watched.</summary>
    Watch,

    /// <summary>More likely than most.</summary>
    Elevated,

    /// <summary>Likely to fail.</summary>
    High,
}

/// <summary>What can weigh on a prediction.</summary>
public enum RiskFactorCode
{
    /// <summary>What was earned of the known work.</summary>
    CurrentStanding,

    /// <summary>Overdue missing work.</summary>
    OverdueMissingWork,

    /// <summary>The last due items are missing.</summary>
    LastItemsMissing,

    /// <summary>Below the class.</summary>
    BelowClass,

    /// <summary>What the other effects leave: they sum to the whole.</summary>
    Remainder,
}

/// <summary>A factor with what it does to the prediction.</summary>
/// <param name="Code">The factor.</param>
/// <param name="Effect">Percentage points of the predicted final grade: the prediction minus the one with the factor at what is typical of the class. Negative lowers. What the rest needs is told by the prediction.</param>
/// <param name="Value">The student's value, in the factor's own unit.</param>
/// <param name="Typical">The value typical of the class.</param>
public sealed record RiskFactor(RiskFactorCode Code, double Effect, double Value, double Typical);

/// <summary>Facts without weight: they did not improve a prediction, but a person may want to know them.</summary>
/// <param name="LateShare">Share of submissions that were late, 0 to 1.</param>
/// <param name="Trend">The trend class.</param>
/// <param name="ScoreDeviation">Standard deviation of the submitted percentages.</param>
/// <param name="DaysSinceActivity">Days since the last activity in the course; null when not stored.</param>
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

    /// <summary>P(final below the passing score), calibrated on finished offerings, 0 to 1; 0 or 1 where nothing remains, else null while there are fewer than 60 local residuals.</summary>
    public required double? Probability { get; init; }

    /// <summary>P(fail or leave the course), 0 to 1, by <see cref="DropoutModel"/>: beside the band, which does not use it; null without finished offerings that some left.</summary>
    public double? FailOrLeaveProbability { get; init; }

    /// <summary>The passing score that was meant, percent.</summary>
    public required double PassingScore { get; init; }

    /// <summary>Overdue missing items in the order of their weight, heaviest first.</summary>
    public required IReadOnlyList<long> MissingAssignmentIds { get; init; }

    /// <summary>Percentage points of the total at stake in overdue missing work.</summary>
    public required double PointsAtStake { get; init; }

    /// <summary>The factors, greatest effect first; they sum to the prediction minus that of a typical student of the class.</summary>
    public required IReadOnlyList<RiskFactor> Factors { get; init; }

    /// <summary>Facts without weight.</summary>
    public required RiskContext Context { get; init; }

    /// <summary>The prediction that the risk is read from.</summary>
    public required FinalGradePrediction Prediction { get; init; }
}
