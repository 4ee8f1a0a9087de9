using System.Collections.Concurrent;
using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <summary>What the courses of one run share on this node.</summary>
internal sealed class RunShare : ICourseCompanion, IDisposable
{
    private readonly ConcurrentDictionary<long, KnownLease> _leases = new();
    private readonly ConcurrentDictionary<long, (CanvasClusterCourse Course, long Since)> _taken = new();
    private readonly ClusterCourseStore _store;
    private readonly SilentNodes _silent;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;

    public RunShare(SyncRequest request, ICanvasClient client, ClusterCourseStore store, SilentNodes silent, TimeProvider time, CancellationToken cancellationToken)
    {
        (_store, _silent, _time) = (store, silent, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Request = request;
        Sources = new RunSources(client, Counter, cancellationToken) { Units = _leases, AreShared = request.CourseIds is not { Count: 1 }, Companion = this };
    }

    public SyncRequest Request { get; }

    public RequestCounter Counter { get; } = new();

    public RunSources Sources { get; }

    /// <summary>Ends the courses of the run on this node.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Keeps a course as it was listed, until its sync takes it.</summary>
    public void Keep(CanvasClusterCourse taken)
    {
        _taken[taken.CourseId] = (taken, _time.GetTimestamp());
        if (taken.Listed is { } json)
        {
            _leases[taken.CourseId] = new KnownLease(taken.LeaseVersion, null);
            Sources.Keep(taken.CourseId, ListedCourseJson.Read(json, taken.ListedAt));
        }
    }

    /// <summary>Forgets a course that has been synced.</summary>
    public void Forget(long courseId)
    {
        _leases.TryRemove(courseId, out _);
        _taken.TryRemove(courseId, out _);
    }

    public Task BeginAsync(DbContext database, long courseId, CancellationToken cancellationToken) => _silent.NameAsync(database, courseId, cancellationToken);

    // In one transaction: a node that dies after the commit would otherwise have its work done a second time.
    public async Task EndAsync(DbContext database, CourseSyncReport report, CancellationToken cancellationToken)
    {
        var (course, since) = _taken[report.CourseId];
        if (!await _store.EndAsync(database, course, report with { Duration = _time.GetElapsedTime(since) }, cancellationToken).ConfigureAwait(false))
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Whether the run is stopped; false when only this node stops.</summary>
    public bool IsStopped { get; private set; }

    public void Stop()
    {
        IsStopped = true;
        _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();
}
