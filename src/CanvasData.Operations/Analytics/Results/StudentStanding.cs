using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>The state of an item of a student at a moment.</summary>
public enum ItemState : byte
{
    /// <summary>The item does not count for the student.</summary>
    NotCounted,

    /// <summary>The item is not due, or has no due date, and has no score.</summary>
    Open,

    /// <summary>The item is submitted, and has no score or waits for a review: neither missing nor zero.</summary>
    Pending,

    /// <summary>The item has a score.</summary>
    Graded,

    /// <summary>The item is due and past grace, not submitted and without a score: counts as 0.</summary>
    OverdueMissing,

    /// <summary>A score without a submission, a 0 or what a policy gives for missing work: points as graded, behaviour as missing.</summary>
    ZeroEntered,

    /// <summary>The item is known, but dropped by the rules of its group.</summary>
    Dropped,
}

/// <summary>
/// A student at a moment, free of scale: earned, known and remaining weight as shares of the whole course, and the
/// features of the models. Every prediction is read from these numbers and nothing else.
/// </summary>
public readonly record struct StudentStanding
{
    /// <summary>
    /// The points of the total earned so far as they are, extra credit in full: with nothing remaining, the final percentage. E.
    /// </summary>
    public required double Earned { get; init; }

    /// <summary>
    /// The share of the total that is known, 0 to 1; more only where the weights of the groups sum to more than 100 and the rest is extra
    /// credit. W.
    /// </summary>
    public required double KnownWeight { get; init; }

    /// <summary>
    /// The share of the total that remains, 0 to 1; more only where the weights of the groups sum to more than 100. R = 1 - W, or that sum
    /// - W.
    /// </summary>
    public required double RemainingWeight { get; init; }

    /// <summary>The points that bonus items still open can add.</summary>
    public double OpenBonus { get; init; }

    /// <summary>The source of the remaining weight.</summary>
    public RemainingWeightSource WeightSource { get; init; }

    /// <summary>
    /// The percentage earned of what is known, each item within 0 to 120 and overdue missing work 0: what may be carried forward. c0 = E /
    /// W; 0 when W is 0.
    /// </summary>
    public required double Current { get; init; }

    /// <summary>The mean of <see cref="Current"/> over the class without the student, or its substitute. C.</summary>
    public required double ClassMean { get; init; }

    /// <summary>The mean of the known percentages, each step into the past weighted by 0.6; missing work is 0.</summary>
    public required double RecentMean { get; init; }

    /// <summary>
    /// The share of items due that were not submitted, 0 to 1: missing past the grace, or with a score that was entered without a
    /// submission.
    /// </summary>
    public required double MissingRate { get; init; }

    /// <summary>Whether the most recent due item was not submitted.</summary>
    public required bool LastMissing { get; init; }

    /// <summary>The items in a row at the end of those due that were not submitted.</summary>
    public int MissingRun { get; init; }

    /// <summary>The mean of submitted (1) or not (0), each step into the past weighted by 0.6.</summary>
    public required double SubmittedRate { get; init; }

    /// <summary>The mean percentage of what was submitted and graded; null for none.</summary>
    public double? SubmittedMean { get; init; }

    /// <summary>The share of submissions that were late, 0 to 1.</summary>
    public double LateShare { get; init; }

    /// <summary>The standard deviation of the known percentages of submitted work.</summary>
    public double ScoreDeviation { get; init; }

    /// <summary>The number of known items.</summary>
    public required int KnownItems { get; init; }

    /// <summary>The number of items due.</summary>
    public int DueItems { get; init; }

    /// <summary>The number of missing items, as Canvas decides it.</summary>
    public int MissingItems { get; init; }

    /// <summary>Of these, how many stand in a row at the end of those due.</summary>
    internal int MissingStreak { get; init; }

    /// <summary>Whether anything was not submitted before <see cref="MissingRun"/>.</summary>
    internal bool MissesEarlier { get; init; }

    /// <summary>The standing without what a stored snapshot does not hold.</summary>
    internal StudentStanding Stored() => this with { MissingStreak = 0, MissesEarlier = false };

    /// <summary>The points of the total that missing work could still add.</summary>
    public double MissingPoints { get; init; }

    /// <summary>The pattern of the student's submissions.</summary>
    public required SubmissionPattern Pattern { get; init; }
}
