using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Runs syncs and verifications for jobs and consoles. Every answer is a report that serialises to JSON and prints at a
/// glance.
/// </summary>
public interface ICanvasSyncPipeline
{
    /// <summary>Syncs the courses of the request, or every course that the client lists.</summary>
    /// <param name="request">What to sync, and how; null for everything, fully.</param>
    /// <param name="progress">Receives progress events; may be null.</param>
    /// <param name="cancellationToken">Ends the run; courses that are through stay.</param>
    /// <exception cref="CanvasConfigurationException">The host is not set up.</exception>
    Task<SyncReport> RunAllAsync(SyncRequest? request = null, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Syncs one course.</summary>
    /// <param name="courseId">The Canvas course id, 1 or more.</param>
    /// <param name="request">How to sync; null for fully.</param>
    /// <param name="progress">Receives progress events; may be null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="courseId"/> is less than 1.</exception>
    /// <exception cref="CanvasConfigurationException">The host is not set up.</exception>
    Task<SyncReport> RunOneAsync(long courseId, SyncRequest? request = null, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Checks the stored rows for consistency and, optionally, compares them with Canvas. Read-only.</summary>
    /// <param name="request">What to look at; null for the integrity of every stored course.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="CanvasConfigurationException">The host is not set up.</exception>
    Task<VerificationReport> VerifyAsync(VerificationRequest? request = null, CancellationToken cancellationToken = default);
}
