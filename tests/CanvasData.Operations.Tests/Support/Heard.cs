using System.Collections.Concurrent;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Tests.Support;

/// <summary>Keeps the events of a run in the order of telling, and may act on them at once.</summary>
internal sealed class Heard(Action<SyncEvent>? then = null) : IProgress<SyncEvent>
{
    private readonly ConcurrentQueue<SyncEvent> _events = new();

    public IReadOnlyList<SyncEvent> Events => [.. _events];

    public void Report(SyncEvent value)
    {
        _events.Enqueue(value);
        then?.Invoke(value);
    }
}
