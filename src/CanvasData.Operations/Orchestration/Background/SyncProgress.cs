using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>The states of a run in the background.</summary>
public enum SyncProgressState
{
    /// <summary>The run is at work.</summary>
    Running,

    /// <summary>The run ended, and no course failed.</summary>
    Succeeded,

    /// <summary>The run was stopped, or a course failed.</summary>
    Failed,

    /// <summary>The run was canceled, by a caller or by the end of the host.</summary>
    Canceled,
}

/// <summary>The progress of a run. Holds no personal data.</summary>
public sealed record SyncProgress
{
    /// <summary>The run, as in the table of runs.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The moment at which it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The state of the run.</summary>
    public SyncProgressState State { get; init; }

    /// <summary>The moment at which it ended; null while it is at work.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The number of courses to sync; null until they are listed.</summary>
    public int? Courses { get; init; }

    /// <summary>The number of courses that have ended, well or not.</summary>
    public int EndedCourses { get; init; }

    /// <summary>The reports of the courses that failed, the first 100.</summary>
    public IReadOnlyList<CourseSyncReport> FailedCourses { get; init; } = [];

    /// <summary>The rows written to all layers so far.</summary>
    public long RowsWritten { get; init; }

    /// <summary>The requests sent to Canvas, those of courses that are being fetched not included.</summary>
    public long Requests { get; init; }

    /// <summary>The failure that stopped the whole run; null without one.</summary>
    public SyncFailure? Failure { get; init; }
}

/// <summary>An event of a run that is followed, with the progress after it.</summary>
/// <param name="Number">The number of the event in its run, from 1; the id of a server-sent event.</param>
/// <param name="Event">The event; null for the last one, which says how the run ended.</param>
/// <param name="Progress">The progress of the run.</param>
public sealed record SyncProgressEvent(long Number, SyncEvent? Event, SyncProgress Progress);
