namespace CanvasData.Operations.Model;

/// <summary>A course of a run that the nodes of a cluster share, with the node that syncs it and how its sync ended.</summary>
public class CanvasClusterCourse
{
    /// <summary>The run.</summary>
    public Guid RunId { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>The place of the course in the run, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The node that took the course last; null when it was given back.</summary>
    public Guid? Node { get; set; }

    /// <summary>The number that every take raises; a node with an older one has lost the course.</summary>
    public long Epoch { get; set; }

    /// <summary>
    /// The end of the time in which no other node takes the course, by the database's clock. Null when the course is free or ended.
    /// </summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>How often the course was put off, because another owner held it or a failure passes by itself.</summary>
    public int Attempts { get; set; }

    /// <summary>How often a node took it over from one that fell silent.</summary>
    public int TakeOvers { get; set; }

    /// <summary>How many commits of nodes that had lost the course were refused.</summary>
    public int Fenced { get; set; }

    /// <summary>The course as Canvas listed it, as JSON; null when it was not listed whole, and once the course has ended.</summary>
    public string? Listed { get; set; }

    /// <summary>The time of Canvas's clock when it listed the course; null when unknown.</summary>
    public DateTime? ListedAt { get; set; }

    /// <summary>The version of the course lease before the course was listed; 0 for a course that was never synced.</summary>
    public long LeaseVersion { get; set; }

    /// <summary>When the course ended, by the database's clock; null before that.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>How it ended: Succeeded, Failed, AlreadyRunning or Canceled; null before that.</summary>
    public string? Outcome { get; set; }

    /// <summary>The report, as JSON; null before the end.</summary>
    public string? Report { get; set; }

    /// <summary>The rows written to all layers.</summary>
    public long RowsWritten { get; set; }

    /// <summary>The requests sent to Canvas.</summary>
    public long Requests { get; set; }
}
