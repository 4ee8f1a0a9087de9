using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Orchestration;

/// <summary>Syncs one course that this node has taken, and notes how it ended or gives it back.</summary>
internal sealed class CourseTurn(CourseSync courses, ClusterCourseStore store, ClusterRunStore runs, ILogger<CourseTurn> logger)
{
    private const int MaxAttempts = 3;
    private const int MaxTakeOvers = 3;

    private static readonly TimeSpan WaitForOwner = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WaitAfterFailure = TimeSpan.FromSeconds(5);

    /// <param name="taken">The course.</param>
    /// <param name="share">Its run on this node.</param>
    public async Task RunAsync(CanvasClusterCourse taken, RunShare share)
    {
        share.Keep(taken);
        try
        {
            var report = await SyncAsync(taken, share).ConfigureAwait(false);
            await SettleAsync(taken, share, report).ConfigureAwait(false);
        }
        catch (Exception error) when (DatabaseRetry.IsDatabaseFailure(error))
        {
            // The lease of the course expires, and whoever takes it finds little left to do.
            logger.CourseNotSettled(taken.CourseId, SafeText.KindOf(error));
            if (!ClusterFailure.IsPassing(error))
            {
                await runs.TryFailAsync(taken.RunId, error).ConfigureAwait(false);
            }
        }
        finally
        {
            share.Forget(taken.CourseId);
        }
    }

    private async Task<CourseSyncReport> SyncAsync(CanvasClusterCourse taken, RunShare share)
    {
        if (taken.TakeOvers > MaxTakeOvers)
        {
            return new CourseSyncReport { CourseId = taken.CourseId, Outcome = CourseSyncOutcome.Failed, Failure = ClusterFailure.OfSilentNodes(taken.TakeOvers) };
        }

        try
        {
            var report = await courses.RunAsync(taken.CourseId, share.Request, share.Sources, share.Counter, _ => { }, share.Stopping).ConfigureAwait(false);
            if (report.Failure?.Kind == nameof(CanvasAuthenticationException))
            {
                // Canvas refuses the token: a thousand more courses would only get the same answer.
                await runs.FailAsync(taken.RunId, report.Failure, CancellationToken.None).ConfigureAwait(false);
            }

            return report;
        }
        catch (CanvasConfigurationException error)
        {
            var failure = SyncFailure.From(error);
            await runs.FailAsync(taken.RunId, failure, CancellationToken.None).ConfigureAwait(false);
            return new CourseSyncReport { CourseId = taken.CourseId, Outcome = CourseSyncOutcome.Failed, Failure = failure };
        }
    }

    private Task SettleAsync(CanvasClusterCourse taken, RunShare share, CourseSyncReport report) => report.Outcome switch
    {
        // The commit of the course has noted it.
        CourseSyncOutcome.Succeeded => Task.CompletedTask,
        CourseSyncOutcome.Fenced => FencedAsync(taken, report),
        CourseSyncOutcome.Canceled => store.GiveBackAsync(taken, report.Requests, delay: null, hasFailed: false, CancellationToken.None),

        // Another owner, such as a host outside the cluster, may hold a course for long. A node that stops leaves the decision to the others.
        CourseSyncOutcome.AlreadyRunning when !share.IsStopped => store.GiveBackAsync(taken, report.Requests, WaitForOwner, hasFailed: false, CancellationToken.None),
        CourseSyncOutcome.Failed when report.Failure is { IsTransient: true } && taken.Attempts < MaxAttempts - 1 && !share.IsStopped =>
            store.GiveBackAsync(taken, report.Requests, WaitAfterFailure, hasFailed: true, CancellationToken.None),
        _ => store.EndAsync(taken, report, CancellationToken.None),
    };

    private async Task FencedAsync(CanvasClusterCourse taken, CourseSyncReport report)
    {
        await store.CountFencedAsync(taken, CancellationToken.None).ConfigureAwait(false);
        await store.GiveBackAsync(taken, report.Requests, WaitForOwner, hasFailed: false, CancellationToken.None).ConfigureAwait(false);
    }
}
