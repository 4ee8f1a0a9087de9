namespace CanvasData.Operations.DataAccess;

/// <summary>Spreads the starts of jobs: the platform accepts a few in a minute.</summary>
internal sealed class StartLimit(int perMinute, TimeProvider time)
{
    private readonly Queue<long> _starts = new();
    private readonly Lock _gate = new();

    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        while (Reserve() is { } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>How long to wait before asking again; null when the start may be made.</returns>
    private TimeSpan? Reserve()
    {
        lock (_gate)
        {
            while (_starts.TryPeek(out var first) && time.GetElapsedTime(first) >= TimeSpan.FromMinutes(1))
            {
                _starts.Dequeue();
            }

            if (_starts.Count < perMinute)
            {
                _starts.Enqueue(time.GetTimestamp());
                return null;
            }

            return TimeSpan.FromMinutes(1) - time.GetElapsedTime(_starts.Peek()) + TimeSpan.FromMilliseconds(1);
        }
    }
}
