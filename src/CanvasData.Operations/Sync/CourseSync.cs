using System.Data.Common;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Registration;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Syncs one course: claim it, fetch and transform everything without a transaction, then compare and write all
/// layers in one transaction whose first statement is the fence.
/// </summary>
internal sealed class CourseSync(
    ICanvasClient client,
    TransformerSet transformers,
    ICanvasContexts contexts,
    WorkUnits units,
    BulkWriters writers,
    IOptions<CanvasOperationsOptions> options,
    TimeProvider time,
    ILogger<CourseSync> logger)
{
    private const int WriteAttempts = 4;

    // Without transactions, writes that share rows must not overlap.
    private static readonly SemaphoreSlim OneUntransacted = new(1, 1);

    private readonly CourseFetch _fetch = new(client, transformers);

    private SyncOptions Options => options.Value.Sync;

    public async Task<CourseSyncReport> RunAsync(long courseId, SyncRequest request, RunTotals run, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var usage = new CanvasUsage(run.Usage);
        using var activity = CanvasOperationsTelemetry.Source.StartActivity("canvas.sync.course");
        activity?.SetTag("canvas.course.id", courseId);
        var report = await SyncAsync(courseId, request, run, usage, tell, cancellationToken).ConfigureAwait(false);
        report = report with { Duration = time.GetElapsedTime(started), Requests = usage.Requests };
        CourseTelemetry.Record(report, activity);
        tell(new CourseSyncEnded(time.GetUtcNow(), report));
        return report;
    }

    private async Task<CourseSyncReport> SyncAsync(long courseId, SyncRequest request, RunTotals run, CanvasUsage usage, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        WorkClaim? claim = null;
        try
        {
            (claim, var holder) = await units.ClaimAsync(courseId, cancellationToken).ConfigureAwait(false);
            if (claim is null)
            {
                return new CourseSyncReport { CourseId = courseId, Outcome = CourseSyncOutcome.AlreadyRunning, HeldBy = holder };
            }

            tell(new CourseSyncStarted(time.GetUtcNow(), courseId));
            return await SyncClaimedAsync(claim, request, run, usage, tell, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(claim, null).ConfigureAwait(false);
            return new CourseSyncReport { CourseId = courseId, Outcome = CourseSyncOutcome.Canceled };
        }
        catch (LeaseLostException)
        {
            logger.CourseFenced(courseId);
            return new CourseSyncReport { CourseId = courseId, Outcome = CourseSyncOutcome.Fenced };
        }
        catch (Exception error) when (error is not CanvasConfigurationException)
        {
            logger.CourseFailed(courseId, error.GetType().Name, error is CanvasOperationsException ? error : null);
            await ReleaseAsync(claim, error.GetType().Name).ConfigureAwait(false);
            return new CourseSyncReport { CourseId = courseId, Outcome = CourseSyncOutcome.Failed, Failure = SyncFailure.From(error) };
        }
    }

    private async Task<CourseSyncReport> SyncClaimedAsync(WorkClaim claim, SyncRequest request, RunTotals run, CanvasUsage usage, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        var now = Microseconds(time.GetUtcNow().UtcDateTime);
        var strategy = request.Strategy == SyncStrategy.Incremental && NeedsFullPass(claim, now) ? SyncStrategy.Full : request.Strategy;
        var profile = request.Profile ?? Options.Profile;
        var plan = new FetchPlan(profile, strategy == SyncStrategy.Incremental ? claim.Signpost : null, InferAbsence: strategy != SyncStrategy.Conservative);
        var data = new CourseData(claim.CourseId, usage, Options.MemoryRows);
        await using (data.ConfigureAwait(false))
        {
            var lease = new LeaseKeeper(units, claim, Options.LeaseDuration, time, cancellationToken);
            await using (lease.ConfigureAwait(false))
            {
                await lease.GuardAsync(token => _fetch.FetchAsync(
                    data, plan, (entity, rows) => tell(new CourseRowsFetched(time.GetUtcNow(), claim.CourseId, entity, rows)), token)).ConfigureAwait(false);
            }

            tell(new CourseSyncWriting(time.GetUtcNow(), claim.CourseId, data.All.Sum(collection => collection.Count)));
            var sawSubmissions = profile.Submissions && !data.IsRestricted;
            var progress = new WorkProgress(
                now,
                sawSubmissions ? Microseconds((data.ServerTime?.UtcDateTime ?? now) - Options.SignpostOverlap) : null,
                Full: strategy == SyncStrategy.Full && sawSubmissions);
            var session = await WriteAsync(claim, request, profile, data, progress, cancellationToken).ConfigureAwait(false);
            session.CountSharedOnce(run.AddedShared);
            return Report(claim.CourseId, strategy, data, session);
        }
    }

    private bool NeedsFullPass(WorkClaim claim, DateTime now) =>
        claim.Signpost is null || claim.LastFullSyncAt is null || now - claim.LastFullSyncAt >= Options.FullPassInterval;

    // Safe to repeat as often as the database fails: the fence tells a commit that happened from one that did not.
    private async Task<WriteSession> WriteAsync(
        WorkClaim claim, SyncRequest request, SyncProfile profile, CourseData data, WorkProgress progress, CancellationToken cancellationToken)
    {
        WriteSession? last = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await contexts.UseAsync(
                    outer => outer.Database.CreateExecutionStrategy().ExecuteAsync(
                        token => contexts.UseAsync(TransactAsync, token), cancellationToken),
                    cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < WriteAttempts && IsDatabaseFailure(error) && !cancellationToken.IsCancellationRequested)
            {
                logger.WriteRetried(claim.CourseId, attempt, error.GetType().Name);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }

        async Task<WriteSession> TransactAsync(DbContext database)
        {
            if (!database.Database.IsRelational())
            {
                await OneUntransacted.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    return await WriteAllAsync(database).ConfigureAwait(false);
                }
                finally
                {
                    OneUntransacted.Release();
                }
            }

            var transaction = await database.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var session = await WriteAllAsync(database).ConfigureAwait(false);

                // Past this point a cancellation would leave nobody knowing whether it happened.
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return session;
            }
        }

        async Task<WriteSession> WriteAllAsync(DbContext database)
        {
            var right = await WorkUnits.AdvanceAsync(database, claim, progress, cancellationToken).ConfigureAwait(false);
            if (right == CommitRight.AlreadyDone && last is not null)
            {
                return last;
            }

            if (right != CommitRight.Granted)
            {
                throw new LeaseLostException();
            }

            last = new WriteSession(database, writers.For(database), request, Options, claim.CourseId, progress.SyncedAt);
            var lifecycle = new LifecycleRecorder(last, claim.LastFullSyncAt);
            await new CourseWrite(last, data, profile, lifecycle, options.Value.PassingScore).RunAsync(cancellationToken).ConfigureAwait(false);
            return last;
        }
    }

    public static bool IsDatabaseFailure(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException or TimeoutException or IOException)
            {
                return true;
            }
        }

        return false;
    }

    private async Task ReleaseAsync(WorkClaim? claim, string? error)
    {
        if (claim is null)
        {
            return;
        }

        try
        {
            await units.ReleaseAsync(claim, error, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsDatabaseFailure(failure))
        {
            // The lease runs out by itself.
            logger.ReleaseFailed(claim.CourseId, failure.GetType().Name);
        }
    }

    private static CourseSyncReport Report(long courseId, SyncStrategy strategy, CourseData data, WriteSession session) => new()
    {
        CourseId = courseId,
        Outcome = CourseSyncOutcome.Succeeded,
        Strategy = strategy,
        RowsWritten = session.RowsWritten,
        HistoryRows = session.HistoryRows,
        Rows = session.Rows,
        Rejected = [.. data.All.SelectMany(collection => collection.Rejected).Take(100)],
        RejectedCount = data.All.Sum(collection => collection.Rejected.Count),
        Duplicates = data.All.Sum(collection => collection.Duplicates),
        SanitizedTexts = data.All.Sum(collection => collection.SanitizedTexts),
        Drift = data.All.SelectMany(collection => collection.Drift.Select(pair => (Key: $"{collection.Entity}.{pair.Key}", pair.Value))).ToDictionary(pair => pair.Key, pair => pair.Value),
        Conflicts = session.Conflicts,
        Skipped = data.Skipped,
    };

    private static DateTime Microseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
