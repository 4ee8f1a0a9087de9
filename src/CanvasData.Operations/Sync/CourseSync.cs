using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Transformers;
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
    CourseLeases leases,
    FencedTransaction transactions,
    SharedRowsLock sharedRows,
    StoredTables storedTables,
    ICanvasContexts contexts,
    SuspectListingDetector absence,
    BulkWriters writers,
    IOptions<SyncOptions> options,
    IOptions<GradingOptions> grading,
    TimeProvider time,
    ILogger<CourseSync> logger)
{
    private SyncOptions Options => options.Value;

    public async Task<CourseSyncReport> RunAsync(
        long courseId, SyncRequest request, RunSources sources, RequestCounter run, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var usage = new RequestCounter(run);
        using var activity = CanvasOperationsTelemetry.Source.StartActivity("canvas.sync.course");
        activity?.SetTag("canvas.course.id", courseId);
        var report = await SyncAsync(courseId, request, sources, usage, tell, cancellationToken).ConfigureAwait(false);
        report = report with { Duration = time.GetElapsedTime(started), Requests = usage.Requests };
        CourseTelemetry.Record(report, activity);
        tell(new CourseSyncEnded(time.GetUtcNow(), report));
        return report;
    }

    private async Task<CourseSyncReport> SyncAsync(
        long courseId, SyncRequest request, RunSources sources, RequestCounter counter, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        CourseLease? claim = null;
        try
        {
            (claim, var holder) = await leases.ClaimAsync(courseId, cancellationToken).ConfigureAwait(false);
            if (claim is null)
            {
                return new CourseSyncReport { CourseId = courseId, Outcome = CourseSyncOutcome.AlreadyRunning, HeldBy = holder };
            }

            tell(new CourseSyncStarted(time.GetUtcNow(), courseId));
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await SyncClaimedAsync(claim, request, sources, counter, tell, cancellationToken).ConfigureAwait(false);
                }
                catch (PersonErasedException meanwhile) when (attempt < ErasedPeople.MaxFetches)
                {
                    // A person who is erased meanwhile must not come back with what was fetched before.
                    leases.Note(meanwhile.Erased);
                    claim = claim with { Erased = meanwhile.Erased };
                }
            }
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
        catch (CanvasConfigurationException error)
        {
            await ReleaseAsync(claim, error.GetType().Name).ConfigureAwait(false);
            throw;
        }
        catch (Exception error)
        {
            logger.CourseFailed(courseId, SafeText.Describe(error));
            await ReleaseAsync(claim, error.GetType().Name).ConfigureAwait(false);
            return new CourseSyncReport { CourseId = courseId, Outcome = CourseSyncOutcome.Failed, Failure = SyncFailure.From(error) };
        }
    }

    private async Task<CourseSyncReport> SyncClaimedAsync(
        CourseLease lease, SyncRequest request, RunSources sources, RequestCounter counter, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        RecordAge.Check($"course {lease.CourseId}", lease, client, Options.WatermarkOverlap);
        var clock = lease.Since;
        var profile = request.Profile ?? Options.Profile;
        var listed = sources.Take(lease);
        var shared = sources.AreShared ? sources : null;
        var moments = lease.Moments;
        var owesSnapshot = moments.OweSnapshot;
        var strategy = request.Strategy == SyncStrategy.Incremental && NeedsFullPass(lease, moments, profile, listed, clock) ? SyncStrategy.Full : request.Strategy;
        var plan = strategy == SyncStrategy.Incremental
            ? new FetchPlan(profile, lease.Watermark, InferAbsence: true, moments.Due(profile, last => RecurringWork.IsDue(lease.CourseId, last, clock, Options.StaticInterval)))
            : new FetchPlan(profile, Since: null, InferAbsence: strategy != SyncStrategy.Conservative);
        var people = new WithoutErasedPeople(client, lease.Erased);
        var fetch = new CourseFetch(people, transformers);
        var data = new CourseData(lease.CourseId, counter, Options.MemoryRows, time);
        await using (data.ConfigureAwait(false))
        {
            await data.LimitToHostAsync(contexts, cancellationToken).ConfigureAwait(false);
            data.MarkPartial(client as IPartialListings);
            IDisposable? place = null;
            try
            {
                var renewer = new LeaseRenewer(leases, lease, Options.LeaseDuration, time, cancellationToken);
                await using (renewer.ConfigureAwait(false))
                {
                    await renewer.GuardAsync(async token =>
                    {
                        await fetch.FetchAsync(data, plan, listed, shared, Fetched, token).ConfigureAwait(false);
                        if (strategy == SyncStrategy.Incremental && !data.IsRestricted)
                        {
                            await FollowUpAsync(fetch, data, plan, moments.Open, shared, Fetched, token).ConfigureAwait(false);
                        }

                        await storedTables.FindAsync(data, token).ConfigureAwait(false);
                        await absence.ConfirmAsync(fetch, data, plan, Fetched, token).ConfigureAwait(false);
                        place = await sharedRows.EnterAsync(data, token).ConfigureAwait(false);
                    }).ConfigureAwait(false);
                }

                tell(new CourseSyncWriting(time.GetUtcNow(), lease.CourseId, data.Count));
                var sawSubmissions = profile.Submissions && !data.IsRestricted && !data.Submissions.IsPartial;
                var isFull = strategy == SyncStrategy.Full && !data.All.Any(table => table.IsPartial);
                var read = data.ServerTime?.UtcDateTime ?? clock;
                var withRead = moments.WithRead(read);
                var progress = new LeaseProgress(
                    lease.Moment,
                    sawSubmissions ? UtcDateTimeConverter.ToMicroseconds(read - Options.WatermarkOverlap) : null,
                    isFull && sawSubmissions ? clock : null,
                    data.IsRestricted ? withRead : moments.With(data.Asked & ~data.PartialStatic, profile, isFull ? ConcludedCourses.Contain(data.Record!, clock) : null, sawSubmissions, clock));
                var session = await WriteAsync(lease, request, profile, data, progress, people, sharesRows: place is not null, owesSnapshot, sources.Companion, Report, cancellationToken).ConfigureAwait(false);
                return Report(session);
            }
            finally
            {
                place?.Dispose();
            }
        }

        CourseSyncReport Report(WriteSession session) =>
            CourseSync.Report(lease.CourseId, strategy, data, session) with { ErasedRecords = people.LeftOut, Requests = counter.Requests };

        void Fetched(string entity, int rows) => tell(new CourseRowsFetched(time.GetUtcNow(), lease.CourseId, entity, rows));
    }

    private bool NeedsFullPass(CourseLease lease, ListedMoments moments, SyncProfile profile, CourseRecord? listed, DateTime clock)
    {
        if (lease.LastSyncedAt is null || lease.FollowsWrongClock || (profile.Submissions && (lease.Watermark is null || moments.Open.NeedsFullPass)))
        {
            return true;
        }

        // A run leaves a concluded course alone until its next full pass is due.
        return listed is not null && Options.ConcludedInterval > TimeSpan.Zero && ConcludedCourses.Contain(listed, clock)
            ? !ConcludedCourses.CanWait(lease.CourseId, moments, profile, clock, Options.ConcludedInterval)
            : profile.Submissions && RecurringWork.IsDue(lease.CourseId, lease.LastFullSyncAt, clock, Options.FullPassInterval);
    }

    private async Task FollowUpAsync(CourseFetch fetch, CourseData data, FetchPlan plan, OpenWork left, RunSources? shared, Action<string, int> fetched, CancellationToken cancellationToken)
    {
        var questions = new OpenQuestions(contexts, time, data, plan, left);
        for (var round = 0; round < OpenQuestions.Rounds; round++)
        {
            var open = await questions.NextAsync(cancellationToken).ConfigureAwait(false);
            if (!open.IsNothing)
            {
                await fetch.FollowUpAsync(data, plan, open, shared, fetched, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task<WriteSession> WriteAsync(
        CourseLease lease, SyncRequest request, SyncProfile profile, CourseData data, LeaseProgress progress, WithoutErasedPeople people, bool sharesRows,
        bool owesSnapshot, ICourseCompanion? companion, Func<WriteSession, CourseSyncReport> report, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            lease,
            progress,
            people.Names,
            async database =>
            {
                if (companion is not null)
                {
                    await companion.BeginAsync(database, lease.CourseId, cancellationToken).ConfigureAwait(false);
                }

                var session = new WriteSession(database, writers.For(database), request, Options, lease.CourseId, lease.Moment, UtcDateTimeConverter.Now(time)) { SourceReadAt = RecordAge.ReadAt(client) };
                if (sharesRows)
                {
                    await session.HoldSharedRowsAsync(cancellationToken).ConfigureAwait(false);

                    // An erasure that was being written at the first check holds the same row.
                    await ErasedPeople.CheckAsync(database, lease, people.Names, cancellationToken).ConfigureAwait(false);
                }

                var lifecycle = new LifecycleRecorder(session, lease.LastFullSyncAt);
                await new CourseWrite(session, data, profile, lifecycle, lease).RunAsync(cancellationToken).ConfigureAwait(false);
                if ((owesSnapshot && !data.IsRestricted) || session.HasOwnChanges)
                {
                    await SnapshotRecorder.RecordAsync(session, grading.Value.PassingScore, cancellationToken).ConfigureAwait(false);
                }

                if (companion is not null)
                {
                    await companion.EndAsync(database, report(session), cancellationToken).ConfigureAwait(false);
                }

                return session;
            },
            cancellationToken);

    private async Task ReleaseAsync(CourseLease? lease, string? error)
    {
        if (lease is null)
        {
            return;
        }

        try
        {
            await leases.ReleaseAsync(lease, error, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseRetry.IsDatabaseFailure(failure))
        {
            // The lease runs out by itself.
            logger.ReleaseFailed(lease.CourseId, SafeText.KindOf(failure));
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
        UnknownFields = data.All.SelectMany(collection => collection.UnknownFields.Select(pair => (Key: $"{collection.Entity}.{pair.Key}", pair.Value))).ToDictionary(pair => pair.Key, pair => pair.Value),
        Conflicts = session.Conflicts,
        Skipped = new SortedDictionary<string, string>(data.Skipped, StringComparer.Ordinal),
        TookFrom = session.TookFrom,
        NewerRows = session.NewerRows,
    };
}
