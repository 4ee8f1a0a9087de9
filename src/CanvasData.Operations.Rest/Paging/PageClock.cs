namespace CanvasData.Operations.Rest;

/// <summary>
/// The time-outs of one attempt at a page. <see cref="HttpClient.Timeout"/> ends with the headers, and a body
/// can stall for ever after them.
/// </summary>
internal sealed class PageClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _stall;
    private readonly TimeSpan _page;
    private readonly long _start;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public PageClock(CanvasRestOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _stall = options.StallTimeout;
        _page = options.PageTimeout;
        _start = time.GetTimestamp();
        _timer = new CancellationTokenSource(_page, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timer.Token);
    }

    /// <summary>Cancelled by the caller, or when the time is over.</summary>
    public CancellationToken Token => _either.Token;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Expects the next piece of the body within the stall time.</summary>
    public void ExpectNextPiece()
    {
        var left = _page - Elapsed;
        _timer.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < _stall ? left : _stall);
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
