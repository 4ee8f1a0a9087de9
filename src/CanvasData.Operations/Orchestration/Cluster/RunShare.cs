using System.Collections.Concurrent;
using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>What the courses of one run share on this node.</summary>
internal sealed class RunShare : IDisposable
{
    private readonly ConcurrentDictionary<long, KnownLease> _leases = new();
    private readonly CancellationTokenSource _stop;

    public RunShare(SyncRequest request, ICanvasClient client, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Request = request;
        Sources = new RunSources(client, Counter, cancellationToken) { Units = _leases, AreShared = request.CourseIds is not { Count: 1 } };
    }

    public SyncRequest Request { get; }

    public RequestCounter Counter { get; } = new();

    public RunSources Sources { get; }

    /// <summary>Ends the courses of the run on this node.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Keeps a course as it was listed, until its sync takes it.</summary>
    public void Keep(CanvasClusterCourse taken)
    {
        if (taken.Listed is { } json)
        {
            _leases[taken.CourseId] = new KnownLease(taken.LeaseVersion, null);
            Sources.Keep(taken.CourseId, ListedCourseJson.Read(json, taken.ListedAt));
        }
    }

    /// <summary>Forgets a course that has been synced.</summary>
    public void Forget(long courseId) => _leases.TryRemove(courseId, out _);

    /// <summary>Whether the run is stopped; false when only this node stops.</summary>
    public bool IsStopped { get; private set; }

    public void Stop()
    {
        IsStopped = true;
        _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();
}
