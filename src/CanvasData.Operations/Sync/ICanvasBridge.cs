using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>
/// The way from Canvas into the host's database. Each course is fetched, compared and written in one transaction
/// of its own; a failing course never stops or undoes another. Safe for concurrent use, in one process and in many.
/// </summary>
/// <remarks>
/// A course that fails is an entry of the report. Exceptions are for what concerns everything:
/// <see cref="CanvasConfigurationException"/> when the host is not set up,
/// <see cref="OperationCanceledException"/> when the caller canceled.
/// Works in contexts of its own: it never joins a transaction of the caller, nor touches a request's change tracker.
/// </remarks>
public interface ICanvasBridge
{
    /// <summary>Syncs one course, fully, before all other waiting work.</summary>
    /// <param name="courseId">The Canvas course id, 1 or more.</param>
    /// <param name="progress">Receives progress events; may be null.</param>
    /// <param name="cancellationToken">Ends the sync; nothing of the course is written then.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="courseId"/> is less than 1.</exception>
    Task<CourseSyncReport> SyncCourseAsync(long courseId, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Syncs one course as the request says; its list of courses is ignored.</summary>
    /// <param name="courseId">The Canvas course id, 1 or more.</param>
    /// <param name="request">How to sync.</param>
    /// <param name="progress">Receives progress events; may be null.</param>
    /// <param name="cancellationToken">Ends the sync; nothing of the course is written then.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="courseId"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The request's profile contradicts itself.</exception>
    Task<CourseSyncReport> SyncCourseAsync(long courseId, SyncRequest request, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Syncs every course that the client lists, fully.</summary>
    /// <param name="progress">Receives progress events; may be null.</param>
    /// <param name="cancellationToken">Ends the run; courses that are through stay.</param>
    Task<SyncReport> SyncAllCoursesAsync(IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Syncs the courses of the request, or every course that the client lists.</summary>
    /// <param name="request">What to sync, and how.</param>
    /// <param name="progress">Receives progress events; may be null.</param>
    /// <param name="cancellationToken">Ends the run; courses that are through stay.</param>
    /// <exception cref="ArgumentException">The request's profile contradicts itself, or a course id is less than 1.</exception>
    Task<SyncReport> SyncAllCoursesAsync(SyncRequest request, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>The same run as a stream of events, in order, for a page that follows it. The last one holds the report.</summary>
    /// <param name="request">What to sync, and how; null for everything.</param>
    /// <param name="cancellationToken">Ends the run; courses that are through stay. Leaving the stream early ends it too.</param>
    IAsyncEnumerable<SyncEvent> StreamSyncAsync(SyncRequest? request = null, CancellationToken cancellationToken = default);
}
