namespace CanvasData.Operations.Model;

/// <summary>Whether an enrollment still exists in Canvas; outlives the enrollment. Unique by enrollment.</summary>
public class CanvasEnrollmentStatus
{
    /// <summary>The Canvas enrollment id.</summary>
    public long EnrollmentId { get; set; }

    /// <summary>The person.</summary>
    public long UserId { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>Whether Canvas has it.</summary>
    public bool Active { get; set; }

    /// <summary>Whether it vanished but waits for a decision, because something depends on it.</summary>
    public bool PendingDeletion { get; set; }

    /// <summary>Whether Layer 2 holds something about it, or Layer 1 work or a score that never changed.</summary>
    public bool HistoricalDataExists { get; set; }

    /// <summary>When a complete listing first lacked it; null while Canvas has it.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>The reason why it is gone or waits for a decision; null when it is neither.</summary>
    public string? RemovalReason { get; set; }

    /// <summary>The last complete listing that held it; set when it vanishes. While it is active, the last complete sync of its course holds it.</summary>
    public DateTime? LastSeenAt { get; set; }

    /// <summary>When a sync first saw it.</summary>
    public DateTime FirstSeenAt { get; set; }

    /// <summary>When this row last changed.</summary>
    public DateTime UpdatedAt { get; set; }
}
