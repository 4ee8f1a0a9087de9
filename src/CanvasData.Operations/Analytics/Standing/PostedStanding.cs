using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Where a student stands by what was shown to them: their own posted grades, and nothing of anybody else. What is told
/// to students is made from this type, so that it cannot hold what only staff may see.
/// </summary>
public sealed class PostedStanding
{
    internal PostedStanding(CourseWork work, int student, DateTime asOf, AnalyticsStatus status, in StudentStanding standing, StandingComputation pass)
    {
        (CourseId, StudentId, AsOf, Status, Items) = (work.CourseId, work.StudentIds[student], asOf, status, ItemsOf(work, pass));
        (Earned, KnownWeight, RemainingWeight, WeightSource) = (standing.Earned, standing.KnownWeight, standing.RemainingWeight, standing.WeightSource);
        (Current, SubmittedMean, LateShare) = (standing.Current, standing.SubmittedMean, standing.LateShare);
        (KnownItems, DueItems, MissingItems, MissingRun, MissingPoints) = (standing.KnownItems, standing.DueItems, standing.MissingItems, standing.MissingStreak, standing.MissingPoints);
    }

    /// <summary>The course.</summary>
    public long CourseId { get; }

    /// <summary>The student.</summary>
    public long StudentId { get; }

    /// <summary>The moment; nothing later was used.</summary>
    public DateTime AsOf { get; }

    /// <summary>Whether the numbers suffice to look ahead.</summary>
    public AnalyticsStatus Status { get; }

    /// <summary>A sentence that says why not; null when they do.</summary>
    public string? Reason => StatusReason.Describe(Status);

    /// <summary>The items that count for the student, in the order of <see cref="CourseWork.Items"/>. A grade that is not posted leaves an item as if it were not graded.</summary>
    public IReadOnlyList<PostedItem> Items { get; }

    /// <summary>Points of the total earned so far.</summary>
    public double Earned { get; }

    /// <summary>Share of the total that is known, 0 to 1; more only where the weights of the groups sum to more than 100.</summary>
    public double KnownWeight { get; }

    /// <summary>Share of the total that remains, 0 to 1; more only where the weights of the groups sum to more than 100.</summary>
    public double RemainingWeight { get; }

    /// <summary>Where the remaining weight was read from.</summary>
    public RemainingWeightSource WeightSource { get; }

    /// <summary>Percent earned of what is known, overdue missing work as 0.</summary>
    public double Current { get; }

    /// <summary>Mean percentage of what was handed in and posted; null for none.</summary>
    public double? SubmittedMean { get; }

    /// <summary>Share of submissions that were late, 0 to 1.</summary>
    public double LateShare { get; }

    /// <summary>How many items are known.</summary>
    public int KnownItems { get; }

    /// <summary>How many items are due.</summary>
    public int DueItems { get; }

    /// <summary>How many items are missing, as Canvas decides it.</summary>
    public int MissingItems { get; }

    /// <summary>Missing items in a row at the end of those due.</summary>
    public int MissingRun { get; }

    /// <summary>Points of the total that missing work could still add.</summary>
    public double MissingPoints { get; }

    /// <summary>What the rest needs for a target; null without a status of Ok.</summary>
    /// <param name="target">The final percentage wanted.</param>
    public RequiredAverage? Required(double target) => Status == AnalyticsStatus.Ok ? RequiredAverage.Calculate(Earned, RemainingWeight, target) : null;

    private static PostedItem[] ItemsOf(CourseWork work, StandingComputation pass)
    {
        var items = new List<PostedItem>(work.Items.Count);
        for (var i = 0; i < work.Items.Count; i++)
        {
            if (pass.States[i] != ItemState.NotCounted)
            {
                items.Add(new PostedItem(
                    work.Items[i].AssignmentId, work.Items[i].GroupId, pass.States[i], pass.Behaviors[i] == ItemState.Graded && work.Items[i].Points > 0 ? pass.Percents[i] : null, pass.Weights[i]) { IsMissing = pass.Missing[i] });
            }
        }

        return [.. items];
    }
}

/// <summary>An item as the student sees it.</summary>
/// <param name="AssignmentId">The Canvas id.</param>
/// <param name="GroupId">The assignment group; null for none.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Percent">Percent of the points of posted work; null where nothing is posted, and of bonus items.</param>
/// <param name="Weight">Share of the total, 0 to 1; 0 when dropped.</param>
public sealed record PostedItem(long AssignmentId, long? GroupId, ItemState State, double? Percent, double Weight)
{
    /// <summary>Whether it is missing, as Canvas decides it.</summary>
    public bool IsMissing { get; init; }
}
