namespace CanvasData.Operations.Analytics;

/// <summary>The direction of a student's scores, relative to the class.</summary>
public enum TrendDirection
{
    /// <summary>The student has fewer than five graded submissions.</summary>
    InsufficientData,

    /// <summary>The scores do not change more than chance would explain.</summary>
    Stable,

    /// <summary>The scores rise against the class.</summary>
    Improving,

    /// <summary>The scores fall against the class.</summary>
    Declining,
}

/// <summary>The trend of a student's scores. It describes the past; it is no measure of risk and predicts little.</summary>
public sealed record GradeTrend
{
    /// <summary>The class, with hysteresis replayed from the fifth item.</summary>
    public required TrendDirection Trend { get; init; }

    /// <summary>
    /// The percentage points per week relative to the class: the Theil-Sen slope; null when nothing has a date or fewer than two are known.
    /// </summary>
    public required double? Velocity { get; init; }

    /// <summary>The same on the scores as they are; null likewise.</summary>
    public required double? RawVelocity { get; init; }

    /// <summary>The velocity times the weeks between the first and the last item, percentage points; null likewise.</summary>
    public required double? Change { get; init; }

    /// <summary>The two-sided p of the Mann-Kendall test, exact up to ten items without ties; null for fewer than three items.</summary>
    public required double? PValue { get; init; }

    /// <summary>The items used: the last ten that were graded and submitted.</summary>
    public required int Items { get; init; }

    /// <summary>The exponentially weighted mean (0.4) minus the mean, percentage points; null for no item.</summary>
    public required double? Form { get; init; }

    /// <summary>Whether every item was compared with at least five others of the class.</summary>
    public required bool Adjusted { get; init; }

    /// <summary>The last due items, oldest first: S submitted, L late, M missing.</summary>
    public required string SubmissionRun { get; init; }

    /// <summary>The missing items in a row at the end of those due.</summary>
    public required int MissingRun { get; init; }
}
