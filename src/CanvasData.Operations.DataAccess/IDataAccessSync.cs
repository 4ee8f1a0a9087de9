using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// Syncs the school from Canvas Data 2: whole tables of the Data Access Platform. They are hours old, cost few requests, and fill the same
/// rows as a sync over REST.
/// </summary>
public interface IDataAccessSync
{
    /// <summary>
    /// Reads what has changed since the last run, and stores each course that it concerns in one transaction. The first run takes
    /// snapshots. A run that ended early goes on where it was.
    /// </summary>
    /// <param name="request">How to sync; null for the defaults.</param>
    /// <param name="progress">Receives what happens to courses; may be null.</param>
    /// <param name="cancellationToken">Ends the run; courses that are through stay, and the next run stores the others.</param>
    /// <exception cref="CanvasConfigurationException">Another process uses the folder, or the tables hold another Canvas.</exception>
    /// <exception cref="CanvasAuthenticationException">The platform refuses the API key.</exception>
    /// <exception cref="CanvasProtocolException">A table lacks a column that is needed, or has it with another type; no mark was moved.</exception>
    /// <exception cref="CanvasApiException">The platform refused, or could not be reached.</exception>
    Task<DataAccessReport> RunAsync(DataAccessRequest? request = null, IProgress<SyncEvent>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the staged tables, for example after a person was erased. The next run takes snapshots.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CanvasConfigurationException">Another process uses the folder.</exception>
    Task ClearAsync(CancellationToken cancellationToken = default);
}

/// <summary>A request for a run.</summary>
public sealed record DataAccessRequest
{
    /// <summary>Whether every course is compared again, for example after a backup of the database was restored. Default false.</summary>
    public bool AllCourses { get; init; }

    /// <summary>Whether all tables are taken as snapshots, which brings back rows that the platform once left out. Default false.</summary>
    public bool Snapshots { get; init; }

    /// <summary>The sync of the courses: profile, priority, conflicts. Null for the defaults. It chooses no courses, and its strategy is full.</summary>
    public SyncRequest? Sync { get; init; }
}
