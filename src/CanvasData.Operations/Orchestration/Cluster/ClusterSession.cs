using System.Collections.Concurrent;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// One stay of this node at work. It looks for open runs, plans and ends them, and keeps as many courses in sync as the options allow.
/// </summary>
internal sealed class ClusterSession(
    ClusterRunStore runs, ClusterCourseStore store, RunPlanner planner, RunFinisher finisher, CourseTurn turns, SilentNodes silent, ICanvasClient client,
    IOptions<ClusterOptions> options, IOptions<SyncOptions> sync, TimeProvider time, ILogger<ClusterSession> logger) : IDisposable
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SignPeriod = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<(Guid Run, long Course), Task> _courses = new();
    private readonly ConcurrentDictionary<Guid, Task> _steps = new();
    private readonly Dictionary<Guid, RunShare> _shares = [];
    private readonly CancellationTokenSource _halt = new();
    private IReadOnlyList<OpenRun> _open = [];
    private (Guid Run, long Course)? _suspect;
    private CanvasConfigurationException? _ofOldPackage;
    private long _lookedAt;
    private long _signedAt;
    private long _listenedAt;

    /// <exception cref="CanvasConfigurationException">The package of this node is older than the tables; other nodes go on.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        var renewals = new Repetition(options.Value.LeaseDuration / 3, RenewAsync, time);
        try
        {
            while (!stopping.IsCancellationRequested && _ofOldPackage is null)
            {
                await AdvanceAsync(stopping).ConfigureAwait(false);
                await Task.WhenAny([.. _courses.Values, .. _steps.Values, Task.Delay(LookPeriod, time, stopping)]).ConfigureAwait(false);
            }
        }
        finally
        {
            await DrainAsync().ConfigureAwait(false);
            await renewals.DisposeAsync().ConfigureAwait(false);
            foreach (var share in _shares.Values)
            {
                share.Dispose();
            }
        }

        if (_ofOldPackage is { } error)
        {
            throw error;
        }
    }

    public void Dispose() => _halt.Dispose();

    private async Task AdvanceAsync(CancellationToken stopping)
    {
        try
        {
            if (_lookedAt == 0 || time.GetElapsedTime(_lookedAt) >= LookPeriod)
            {
                _open = await runs.ReadOpenAsync(stopping).ConfigureAwait(false);
                _lookedAt = time.GetTimestamp();
                LeaveEnded();
                StartSteps(stopping);
                await SignAsync(stopping).ConfigureAwait(false);
                await EndSilentAsync(stopping).ConfigureAwait(false);
            }

            await TakeAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception error) when (DatabaseRetry.IsDatabaseFailure(error))
        {
            logger.ClusterWaits(SafeText.KindOf(error));
            _open = [];
        }
    }

    // A run that is stopped on another node is stopped here too.
    private void LeaveEnded()
    {
        var open = _open.ToDictionary(run => run.Id);
        foreach (var (id, share) in _shares.ToList())
        {
            if (open.GetValueOrDefault(id) is { State: not ClusterStates.Stopping })
            {
                continue;
            }

            share.Stop();
            if (!_courses.Keys.Any(course => course.Run == id))
            {
                share.Dispose();
                _shares.Remove(id);
            }
        }
    }

    private void StartSteps(CancellationToken stopping)
    {
        foreach (var run in _open.Where(run => !run.IsClaimed && !_steps.ContainsKey(run.Id)))
        {
            if (run.State == ClusterStates.Stopping ? !run.IsHeld : run.IsPlanned && !run.IsOpen)
            {
                Start(run.Id, finisher.EndAsync);
            }
            else if (run is { State: ClusterStates.Open, IsPlanned: false })
            {
                Start(run.Id, planner.PlanAsync);
            }
        }

        void Start(Guid id, Func<RunClaim, CancellationToken, Task> step) => Keep(_steps, id, () => StepAsync(id, step, stopping));
    }

    private async Task StepAsync(Guid runId, Func<RunClaim, CancellationToken, Task> step, CancellationToken stopping)
    {
        RunClaim? claim = null;
        try
        {
            claim = await runs.ClaimAsync(runId, stopping).ConfigureAwait(false);
            if (claim is not null)
            {
                await step(claim, stopping).ConfigureAwait(false);
            }
        }
        catch (RunClaimLostException)
        {
        }
        catch (OperationCanceledException error) when (stopping.IsCancellationRequested)
        {
            logger.ClusterStepLeft(runId, SafeText.KindOf(error));
        }
        catch (Exception error) when (ClusterFailure.IsPassing(error))
        {
            // Until the claim expires the next node waits: it would meet the same failure.
            claim = null;
            logger.ClusterStepLeft(runId, SafeText.KindOf(error));
        }
        catch (CanvasConfigurationException error) when (error.IsOfOldPackage)
        {
            _ofOldPackage = error;
        }
#pragma warning disable CA1031 // whatever it is, the other runs must go on
        catch (Exception error)
#pragma warning restore CA1031
        {
            await runs.TryFailAsync(runId, error).ConfigureAwait(false);
        }
        finally
        {
            if (claim is not null)
            {
                await runs.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task TakeAsync(CancellationToken stopping)
    {
        if (_suspect is { } alone && _courses.ContainsKey(alone))
        {
            return;
        }

        foreach (var run in _open.Where(run => run is { State: ClusterStates.Open, IsOpen: true }))
        {
            var free = sync.Value.MaxConcurrentCourses - _courses.Count;
            if (free <= 0)
            {
                return;
            }

            // Before courses are taken: afterwards nothing may fail.
            if (!_shares.TryGetValue(run.Id, out var share))
            {
                var request = await runs.ReadRequestAsync(run.Id, stopping).ConfigureAwait(false);
                share = _shares[run.Id] = new RunShare(request, client, store, silent, time, _halt.Token);
            }

            List<long> own = [.. _courses.Keys.Where(course => course.Run == run.Id).Select(course => course.Course)];
            var taken = await store.TakeAsync(run.Id, free, own, stopping).ConfigureAwait(false);
            Start(run.Id, share, taken);
            if (taken.Count == 0 && await TakeSuspectAsync(run.Id, share, own, stopping).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    // A course that may end its node is synced by a node that has no other in hand, so that no other is suspected with it.
    private async Task<bool> TakeSuspectAsync(Guid runId, RunShare share, List<long> own, CancellationToken stopping)
    {
        if (!_courses.IsEmpty)
        {
            return await store.HasSuspectAsync(runId, own, stopping).ConfigureAwait(false);
        }

        var taken = await store.TakeSuspectAsync(runId, stopping).ConfigureAwait(false);
        _suspect = taken is [var suspect] ? (runId, suspect.CourseId) : null;
        Start(runId, share, taken);
        return taken.Count > 0;
    }

    private void Start(Guid runId, RunShare share, List<CanvasClusterCourse> taken)
    {
        foreach (var course in taken)
        {
            Keep(_courses, (runId, course.CourseId), () => turns.RunAsync(course, share));
        }
    }

    private async Task EndSilentAsync(CancellationToken stopping)
    {
        if (_open.Count > 0 && time.GetElapsedTime(_listenedAt) >= options.Value.LeaseDuration / 2)
        {
            if (await silent.EndTransactionsAsync([.. _open.Select(run => run.Id)], stopping).ConfigureAwait(false) is > 0 and var ended)
            {
                logger.SilentTransactionsEnded(ended);
            }

            _listenedAt = time.GetTimestamp();
        }
    }

    private async Task SignAsync(CancellationToken stopping)
    {
        if (_open.Count > 0 && (_signedAt == 0 || time.GetElapsedTime(_signedAt) >= SignPeriod))
        {
            await runs.SignAsync([.. _open.Select(run => run.Id)], stopping).ConfigureAwait(false);
            _signedAt = time.GetTimestamp();
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var run in _courses.Keys.GroupBy(course => course.Run, course => course.Course))
        {
            await store.RenewAsync(run.Key, [.. run], cancellationToken).ConfigureAwait(false);
        }

        if (_steps.Keys is { Count: > 0 } claimed)
        {
            await runs.RenewAsync([.. claimed], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DrainAsync()
    {
        var work = Task.WhenAll([.. _courses.Values, .. _steps.Values]);
        await Task.WhenAny(work, Task.Delay(options.Value.DrainTime, time, CancellationToken.None)).ConfigureAwait(false);
        await _halt.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Keep<TKey>(ConcurrentDictionary<TKey, Task> tasks, TKey key, Func<Task> work) where TKey : notnull
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? started = null;
        tasks[key] = started = Task.Run(async () =>
        {
            try
            {
                await begun.Task.ConfigureAwait(false);
                await work().ConfigureAwait(false);
            }
            finally
            {
                tasks.TryRemove(new KeyValuePair<TKey, Task>(key, started!));
            }
        });
        begun.SetResult();
    }
}
