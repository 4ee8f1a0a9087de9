using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Rest;

/// <summary>
/// Lets requests go so that Canvas's rate limit is not reached: one bucket a token, shared by every call. The
/// figures are Canvas's defaults: a request in flight holds 50 points, 10 points a second flow back.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle is never taken holds nothing to release.")]
internal sealed class RequestPacer(int maxConcurrentRequests, TimeProvider time, ILogger logger, RequestTelemetry telemetry)
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

    /// <summary>Waits for a turn. Dispose the slot when the body has been read.</summary>
    public async ValueTask<Slot> EnterAsync(CancellationToken cancellationToken)
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

    /// <summary>Takes note of what an answer says about the bucket.</summary>
    public void Observe(HttpResponseHeaders headers)
    {
        lock (_lock)
        {
            // A server that does not limit this token sends nothing.
            _remaining = Read(headers, "X-Rate-Limit-Remaining");
            if (_remaining is { } remaining)
            {
                telemetry.RateLimit(remaining);
            }

            _heldPerRequest = Math.Clamp(Read(headers, "X-Request-Cost") ?? 0, HeldWhileInFlight, MaxHeld);
            _readAt = time.GetUtcNow();
            _startedSince = 0;
            WakeWaiters();
        }
    }

    /// <summary>Holds everyone back after a refusal; then one request goes first and the others wait for its answer.</summary>
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

    private static double? Read(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? Math.Max(0, value)
            : null;

    internal readonly struct Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
