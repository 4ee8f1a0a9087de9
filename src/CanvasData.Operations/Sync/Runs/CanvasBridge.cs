using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <inheritdoc/>
internal sealed class CanvasBridge(
    ICanvasClient client,
    CourseSync courses,
    AccountSync accounts,
    MissingCourseMarker missing,
    SchemaGuard guard,
    SyncRuns runs,
    CourseLeases leases,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<CanvasBridge> logger) : ICanvasBridge
{
    private readonly CourseList _list = new(client);
    private readonly SyncConcurrencyLimiter _gate = new(options.Value.MaxConcurrentCourses);

    public Task<CourseSyncReport> SyncCourseAsync(long courseId, IProgress<SyncEvent>? progress, CancellationToken cancellationToken) =>
        SyncCourseAsync(courseId, new SyncRequest { Priority = SyncPriority.High }, progress, cancellationToken);

    public async Task<CourseSyncReport> SyncCourseAsync(long courseId, SyncRequest request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(courseId, 1);
        ArgumentNullException.ThrowIfNull(request);
        var report = await SyncAllCoursesAsync(request with { CourseIds = [courseId], Courses = null }, progress, cancellationToken).ConfigureAwait(false);
        return report.Courses[0];
    }

    public Task<SyncReport> SyncAllCoursesAsync(IProgress<SyncEvent>? progress, CancellationToken cancellationToken) =>
        SyncAllCoursesAsync(new SyncRequest(), progress, cancellationToken);

    public Task<SyncReport> SyncAllCoursesAsync(SyncRequest request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        return RunAsync(request, happened => progress?.Report(happened), cancellationToken);
    }

    public IAsyncEnumerable<SyncEvent> StreamSyncAsync(SyncRequest? request, CancellationToken cancellationToken)
    {
        request ??= new SyncRequest();
        request.Check();
        return StreamAsync(request, cancellationToken);
    }

    private async IAsyncEnumerable<SyncEvent> StreamAsync(SyncRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<SyncEvent>(new UnboundedChannelOptions { SingleReader = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = RunAndCloseAsync();
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return happened;
            }

            await run.ConfigureAwait(false);
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task RunAndCloseAsync()
        {
            try
            {
                await RunAsync(request, happened => events.Writer.TryWrite(happened), left.Token).ConfigureAwait(false);
            }
            finally
            {
                events.Writer.Complete();
            }
        }
    }

    private async Task<SyncReport> RunAsync(SyncRequest request, Action<SyncEvent> tell, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var timestamp = time.GetTimestamp();
        var usage = new RequestCounter();
        var databaseNow = await guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var run = SyncRuns.Begin(request, started, databaseNow);
        var reports = new ConcurrentDictionary<long, CourseSyncReport>();
        var state = new RunState();
        IReadOnlyList<long> ids = [];
        var missingCourses = 0;
        try
        {
            await runs.StartAsync(run, cancellationToken).ConfigureAwait(false);
            await using var signs = runs.ShowSigns(run).ConfigureAwait(false);
            var sources = new RunSources(client, usage, cancellationToken)
            {
                Units = request.CourseIds is null ? await leases.ReadAsync(cancellationToken).ConfigureAwait(false) : new Dictionary<long, KnownLease>(),
            };
            var listed = await ListAsync(request, sources, usage, cancellationToken).ConfigureAwait(false);
            ids = request.Due is { } chosen ? [.. listed.Where(chosen.Contains)] : listed;
            sources.AreShared = ids.Count > 1;
            run.Courses = ids.Count;
            logger.RunStarted(run.Id, ids.Count);
            if (request.CourseIds is null && await missing.CountWhenNoneIsListedAsync(listed, cancellationToken).ConfigureAwait(false) is > 0 and var stored)
            {
                logger.NoStoredCourseListed(stored);
            }

            if (request.CourseIds is null || request.WithAccounts)
            {
                state.Accounts = await accounts.RunAsync(request, usage, cancellationToken).ConfigureAwait(false);
            }

            tell(new SyncRunStarted(time.GetUtcNow(), run.Id, ids.Count));
            var due = LeaveConcluded(ids, request, sources, reports, tell);
            await SyncEachAsync(due, request, sources, usage, tell, reports, state, cancellationToken).ConfigureAwait(false);
            if (state.Failure is null && EmptiedCourses.Find([.. reports.Values]) is { Count: > 0 } emptied)
            {
                await SyncEachAsync(emptied, request, sources, usage, tell, reports, state, cancellationToken).ConfigureAwait(false);
            }

            if (request is { CourseIds: null, Courses: null, Strategy: not SyncStrategy.Conservative } && state.Failure is null)
            {
                missingCourses = await missing.MarkAsync(
                    listed, () => _list.ReadIdsAsync(request, usage, cancellationToken), id => _list.IsThereAsync(id, usage, cancellationToken), (client as IPartialListings)?.ReadAt, request, cancellationToken).ConfigureAwait(false);
            }

            if (listed.Count == 0 && missingCourses == 0 && request is { CourseIds: null, Courses: null })
            {
                throw CourseList.ListsNone();
            }
        }
        catch (Exception error) when ((error is CanvasOperationsException and not CanvasConfigurationException) || DatabaseRetry.IsDatabaseFailure(error))
        {
            state.Failure = SyncFailure.From(error);
        }
        catch (Exception error)
        {
            state.Failure = SyncFailure.From(error);
            await runs.EndAsync(run, Report(), canceled: cancellationToken.IsCancellationRequested).ConfigureAwait(false);
            throw;
        }

        var report = Report();
        await runs.EndAsync(run, report, canceled: false).ConfigureAwait(false);
        if (report.Failure is { } stopped)
        {
            logger.RunStopped(run.Id, stopped.Kind, stopped.Text);
        }

        logger.RunEnded(run.Id, report.Count(CourseSyncOutcome.Succeeded), report.FailedCourses.Count(), report.RowsWritten, report.Requests);
        tell(new SyncRunEnded(time.GetUtcNow(), report));
        return report;

        SyncReport Report() => new()
        {
            RunId = run.Id,
            StartedAt = started,
            Duration = time.GetElapsedTime(timestamp),
            Failure = state.Failure,
            Courses = [.. ids.Select(id => reports.GetValueOrDefault(id) ?? new CourseSyncReport { CourseId = id, Outcome = CourseSyncOutcome.Canceled })],
            Accounts = state.Accounts,
            Requests = usage.Requests,
            MissingCourses = missingCourses,
        };
    }

    private async Task SyncEachAsync(
        IReadOnlyList<long> ids, SyncRequest request, RunSources sources, RequestCounter counter, Action<SyncEvent> tell,
        ConcurrentDictionary<long, CourseSyncReport> reports, RunState state, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // All stand in the queue from the beginning, so that a place never goes to work of lower priority between two courses.
        var places = ids.Select(id => (Id: id, Entering: _gate.EnterAsync(request.Priority, stop.Token))).ToList();
        try
        {
            await Task.WhenAll(places.Select(place => Task.Run(() => SyncOneAsync(place.Id, place.Entering), CancellationToken.None))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        cancellationToken.ThrowIfCancellationRequested();

        async Task SyncOneAsync(long id, Task<IDisposable> entering)
        {
            using var place = await entering.ConfigureAwait(false);
            try
            {
                stop.Token.ThrowIfCancellationRequested();
                var report = await courses.RunAsync(id, request, sources, counter, tell, stop.Token).ConfigureAwait(false);
                reports[id] = report;
                if (report.Failure?.Kind == nameof(CanvasAuthenticationException))
                {
                    // Canvas refuses the token: a thousand more courses would only get the same answer.
                    state.Failure ??= report.Failure;
                    await stop.CancelAsync().ConfigureAwait(false);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <returns>The courses that are left: all but those that have ended and whose next full pass is not due.</returns>
    private IReadOnlyList<long> LeaveConcluded(
        IReadOnlyList<long> ids, SyncRequest request, RunSources sources, ConcurrentDictionary<long, CourseSyncReport> reports, Action<SyncEvent> tell)
    {
        var interval = options.Value.ConcludedInterval;
        if (request.Strategy != SyncStrategy.Incremental || interval == TimeSpan.Zero)
        {
            return ids;
        }

        var now = time.GetUtcNow();
        var due = new List<long>(ids.Count);
        foreach (var id in ids)
        {
            if (ConcludedCourses.Leave(id, sources.Find(id), sources.Units.GetValueOrDefault(id), request.Profile ?? options.Value.Profile, now, interval) is not { } left)
            {
                due.Add(id);
                continue;
            }

            reports[id] = left;
            tell(new CourseSyncEnded(now, left));
        }

        return due;
    }

    private async Task<IReadOnlyList<long>> ListAsync(SyncRequest request, RunSources sources, RequestCounter counter, CancellationToken cancellationToken)
    {
        if (request.CourseIds is not null)
        {
            return [.. request.CourseIds.Distinct()];
        }

        var ids = new HashSet<long>();
        await foreach (var (id, course) in _list.ReadAsync(request, counter, cancellationToken).ConfigureAwait(false))
        {
            ids.Add(id);
            if (course is not null)
            {
                sources.Keep(id, course);
            }
        }

        return [.. ids];
    }

    private sealed class RunState
    {
        public SyncFailure? Failure { get; set; }

        public AccountSyncReport? Accounts { get; set; }
    }
}
