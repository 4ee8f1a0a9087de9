namespace CanvasData.Operations.Model;

/// <summary>A student of a finished offering as the work stood when a part of the course was known, with what became of it. See <c>StudentStanding</c> for the numbers.</summary>
public class CanvasOfferingSnapshot
{
    /// <summary>The offering.</summary>
    public long CourseId { get; set; }

    /// <summary>The student.</summary>
    public long UserId { get; set; }

    /// <summary>The nominal share of the course that was known, percent: 25, 50 or 75.</summary>
    public int Cut { get; set; }

    /// <summary>The final percentage.</summary>
    public double Final { get; set; }

    /// <summary>Whether the student stayed to the end; false for one who dropped out.</summary>
    public bool Completed { get; set; }

    /// <summary>The points of the total earned.</summary>
    public double Earned { get; set; }

    /// <summary>The share of the total that was known, 0 to 1.</summary>
    public double KnownWeight { get; set; }

    /// <summary>The share of the total that remained, 0 to 1.</summary>
    public double RemainingWeight { get; set; }

    /// <summary>The points that open bonus items could add.</summary>
    public double OpenBonus { get; set; }

    /// <summary>The source of the remaining weight.</summary>
    public RemainingWeightSource WeightSource { get; set; }

    /// <summary>The percentage earned of what was known.</summary>
    public double Current { get; set; }

    /// <summary>The mean of the class without the student.</summary>
    public double ClassMean { get; set; }

    /// <summary>The recent mean of the known percentages.</summary>
    public double RecentMean { get; set; }

    /// <summary>The share of items due that were missing.</summary>
    public double MissingRate { get; set; }

    /// <summary>Whether the most recent due item was missing.</summary>
    public bool LastMissing { get; set; }

    /// <summary>The missing items in a row at the end of those due.</summary>
    public int MissingRun { get; set; }

    /// <summary>The recent share of items submitted.</summary>
    public double SubmittedRate { get; set; }

    /// <summary>The mean percentage of what was submitted; null for nothing.</summary>
    public double? SubmittedMean { get; set; }

    /// <summary>The share of submissions that were late.</summary>
    public double LateShare { get; set; }

    /// <summary>The standard deviation of the submitted percentages.</summary>
    public double ScoreDeviation { get; set; }

    /// <summary>The number of known items.</summary>
    public int KnownItems { get; set; }

    /// <summary>The number of items due.</summary>
    public int DueItems { get; set; }

    /// <summary>The number of items overdue and missing.</summary>
    public int MissingItems { get; set; }

    /// <summary>The points of the total that were at stake in overdue missing work.</summary>
    public double MissingPoints { get; set; }

    /// <summary>The pattern of the student's submissions.</summary>
    public SubmissionPattern Pattern { get; set; }
}
