using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.Client;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Rest;

/// <summary>
/// Lets requests go so that Canvas's rate limit is not reached: one bucket a token, shared by every call. The
/// figures are Canvas's defaults: a request in flight holds 50 points, 10 points a second flow back.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle is never taken holds nothing to release.")]
internal sealed class RequestPacer(int maxConcurrentRequests, TimeProvider time, ILogger logger, RequestTelemetry telemetry) : IRequestBudget
{
    private const double HeldWhileInFlight = 50;
    private const double MaxHeld = 200;
    private const double KeptInReserve = 100;
    private const double BackPerSecond = 10;

    private readonly SemaphoreSlim _slots = new(maxConcurrentRequests);
    private readonly Lock _lock = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double? _remaining;
    private double _heldPerRequest = HeldWhileInFlight;
    private int _startedSince;
    private DateTimeOffset _readAt;
    private DateTimeOffset _closedUntil;

    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!TryTakeTurn(out var delay, out var news))
            {
                logger.Paced(delay);
                await Task.WhenAny(Task.Delay(delay, time, cancellationToken), news).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch
        {
            _slots.Release();
            throw;
        }

        return new Slot(_slots);
    }

    public void Observe(double? remaining, double? cost)
    {
        lock (_lock)
        {
            // A server that does not limit this token sends nothing.
            _remaining = remaining;
            if (remaining is { } points)
            {
                telemetry.RateLimit(points);
            }

            _heldPerRequest = Math.Clamp(cost ?? 0, HeldWhileInFlight, MaxHeld);
            _readAt = time.GetUtcNow();
            _startedSince = 0;
            WakeWaiters();
        }
    }

    // After the time one request goes first, and the others wait for its answer.
    public void Close(TimeSpan duration)
    {
        lock (_lock)
        {
            var until = time.GetUtcNow() + duration;
            if (until > _closedUntil)
            {
                _closedUntil = until;
            }

            _remaining = KeptInReserve + _heldPerRequest;
            _readAt = _closedUntil;
            _startedSince = 0;
        }
    }

    private bool TryTakeTurn(out TimeSpan delay, out Task news)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            delay = _closedUntil - now;
            if (delay <= TimeSpan.Zero && _remaining is { } remaining)
            {
                var left = remaining + (BackPerSecond * (now - _readAt).TotalSeconds) - (_heldPerRequest * _startedSince);
                delay = TimeSpan.FromSeconds((KeptInReserve + _heldPerRequest - left) / BackPerSecond);
            }

            news = _news.Task;
            if (delay > TimeSpan.Zero)
            {
                // Timers count whole milliseconds.
                delay += TimeSpan.FromMilliseconds(1);
                return false;
            }

            _startedSince++;
            return true;
        }
    }

    private void WakeWaiters()
    {
        _news.TrySetResult();
        _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
