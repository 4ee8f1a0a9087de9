using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Starts and steers runs that the nodes of a cluster share. Every call works from any node, and from a host that is none; the state is in the
/// host's database. It checks no rights; call it for administrators. Safe for concurrent use.
/// </summary>
public interface IClusterSync
{
    /// <summary>Starts a run and returns at once. Its courses are synced by all nodes, one node a course.</summary>
    /// <param name="request">What to sync, and how; null for everything, fully. Runs of a higher priority go first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the run, as in the table of runs.</returns>
    /// <exception cref="ArgumentException">The request contradicts itself, or a course id is less than 1.</exception>
    /// <exception cref="CanvasConfigurationException">The tables are not there, or hold another Canvas.</exception>
    Task<Guid> StartAsync(SyncRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>Starts the run of a schedule, once however often and from however many nodes it is called.</summary>
    /// <param name="schedule">The name of the schedule, at most 100 characters.</param>
    /// <param name="due">The moment for which it is started.</param>
    /// <param name="request">What to sync, and how; null for everything, fully.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the run; null when the previous run of the schedule has not ended, and none was started.</returns>
    /// <exception cref="ArgumentException">The request contradicts itself, or the name is empty or too long.</exception>
    Task<Guid?> StartScheduledAsync(string schedule, DateTimeOffset due, SyncRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>Returns the progress of a run; null when there is none of this id.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ClusterRun?> FindAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Lists the runs that have not ended, and the last 20 that have, the newest first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<ClusterRun>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the report of a run, as far as it is. Courses that have not ended are reported as canceled.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The report; null when there is no such run, or its report was deleted (<see cref="ClusterOptions.KeepReports"/>).</returns>
    Task<SyncReport?> FindReportAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Pauses a run: courses that were begun are finished, and no further one is taken.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the run was at work.</returns>
    Task<bool> PauseAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Resumes a run that was paused.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the run was paused.</returns>
    Task<bool> ResumeAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Cancels a run on all nodes: courses that are through stay, the others stay as they were.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the run had not ended.</returns>
    Task<bool> CancelAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Measures how far the clock of this host is ahead of the database's; negative when it is behind.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<TimeSpan> MeasureClockAsync(CancellationToken cancellationToken = default);
}
