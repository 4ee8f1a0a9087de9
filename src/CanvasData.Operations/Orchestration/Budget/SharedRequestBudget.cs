using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// The share of this node in the requests to Canvas. Nodes divide the requests in flight by a table, once a second while they ask; a
/// request itself costs no statement. A node that cannot renew its share sends nothing once the share has expired.
/// </summary>
internal sealed class SharedRequestBudget(RequestShareStore store, IOptions<ClusterOptions> options, TimeProvider time, ILogger<SharedRequestBudget> logger) : IRequestBudget, IAsyncDisposable
{
    /// <summary>The points that Canvas holds for a request in flight.</summary>
    public const int HeldWhileInFlight = 50;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    // The bucket fills by itself: an older answer says nothing of it any more.
    private static readonly TimeSpan LevelHolds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortPeriod = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<IDisposable>> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _exchanges = Task.CompletedTask;
    private bool _isExchanging;
    private int _inFlight;
    private int _peak;
    private int _wanted;
    private RequestShare _share = RequestShare.None;
    private double? _level;
    private long _levelAt;
    private TimeSpan? _toClose;
    private long _closedSince;
    private TimeSpan _closedFor;

    public ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<IDisposable> turn;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (!_isExchanging)
            {
                _isExchanging = true;
                _exchanges = Task.Run(ExchangeAsync, CancellationToken.None);
            }

            _peak = Math.Max(_peak, _inFlight + _waiting.Count + 1);
            if (_waiting.Count == 0 && MayStart())
            {
                _inFlight++;
                return new(new Place(this));
            }

            turn = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        return WaitAsync(turn, cancellationToken);
    }

    public void Observe(double? remaining, double? cost)
    {
        lock (_lock)
        {
            // Canvas held the points of this node's requests when it answered.
            (_level, _levelAt) = (remaining + (HeldWhileInFlight * _inFlight), time.GetTimestamp());
        }
    }

    public void Close(TimeSpan duration)
    {
        lock (_lock)
        {
            _toClose = _toClose > duration ? _toClose : duration;
            CloseHere(duration);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task exchanges;
        lock (_lock)
        {
            _stop.Cancel();
            exchanges = _exchanges;
        }

        await exchanges.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async ValueTask<IDisposable> WaitAsync(TaskCompletionSource<IDisposable> turn, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await using (registration.ConfigureAwait(false))
        {
            return await turn.Task.ConfigureAwait(false);
        }
    }

    // A process that was stopped for a while must not use a share that others may have by now.
    private bool MayStart() => _inFlight < _share.Granted && IsShareValid() && !IsClosed();

    private bool IsShareValid() => _share.Granted > 0 && time.GetElapsedTime(_share.AskedAt) < options.Value.LeaseDuration;

    private bool IsClosed() => _closedFor > TimeSpan.Zero && time.GetElapsedTime(_closedSince) < _closedFor;

    private void CloseHere(TimeSpan duration)
    {
        if (!IsClosed() || _closedFor - time.GetElapsedTime(_closedSince) < duration)
        {
            (_closedSince, _closedFor) = (time.GetTimestamp(), duration);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (_waiting.Count > 0 && MayStart())
        {
            // Who canceled has left the queue without a place.
            _inFlight++;
            if (!_waiting.Dequeue().TrySetResult(new Place(this)))
            {
                _inFlight--;
            }
        }
    }

    // Runs while requests are sent, and for one more turn to give the share back.
    private async Task ExchangeAsync()
    {
        while (true)
        {
            var pause = Period;
            try
            {
                if (await ExchangeOnceAsync().ConfigureAwait(false))
                {
                    return;
                }

                pause = IsShort() ? ShortPeriod : Period;
            }
            catch (Exception error) when (DatabaseRetry.IsDatabaseFailure(error))
            {
                logger.ClusterWaits(SafeText.KindOf(error));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the requests that wait get it
            catch (Exception error)
#pragma warning restore CA1031
            {
                Refuse(error);
                return;
            }

            await Task.Delay(pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A database that is away comes back; tables that are not there do not.
    private void Refuse(Exception error)
    {
        lock (_lock)
        {
            _isExchanging = false;
            while (_waiting.TryDequeue(out var turn))
            {
                turn.TrySetException(error);
            }
        }
    }

    /// <returns>Whether nothing is left to do: the share was given back, and no request has come since.</returns>
    private async Task<bool> ExchangeOnceAsync()
    {
        RequestNeed need;
        lock (_lock)
        {
            while (_waiting.TryPeek(out var first) && first.Task.IsCompleted)
            {
                _waiting.Dequeue();
            }

            // Requests come in bursts: what was needed a moment ago will be needed again.
            _wanted = Math.Max(_peak, _wanted - 1);
            _peak = _inFlight + _waiting.Count;
            var level = time.GetElapsedTime(_levelAt) < LevelHolds ? _level : null;
            need = new RequestNeed(_inFlight, _wanted, IsShareValid() ? _share.Granted : 0, level, _toClose);
            _toClose = null;
        }

        var askedAt = time.GetTimestamp();
        RequestShare share;
        try
        {
            share = await store.ExchangeAsync(need, _stop.Token).ConfigureAwait(false) with { AskedAt = askedAt };
        }
        catch when (need.ToClose is not null)
        {
            lock (_lock)
            {
                _toClose = _toClose > need.ToClose ? _toClose : need.ToClose;
            }

            throw;
        }

        lock (_lock)
        {
            _share = share;
            if (share.ClosedFor > TimeSpan.Zero)
            {
                CloseHere(share.ClosedFor);
            }

            LetIn();
            _isExchanging = need.Wanted > 0 || _peak > 0;
            return !_isExchanging;
        }
    }

    private bool IsShort()
    {
        lock (_lock)
        {
            return _waiting.Count > 0;
        }
    }

    private sealed class Place(SharedRequestBudget budget) : IDisposable
    {
        private SharedRequestBudget? _budget = budget;

        public void Dispose() => Interlocked.Exchange(ref _budget, null)?.Leave();
    }
}
