using System.Collections.Concurrent;

namespace CanvasData.Operations.Simulator;

/// <summary>A request as it came.</summary>
/// <param name="Method">The verb.</param>
/// <param name="PathAndQuery">The path and query as sent. An <c>access_token</c> parameter is cut out.</param>
/// <param name="Status">The status answered; 0 when the connection was dropped without an answer.</param>
/// <param name="At">When it arrived, by the machine's clock.</param>
/// <param name="Took">How long it took until the answer was written.</param>
public sealed record LoggedRequest(string Method, string PathAndQuery, int Status, DateTimeOffset At, TimeSpan Took);

/// <summary>The requests that were answered, in the order of answering. The log grows until it is cleared.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<LoggedRequest> requests = new();

    /// <summary>How many.</summary>
    public int Count => requests.Count;

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<LoggedRequest> All => [.. requests];

    /// <summary>Forgets them.</summary>
    public void Clear() => requests.Clear();

    internal void Add(LoggedRequest request) => requests.Enqueue(request);
}
