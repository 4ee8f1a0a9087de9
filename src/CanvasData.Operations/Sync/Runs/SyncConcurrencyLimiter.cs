namespace CanvasData.Operations.Sync;

/// <summary>Lets so many courses in at once, those of high priority first, else in order of arrival.</summary>
internal sealed class SyncConcurrencyLimiter(int capacity)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (int, long)> _waiting = new();
    private int _free = capacity;
    private long _arrivals;

    /// <returns>Gives the place back when disposed.</returns>
    public async Task<IDisposable> EnterAsync(SyncPriority priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new Slot(this);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn, (-(int)priority, _arrivals++));
        }

        var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await using (registration.ConfigureAwait(false))
        {
            await turn.Task.ConfigureAwait(false);
            return new Slot(this);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var turn, out _))
            {
                // Who canceled has left the queue without a place.
                if (turn.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }

    private sealed class Slot(SyncConcurrencyLimiter gate) : IDisposable
    {
        private SyncConcurrencyLimiter? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
