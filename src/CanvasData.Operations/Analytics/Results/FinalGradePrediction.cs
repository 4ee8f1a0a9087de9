namespace CanvasData.Operations.Analytics;

/// <summary>Whether a target can still be reached.</summary>
public enum TargetState
{
    /// <summary>The target is reached with the average given.</summary>
    Reachable,

    /// <summary>The target is reached whatever comes, even with zeros.</summary>
    Secured,

    /// <summary>The target cannot be reached without extra credit.</summary>
    OutOfReach,

    /// <summary>The grade is final: nothing remains.</summary>
    Final,
}

/// <summary>The average that the rest needs for a target.</summary>
/// <param name="Target">The final percentage wanted.</param>
/// <param name="State">Whether it can be reached.</param>
/// <param name="Average">The average on the remaining work, percent; null unless something remains.</param>
public sealed record RequiredAverage(double Target, TargetState State, double? Average)
{
    /// <summary>
    /// Calculates the average needed: q = (target - earned) / remaining. Above 100 it is out of reach; at most 0 it is secured.
    /// </summary>
    /// <param name="earned">Points of the total earned so far.</param>
    /// <param name="remaining">Share of the total that remains, 0 to 1.</param>
    /// <param name="target">The final percentage wanted.</param>
    public static RequiredAverage Calculate(double earned, double remaining, double target)
    {
        if (!(remaining > 0))
        {
            return new RequiredAverage(target, TargetState.Final, null);
        }

        var average = (target - earned) / remaining;
        return new RequiredAverage(target, average > 100 ? TargetState.OutOfReach : average <= 0 ? TargetState.Secured : TargetState.Reachable, average);
    }
}

/// <summary>The chance of a letter.</summary>
/// <param name="Letter">The letter of the course's scheme.</param>
/// <param name="Probability">The chance of the letter, 0 to 1.</param>
public sealed record LetterProbability(string Letter, double Probability);

/// <summary>The predicted final grade. All percentages are of the course total.</summary>
public sealed record FinalGradePrediction
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>Whether there is a prediction; every number below is null or empty without.</summary>
    public required AnalyticsStatus Status { get; init; }

    /// <summary>The reason why there is none, as a sentence; null when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The median of the final percentage.</summary>
    public double? Point { get; init; }

    /// <summary>The 80% prediction interval: it holds the final grades of eight such students in ten.</summary>
    public GradeInterval? Interval80 { get; init; }

    /// <summary>The 90% prediction interval: it holds the final grades of nine such students in ten.</summary>
    public GradeInterval? Interval90 { get; init; }

    /// <summary>Whether the interval comes from a public reference data set and is wide on purpose, for want of local history.</summary>
    public bool IntervalIsReference { get; init; }

    /// <summary>
    /// The probability P(|final - point| at most <see cref="ConfidenceTolerance"/>) among comparable students of finished offerings; null
    /// without local history, unless nothing remains.
    /// </summary>
    public double? Confidence { get; init; }

    /// <summary>The tolerance of <see cref="Confidence"/>, percentage points.</summary>
    public const double ConfidenceTolerance = 5;

    /// <summary>The chances of the letters of the course's scheme, best first; empty without a scheme, and without local history unless nothing remains.</summary>
    public IReadOnlyList<LetterProbability> Letters { get; init; } = [];

    /// <summary>The averages that the rest needs, for the passing score and for each target asked for.</summary>
    public IReadOnlyList<RequiredAverage> Required { get; init; } = [];

    /// <summary>The numbers that it was computed from; null when the student is not found.</summary>
    public StudentStanding? Standing { get; init; }

    /// <summary>The origin of the result.</summary>
    public required Provenance Provenance { get; init; }
}
