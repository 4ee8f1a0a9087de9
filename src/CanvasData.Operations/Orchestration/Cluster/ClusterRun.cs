using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>The states of a run of a cluster.</summary>
public enum ClusterRunState
{
    /// <summary>The nodes work on it, or will as soon as one is free.</summary>
    Running,

    /// <summary>The run waits: courses that were begun are finished, and no further one is taken.</summary>
    Paused,

    /// <summary>The run ended, and no course failed.</summary>
    Succeeded,

    /// <summary>The run was stopped by a failure, or a course failed.</summary>
    Failed,

    /// <summary>The run was canceled.</summary>
    Canceled,
}

/// <summary>The progress of a run of a cluster, the same on every node. Holds no personal data.</summary>
public sealed record ClusterRun
{
    /// <summary>The run, as in the table of runs.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The name of the schedule that started it; null for a run that was asked for.</summary>
    public string? Schedule { get; init; }

    /// <summary>The state of the run.</summary>
    public required ClusterRunState State { get; init; }

    /// <summary>When it was asked for, by the database's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, by the database's clock; null before that.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether all courses are known: before that <see cref="Courses"/> still grows.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>The number of courses.</summary>
    public int Courses { get; init; }

    /// <summary>The number of courses that have ended, well or not.</summary>
    public int EndedCourses { get; init; }

    /// <summary>The number of courses that failed.</summary>
    public int FailedCourses { get; init; }

    /// <summary>The rows written to all layers so far.</summary>
    public long RowsWritten { get; init; }

    /// <summary>The requests sent to Canvas, those of courses that are being fetched not included.</summary>
    public long Requests { get; init; }

    /// <summary>How often a node took a course over from one that fell silent.</summary>
    public int TakeOvers { get; init; }

    /// <summary>The commits of nodes that had lost the course; each was refused and wrote nothing.</summary>
    public int FencedCommits { get; init; }

    /// <summary>The failure that stopped the whole run; null without one.</summary>
    public SyncFailure? Failure { get; init; }
}
