namespace CanvasData.Operations.Model;

/// <summary>A run of a sync.</summary>
public class CanvasSyncRun
{
    /// <summary>The run.</summary>
    public Guid Id { get; set; }

    /// <summary>When it began.</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>When it ended; null while it runs. The last sign of an abandoned one.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>The strategy: Full, Incremental or Conservative.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>
    /// The outcome: Running, Succeeded, PartiallyFailed, Failed, Canceled or Abandoned. Abandoned means that the process ended without
    /// closing the run; the start of a later run finds that.
    /// </summary>
    public string Outcome { get; set; } = "";

    /// <summary>The kind of exception that stopped the whole run; null when nothing did.</summary>
    public string? FailureKind { get; set; }

    /// <summary>The message of the failure that stopped the whole run, with its remedy; null without one.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>The process that runs it: host, process id, start; null in rows of earlier versions.</summary>
    public string? Owner { get; set; }

    /// <summary>When the process last showed, by the database's clock, that it runs. It does so three times a minute.</summary>
    public DateTime? LastSeenAt { get; set; }

    /// <summary>The courses asked for.</summary>
    public int Courses { get; set; }

    /// <summary>The courses that failed.</summary>
    public int FailedCourses { get; set; }

    /// <summary>The rows of Layer 1 added.</summary>
    public long RowsAdded { get; set; }

    /// <summary>The rows of Layer 1 changed.</summary>
    public long RowsChanged { get; set; }

    /// <summary>The rows of Layer 1 marked missing.</summary>
    public long RowsMissing { get; set; }

    /// <summary>The records in quarantine.</summary>
    public long Rejected { get; set; }

    /// <summary>The requests sent to Canvas.</summary>
    public long Requests { get; set; }

    /// <summary>
    /// Whether the run listed the courses itself: all of them, or those of a filter. False for a run of courses that were named; null in rows
    /// of earlier versions.
    /// </summary>
    public bool? IsWhole { get; set; }
}
