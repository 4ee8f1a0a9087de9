using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Registration;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>The log of runs.</summary>
internal sealed class SyncRuns(ICanvasContexts contexts, TimeProvider time)
{
    public async Task<CanvasSyncRun> StartAsync(SyncRequest request, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var run = new CanvasSyncRun
        {
            Id = Guid.CreateVersion7(started),
            StartedAt = started.UtcDateTime,
            Strategy = request.Strategy.ToString(),
            Outcome = "Running",
        };
        await contexts.UseAsync(
            database =>
            {
                database.Add(run);
                return database.SaveChangesAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return run;
    }

    public Task EndAsync(CanvasSyncRun run, SyncReport report, bool canceled)
    {
        var failed = report.FailedCourses.Count();
        var rows = report.Rows.Values.Aggregate(RowCounts.None, RowCounts.Add);
        run.CompletedAt = time.GetUtcNow().UtcDateTime;
        run.Outcome = canceled ? "Canceled" : report.Succeeded ? "Succeeded" : report.Failure is not null || failed == report.Courses.Count ? "Failed" : "PartiallyFailed";
        (run.Courses, run.FailedCourses, run.Requests) = (report.Courses.Count, failed, report.Requests);
        (run.RowsAdded, run.RowsChanged, run.RowsMissing) = (rows.Added, rows.Changed, rows.Missing);
        run.Rejected = report.Courses.Sum(course => course.RejectedCount);
        return contexts.UseAsync(
            database =>
            {
                database.Update(run);
                return database.SaveChangesAsync(CancellationToken.None);
            },
            CancellationToken.None);
    }
}
