namespace CanvasData.Operations.Model;

/// <summary>A row of Layer 0: the life of one object of Canvas, which it outlives.</summary>
public abstract class CanvasLifecycleRow
{
    /// <summary>Whether Canvas has it. An object that waits for a decision counts as active until then.</summary>
    public bool Active { get; set; }

    /// <summary>Whether it waits for a decision: it vanished though something depends on it, or somebody marked it for deletion.</summary>
    public bool PendingDeletion { get; set; }

    /// <summary>The decision, one of <see cref="LifecycleDecisions"/>; null for none. The return of the object clears it.</summary>
    public string? Decision { get; set; }

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

    /// <summary>When its state last changed; null when it never did.</summary>
    public DateTime? StateChangedAt { get; set; }

    /// <summary>The name or key of who changed its state, as the host gave it. Null for a sync, or for a host that gave none.</summary>
    public string? StateChangedBy { get; set; }

    /// <summary>When a clean-up last reminded of it while it waited for a decision; null when none did.</summary>
    public DateTime? RemindedAt { get; set; }

    /// <summary>When this row last changed.</summary>
    public DateTime UpdatedAt { get; set; }
}
