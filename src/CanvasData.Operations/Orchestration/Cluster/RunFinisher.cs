using System.Text.Json;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock.
#pragma warning disable RS0030

namespace CanvasData.Operations.Orchestration;

/// <summary>Ends a run when all its courses have ended: marks courses that Canvas no longer lists, and writes the log of runs.</summary>
internal sealed class RunFinisher(
    ICanvasClient client, ClusterDatabase database, ClusterRunStore runs, ClusterCourseStore courses, SyncRuns log, MissingCourseMarker missing,
    IOptions<ClusterOptions> options, TimeProvider time, ILogger<RunFinisher> logger)
{
    public async Task EndAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        var isStopped = claim.Run.State == ClusterStates.Stopping;

        // Another node may have opened courses a second time between the look and the claim.
        if (!isStopped && await courses.AreOpenAsync(claim.RunId, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var reports = await courses.ReadReportsAsync(claim.RunId, cancellationToken).ConfigureAwait(false);
        if (!isStopped && !claim.Run.IsRepeated && EmptiedCourses.Find(reports) is { Count: > 0 } emptied)
        {
            await RepeatAsync(claim, emptied, cancellationToken).ConfigureAwait(false);
            return;
        }

        var failure = claim.Run.Failure is { } json ? JsonSerializer.Deserialize(json, ClusterJson.Default.SyncFailure) : null;
        var counter = new RequestCounter();
        var marked = 0;
        try
        {
            marked = isStopped ? 0 : await MarkMissingAsync(claim.Request, reports, counter, cancellationToken).ConfigureAwait(false);
        }
        catch (CanvasOperationsException error) when (error is not CanvasConfigurationException)
        {
            failure = SyncFailure.From(error);
            await runs.FailAsync(claim.RunId, failure, cancellationToken).ConfigureAwait(false);
        }

        var report = await ReportAsync(claim.Run, reports, failure, marked, counter.Requests, cancellationToken).ConfigureAwait(false);
        await LogAsync(claim, report, isStopped && failure is null, cancellationToken).ConfigureAwait(false);
        var outcome = isStopped && failure is null ? ClusterRunState.Canceled : report.Succeeded ? ClusterRunState.Succeeded : ClusterRunState.Failed;
        if (await runs.EndAsync(claim, outcome, marked, counter.Requests, cancellationToken).ConfigureAwait(false))
        {
            logger.RunEnded(claim.RunId, report.Count(CourseSyncOutcome.Succeeded), report.FailedCourses.Count(), report.RowsWritten, report.Requests);
            await DeleteOldAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts the report of a run together from what is stored.</summary>
    public async Task<SyncReport> ReportAsync(
        CanvasClusterRun run, IReadOnlyList<CourseSyncReport> reports, SyncFailure? failure, int missingCourses, long requests, CancellationToken cancellationToken)
    {
        // A course that was tried in vain at first has more requests than its last report says.
        var sent = await database.RunAsync(
            context => context.Rows<CanvasClusterCourse>().Where(course => course.RunId == run.Id).SumAsync(course => course.Requests, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new SyncReport
        {
            RunId = run.Id,
            StartedAt = new DateTimeOffset(run.CreatedAt, TimeSpan.Zero),
            Duration = (run.EndedAt ?? await database.EnsureAsync(cancellationToken).ConfigureAwait(false)) - run.CreatedAt,
            Failure = failure,
            Courses = reports,
            Accounts = run.Accounts is { } json ? JsonSerializer.Deserialize(json, ClusterJson.Default.AccountSyncReport) : null,
            Requests = run.Requests + sent + requests,
            MissingCourses = missingCourses,
        };
    }

    private Task<bool> RepeatAsync(RunClaim claim, IReadOnlyCollection<long> emptied, CancellationToken cancellationToken) => database.TransactAsync(
        async context =>
        {
            await runs.HoldAsync(context, claim, cancellationToken).ConfigureAwait(false);
            await ClusterCourseStore.ReopenAsync(context, claim.RunId, emptied, cancellationToken).ConfigureAwait(false);
            await runs.Held(context, claim).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.IsRepeated, true).SetProperty(run => run.LeaseUntil, (DateTime?)null), cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<int> MarkMissingAsync(SyncRequest request, IReadOnlyList<CourseSyncReport> reports, RequestCounter counter, CancellationToken cancellationToken)
    {
        if (request is not { CourseIds: null, Courses: null })
        {
            return 0;
        }

        var list = new CourseList(client);
        List<long> ids = [.. reports.Select(report => report.CourseId)];
        var marked = request.Strategy == SyncStrategy.Conservative
            ? 0
            : await missing.MarkAsync(
                ids, () => list.ReadIdsAsync(request, counter, cancellationToken), id => list.IsThereAsync(id, counter, cancellationToken), readAt: null, request, cancellationToken).ConfigureAwait(false);
        return ids.Count > 0 || marked > 0 ? marked : throw CourseList.ListsNone();
    }

    private async Task LogAsync(RunClaim claim, SyncReport report, bool isCanceled, CancellationToken cancellationToken)
    {
        var started = await database.RunAsync(
            context => context.Rows<CanvasSyncRun>().SingleOrDefaultAsync(row => row.Id == claim.RunId, cancellationToken), cancellationToken).ConfigureAwait(false);

        // A run that was canceled before it was planned is not in the log.
        await log.EndAsync(started ?? SyncRuns.Begin(claim.Request, time.GetUtcNow(), claim.Run.CreatedAt), report, isCanceled).ConfigureAwait(false);
        if (report.Failure is { } stopped)
        {
            logger.RunStopped(claim.RunId, stopped.Kind, stopped.Text);
        }
    }

    private async Task DeleteOldAsync(CancellationToken cancellationToken)
    {
        var (reports, all) = (-options.Value.KeepReports.TotalSeconds, -options.Value.KeepRuns.TotalSeconds);
        var old = await database.RunAsync(
            context => context.Rows<CanvasClusterRun>()
                .Where(run => run.EndedAt < DateTime.UtcNow.AddSeconds(reports) && context.Rows<CanvasClusterCourse>().Any(course => course.RunId == run.Id))
                .Select(run => run.Id).Take(100).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var id in old)
        {
            await database.RunAsync(context => context.DeleteAsync(context.Rows<CanvasClusterCourse>().Where(course => course.RunId == id), cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await database.RunAsync(
            context => context.DeleteAsync(
                context.Rows<CanvasClusterRun>().Where(run => run.EndedAt < DateTime.UtcNow.AddSeconds(all) && !context.Rows<CanvasClusterCourse>().Any(course => course.RunId == run.Id)),
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }
}
