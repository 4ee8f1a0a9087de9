using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>Runs work that spans all layers. It checks no rights; call it for administrators.</summary>
public interface ISyncOrchestrator
{
    /// <summary>
    /// Syncs records that the host brings. It is the sync of a bridge with another client: the mirror, lifecycle and history of each
    /// course are written in one transaction. Metadata stays as it is. Courses that are not in the bundle stay as they are.
    /// </summary>
    /// <param name="bundle">The records.</param>
    /// <param name="request">
    /// How to sync; null for the defaults. The strategy is <see cref="SyncStrategy.Full"/> or <see cref="SyncStrategy.Conservative"/>, and
    /// no courses are chosen.
    /// </param>
    /// <param name="progress">Receives what happens; may be null.</param>
    /// <param name="cancellationToken">Ends the sync; the course that is being written stays as it was.</param>
    /// <exception cref="InvalidArgumentException">The bundle or the request contradicts itself; nothing was written.</exception>
    /// <exception cref="CanvasConfigurationException">The tables hold another Canvas, or cannot be used.</exception>
    Task<MasterSyncReport> ExecuteMasterSyncAsync(
        CanvasBundle bundle, SyncRequest? request = null, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Prepares a course for the portal. It syncs the course, takes the first snapshot, and adds the row of the course's metadata. What
    /// is there already stays, so that the call may be repeated.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the call; what was stored by then stays.</param>
    /// <exception cref="InvalidArgumentException">The id is below 1.</exception>
    /// <exception cref="CanvasConfigurationException">The library is not set up as it must be.</exception>
    Task<CourseInitialization> InitializeCourseAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs the maintenance of all layers in order. It deletes and archives objects by the rules, moves old history to the archive
    /// tables, and then checks the integrity of what is left.
    /// </summary>
    /// <param name="request">What to run; null for all rules, and the checks that need no request to Canvas.</param>
    /// <param name="progress">Receives the report of the clean-up so far after each batch; may be null.</param>
    /// <param name="cancellationToken">Ends the cycle. The batches before stay, and the next cycle goes on.</param>
    /// <exception cref="InvalidArgumentException">The request is not valid; nothing was changed.</exception>
    Task<CleanupCycleReport> ExecuteCleanupCycleAsync(
        CleanupCycleRequest? request = null, IProgress<CleanupReport>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a snapshot of every stored course that Canvas still has, one course after the other. A sync takes one only after changes.
    /// </summary>
    /// <param name="cancellationToken">Ends the call; the snapshots that were taken stay.</param>
    /// <returns>The number of snapshots.</returns>
    Task<int> TakeSnapshotsAsync(CancellationToken cancellationToken = default);
}
