namespace CanvasData.Operations.Client;

/// <summary>
/// Counts the requests to Canvas of one piece of work (a course, a run). Clients count into it; counts also go to the whole run. Safe for
/// concurrent use.
/// </summary>
public sealed class RequestCounter
{
    private readonly RequestCounter? _run;
    private long _requests;
    private long _retries;
    private long _throttled;

    /// <summary>Starts counting.</summary>
    /// <param name="run">The run that this is a part of; null when this is the run.</param>
    public RequestCounter(RequestCounter? run = null) => _run = run;

    /// <summary>The whole run; itself when this is the run. The retry budget is judged here.</summary>
    public RequestCounter Run => _run ?? this;

    /// <summary>The HTTP requests (or their like) sent, retries included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>The requests sent again after a failure; throttling not included.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>The requests that Canvas refused because of its rate limit.</summary>
    public long Throttled => Interlocked.Read(ref _throttled);

    /// <summary>Counts one request.</summary>
    public void CountRequest()
    {
        Interlocked.Increment(ref _requests);
        _run?.CountRequest();
    }

    /// <summary>Counts one request sent again.</summary>
    public void CountRetry()
    {
        Interlocked.Increment(ref _retries);
        _run?.CountRetry();
    }

    /// <summary>Counts one refusal by the rate limit.</summary>
    public void CountThrottled()
    {
        Interlocked.Increment(ref _throttled);
        _run?.CountThrottled();
    }
}
