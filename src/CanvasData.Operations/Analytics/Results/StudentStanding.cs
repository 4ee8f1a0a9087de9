using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>What is known of an item of a student at a moment.</summary>
public enum ItemState : byte
{
    /// <summary>It does not count for the student.</summary>
    NotCounted,

    /// <summary>Not due, or without a due date, and without a score.</summary>
    Open,

    /// <summary>Handed in, and without a score or waiting for a review: neither missing nor zero.</summary>
    Pending,

    /// <summary>With a score.</summary>
    Graded,

    /// <summary>Due and past grace, not handed in, without a score: counts as 0.</summary>
    OverdueMissing,

    /// <summary>A score without a submission, a 0 or what a policy gives for missing work: points as graded, behaviour as missing.</summary>
    ZeroEntered,

    /// <summary>Known, but dropped by the rules of its group.</summary>
    Dropped,
}

/// <summary>
/// A student at a moment, free of scale: earned, known and remaining weight as shares of the whole course, and the
/// features of the models. Every prediction is read from these numbers and nothing else.
/// </summary>
public readonly record struct StudentStanding
{
    /// <summary>Points of the total earned so far as they are, extra credit in full: with nothing remaining, the final percentage. E.</summary>
    public required double Earned { get; init; }

    /// <summary>Share of the total that is known, 0 to 1; more only where the weights of the groups sum to more than 100 and the rest is extra credit. W.</summary>
    public required double KnownWeight { get; init; }

    /// <summary>Share of the total that remains, 0 to 1; more only where the weights of the groups sum to more than 100. R = 1 - W, or that sum - W.</summary>
    public required double RemainingWeight { get; init; }

    /// <summary>Points that bonus items still open can add.</summary>
    public double OpenBonus { get; init; }

    /// <summary>Where the remaining weight was read from.</summary>
    public RemainingWeightSource WeightSource { get; init; }

    /// <summary>Percent earned of what is known, each item within 0 to 120 and overdue missing work 0: what may be carried forward. c0 = E / W; 0 when W is 0.</summary>
    public required double Current { get; init; }

    /// <summary>Mean of <see cref="Current"/> over the class without the student, or what stands for it. C.</summary>
    public required double ClassMean { get; init; }

    /// <summary>Mean of the known percentages, each step into the past weighted by 0.6; missing work is 0.</summary>
    public required double RecentMean { get; init; }

    /// <summary>Share of items due that were not handed in, 0 to 1: missing past the grace, or with a score that was entered without a submission.</summary>
    public required double MissingRate { get; init; }

    /// <summary>Whether the most recent due item was not handed in.</summary>
    public required bool LastMissing { get; init; }

    /// <summary>Items in a row at the end of those due that were not handed in.</summary>
    public int MissingRun { get; init; }

    /// <summary>Mean of handed in (1) or not (0), each step into the past weighted by 0.6.</summary>
    public required double SubmittedRate { get; init; }

    /// <summary>Mean percentage of what was handed in and graded; null for none.</summary>
    public double? SubmittedMean { get; init; }

    /// <summary>Share of submissions that were late, 0 to 1.</summary>
    public double LateShare { get; init; }

    /// <summary>Standard deviation of the known percentages of submitted work.</summary>
    public double ScoreDeviation { get; init; }

    /// <summary>How many items are known.</summary>
    public required int KnownItems { get; init; }

    /// <summary>How many items are due.</summary>
    public int DueItems { get; init; }

    /// <summary>How many items are missing, as Canvas decides it.</summary>
    public int MissingItems { get; init; }

    /// <summary>Of these, how many stand in a row at the end of those due.</summary>
    internal int MissingStreak { get; init; }

    /// <summary>Whether anything was not handed in before <see cref="MissingRun"/>.</summary>
    internal bool MissesEarlier { get; init; }

    /// <summary>The standing without what a stored snapshot does not hold.</summary>
    internal StudentStanding Stored() => this with { MissingStreak = 0, MissesEarlier = false };

    /// <summary>Points of the total that missing work could still add.</summary>
    public double MissingPoints { get; init; }

    /// <summary>How the student has handed work in.</summary>
    public required SubmissionPattern Pattern { get; init; }
}
