using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>Syncs from other sources than the host's client, through the same comparison, history and leases. Safe for concurrent use.</summary>
public interface ISourceSync
{
    /// <summary>
    /// Syncs the courses of a source, each in one transaction with its history. The source must list all courses of the school, since
    /// stored courses that it lacks are marked missing.
    /// </summary>
    /// <param name="source">
    /// The source. Where it implements <see cref="IPartialListings"/>, a course of which data was read later stays as it is, and its report
    /// has the failure <see cref="InvalidArgumentException"/>.
    /// </param>
    /// <param name="due">The listed courses to write; null for all. The others stay as they are.</param>
    /// <param name="request">How to sync; null for the defaults. No courses are chosen in it.</param>
    /// <param name="progress">Receives what happens; may be null.</param>
    /// <param name="cancellationToken">Ends the sync; the course that is being written stays as it was.</param>
    /// <exception cref="InvalidArgumentException">The request chooses courses; nothing was written.</exception>
    /// <exception cref="CanvasConfigurationException">The tables hold another Canvas, or cannot be used.</exception>
    Task<SyncReport> SyncAsync(
        ICanvasClient source, IReadOnlySet<long>? due = null, SyncRequest? request = null, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);
}
