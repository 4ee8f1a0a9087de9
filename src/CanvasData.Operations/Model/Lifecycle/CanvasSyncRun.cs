namespace CanvasData.Operations.Model;

/// <summary>One run of a sync.</summary>
public class CanvasSyncRun
{
    /// <summary>The run.</summary>
    public Guid Id { get; set; }

    /// <summary>When it began.</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>When it ended; null while it runs. The last sign of an abandoned one.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>Full, Incremental or Conservative.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>
    /// Running, Succeeded, PartiallyFailed, Failed, Canceled, or Abandoned: its process ended without a word, which the
    /// start of a later run finds.
    /// </summary>
    public string Outcome { get; set; } = "";

    /// <summary>The kind of exception that stopped the whole run; null when nothing did.</summary>
    public string? FailureKind { get; set; }

    /// <summary>What stopped the whole run, with its remedy; null when nothing did.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>The process that runs it: host, process id, start; null in rows of earlier versions.</summary>
    public string? Owner { get; set; }

    /// <summary>When the process last showed, by the database's clock, that it runs. It does so three times a minute.</summary>
    public DateTime? LastSeenAt { get; set; }

    /// <summary>Courses asked for.</summary>
    public int Courses { get; set; }

    /// <summary>Courses that failed.</summary>
    public int FailedCourses { get; set; }

    /// <summary>Layer 1 rows added.</summary>
    public long RowsAdded { get; set; }

    /// <summary>Layer 1 rows changed.</summary>
    public long RowsChanged { get; set; }

    /// <summary>Layer 1 rows marked missing.</summary>
    public long RowsMissing { get; set; }

    /// <summary>Records in quarantine.</summary>
    public long Rejected { get; set; }

    /// <summary>Requests sent to Canvas.</summary>
    public long Requests { get; set; }
}
