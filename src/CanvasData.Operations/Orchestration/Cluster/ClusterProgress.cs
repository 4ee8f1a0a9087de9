using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <summary>The progress of a run, counted by the database.</summary>
internal static class ClusterProgress
{
    public static async Task<ClusterRun> ReadAsync(DbContext database, CanvasClusterRun run, CancellationToken cancellationToken)
    {
        var counts = await database.Rows<CanvasClusterCourse>().Where(course => course.RunId == run.Id).GroupBy(course => course.EndedAt == null ? null : course.Outcome)
            .Select(group => new
            {
                Outcome = group.Key,
                Courses = group.Count(),
                RowsWritten = group.Sum(course => course.RowsWritten),
                Requests = group.Sum(course => course.Requests),
                TakeOvers = group.Sum(course => course.TakeOvers),
                Fenced = group.Sum(course => course.Fenced),
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new ClusterRun
        {
            RunId = run.Id,
            Schedule = run.Schedule,
            State = StateOf(run),
            CreatedAt = new DateTimeOffset(run.CreatedAt, TimeSpan.Zero),
            EndedAt = run.EndedAt is { } ended ? new DateTimeOffset(ended, TimeSpan.Zero) : null,
            IsPlanned = run.IsPlanned,
            Courses = counts.Sum(count => count.Courses),
            EndedCourses = counts.Where(count => count.Outcome is not null).Sum(count => count.Courses),
            FailedCourses = counts.Where(count => count.Outcome == nameof(CourseSyncOutcome.Failed)).Sum(count => count.Courses),
            RowsWritten = counts.Sum(count => count.RowsWritten),
            Requests = run.Requests + counts.Sum(count => count.Requests),
            TakeOvers = counts.Sum(count => count.TakeOvers),
            FencedCommits = counts.Sum(count => count.Fenced),
            Failure = run.Failure is { } json ? JsonSerializer.Deserialize(json, ClusterJson.Default.SyncFailure) : null,
        };
    }

    private static ClusterRunState StateOf(CanvasClusterRun run) => run switch
    {
        { Outcome: { } outcome } => Enum.Parse<ClusterRunState>(outcome),
        { State: ClusterStates.Paused } => ClusterRunState.Paused,
        _ => ClusterRunState.Running,
    };
}
