using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The standing of a student by posted grades: the student's own, and nothing of other students. Insights for students are made from this
/// type, so that they cannot hold what only staff may see.
/// </summary>
internal sealed class PostedStanding
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

    /// <summary>The reason why they do not, as a sentence; null when they do.</summary>
    public string? Reason => StatusReason.Describe(Status);

    /// <summary>The items that count for the student, in the order of <see cref="CourseWork.Items"/>. A grade that is not posted leaves an item as if it were not graded.</summary>
    public IReadOnlyList<PostedItem> Items { get; }

    /// <summary>The points of the total earned so far.</summary>
    public double Earned { get; }

    /// <summary>The share of the total that is known, 0 to 1; more only where the weights of the groups sum to more than 100.</summary>
    public double KnownWeight { get; }

    /// <summary>The share of the total that remains, 0 to 1; more only where the weights of the groups sum to more than 100.</summary>
    public double RemainingWeight { get; }

    /// <summary>The source of the remaining weight.</summary>
    public RemainingWeightSource WeightSource { get; }

    /// <summary>The percentage earned of what is known, overdue missing work as 0.</summary>
    public double Current { get; }

    /// <summary>The mean percentage of what was submitted and posted; null for none.</summary>
    public double? SubmittedMean { get; }

    /// <summary>The share of submissions that were late, 0 to 1.</summary>
    public double LateShare { get; }

    /// <summary>The number of known items.</summary>
    public int KnownItems { get; }

    /// <summary>The number of items due.</summary>
    public int DueItems { get; }

    /// <summary>The number of missing items, as Canvas decides it.</summary>
    public int MissingItems { get; }

    /// <summary>The missing items in a row at the end of those due.</summary>
    public int MissingRun { get; }

    /// <summary>The points of the total that missing work could still add.</summary>
    public double MissingPoints { get; }

    /// <summary>The average that the rest needs for a target; null without a status of Ok.</summary>
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
/// <param name="State">The state of the item.</param>
/// <param name="Percent">The percent of the points of posted work; null where nothing is posted, and of bonus items.</param>
/// <param name="Weight">The share of the total, 0 to 1; 0 when dropped.</param>
internal sealed record PostedItem(long AssignmentId, long? GroupId, ItemState State, double? Percent, double Weight)
{
    /// <summary>Whether it is missing, as Canvas decides it.</summary>
    public bool IsMissing { get; init; }
}
