using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Sync;

/// <summary>The log of runs.</summary>
internal sealed class SyncRuns(ICanvasContexts contexts, TimeProvider time, ILogger<SyncRuns> logger)
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
        await SaveAsync(
            async database =>
            {
                // It is there when only the answer of an earlier attempt was lost.
                if (!await database.All<CanvasSyncRun>().AnyAsync(row => row.Id == run.Id, cancellationToken).ConfigureAwait(false))
                {
                    database.Add(run);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>Notes how a run ended. The report is worth more than this row: a database that fails is logged, not thrown.</summary>
    public async Task EndAsync(CanvasSyncRun run, SyncReport report, bool canceled)
    {
        var failed = report.FailedCourses.Count();
        var rows = report.Rows.Values.Aggregate(RowCounts.None, RowCounts.Add);
        run.CompletedAt = time.GetUtcNow().UtcDateTime;
        run.Outcome = canceled ? "Canceled" : report.Succeeded ? "Succeeded" : report.Failure is not null || report.Count(CourseSyncOutcome.Succeeded) == 0 ? "Failed" : "PartiallyFailed";
        (run.Courses, run.FailedCourses, run.Requests) = (report.Courses.Count, failed, report.Requests);
        (run.RowsAdded, run.RowsChanged, run.RowsMissing) = (rows.Added, rows.Changed, rows.Missing);
        (run.FailureKind, run.FailureMessage) = (report.Failure?.Kind, report.Failure?.Text);
        run.Rejected = report.Courses.Sum(course => course.RejectedCount);
        try
        {
            await SaveAsync(
                database =>
                {
                    database.Update(run);
                    return Task.CompletedTask;
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbUpdateException || DatabaseRetry.IsDatabaseFailure(error))
        {
            logger.RunNotLogged(run.Id, error.GetType().Name);
        }
    }

    private Task SaveAsync(Func<DbContext, Task> prepare, CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(
            async database =>
            {
                await prepare(database).ConfigureAwait(false);
                return await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken),
        null,
        time,
        cancellationToken);
}
