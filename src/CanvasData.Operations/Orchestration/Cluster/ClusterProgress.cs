using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <summary>The progress of a run.</summary>
internal static class ClusterProgress
{
    /// <summary>Reads the progress of a run that is asked for by its id. A refused commit is counted even after the end of the run.</summary>
    public static async Task<ClusterRun> ReadAsync(DbContext database, CanvasClusterRun run, CancellationToken cancellationToken) =>
        await ClusterTotals.CountAsync(database, run.Id, cancellationToken).ConfigureAwait(false) is { Courses: > 0 } counted
            ? From(run, counted)
            : await ReadStoredAsync(database, run, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the progress of one of many runs. An ended run answers from its own row.</summary>
    public static async Task<ClusterRun> ReadStoredAsync(DbContext database, CanvasClusterRun run, CancellationToken cancellationToken) => From(
        run,
        run.Totals is { } json
            ? JsonSerializer.Deserialize(json, ClusterJson.Default.ClusterTotals)!
            : await ClusterTotals.CountAsync(database, run.Id, cancellationToken).ConfigureAwait(false));

    private static ClusterRun From(CanvasClusterRun run, ClusterTotals totals) => new()
    {
        RunId = run.Id,
        Schedule = run.Schedule,
        State = StateOf(run),
        CreatedAt = new DateTimeOffset(run.CreatedAt, TimeSpan.Zero),
        EndedAt = run.EndedAt is { } ended ? new DateTimeOffset(ended, TimeSpan.Zero) : null,
        IsPlanned = run.IsPlanned,
        Courses = totals.Courses,
        EndedCourses = totals.EndedCourses,
        FailedCourses = totals.FailedCourses,
        RowsWritten = totals.RowsWritten,
        Requests = run.Requests + totals.Requests,
        TakeOvers = totals.TakeOvers,
        FencedCommits = totals.FencedCommits,
        Failure = run.Failure is { } json ? JsonSerializer.Deserialize(json, ClusterJson.Default.SyncFailure) : null,
    };

    private static ClusterRunState StateOf(CanvasClusterRun run) => run switch
    {
        { Outcome: { } outcome } => Enum.Parse<ClusterRunState>(outcome),
        { State: ClusterStates.Paused } => ClusterRunState.Paused,
        _ => ClusterRunState.Running,
    };
}
