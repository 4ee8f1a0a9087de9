using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Runs syncs that outlive the request that started them, and lets any number of readers follow each run. Knows the runs of this process;
/// those of all hosts are rows of <c>CanvasSyncRun</c>. Safe for concurrent use.
/// </summary>
/// <remarks>Runs end when the host stops: courses that are through stay, the others stay as they were.</remarks>
public interface IBackgroundSync
{
    /// <summary>Starts a run and returns at once.</summary>
    /// <param name="request">What to sync, and how; null for everything, fully.</param>
    /// <returns>The id of the run, as in the table of runs.</returns>
    /// <exception cref="ArgumentException">The request's profile contradicts itself, or a course id is less than 1.</exception>
    Guid Start(SyncRequest? request = null);

    /// <summary>Returns the progress of a run; null when this process does not know it.</summary>
    /// <param name="runId">The run.</param>
    SyncProgress? Find(Guid runId);

    /// <summary>Lists the runs at work and the last 20 that ended, the newest first.</summary>
    IReadOnlyList<SyncProgress> List();

    /// <summary>
    /// Reads the events of a run from any moment to its end. Leaving the loop leaves the run alone. A reader that falls more than 1,000 events behind
    /// misses the oldest; the counts of the progress stay right.
    /// </summary>
    /// <param name="runId">The run; an unknown one has no events.</param>
    /// <param name="after">The number of the last event that the reader has, for example its <c>Last-Event-ID</c>; 0 for all.</param>
    /// <param name="cancellationToken">Ends the reading, not the run.</param>
    IAsyncEnumerable<SyncProgressEvent> FollowAsync(Guid runId, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Cancels a run: courses that are through stay, the others stay as they were.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>Whether the run was at work.</returns>
    bool Cancel(Guid runId);
}
