using CanvasData.Operations.Client;

namespace CanvasData.Operations.Rest;

/// <summary>A page on its way. Disposing it stops it and waits until nothing of it runs any more.</summary>
internal sealed class PendingPage<T> : IAsyncDisposable where T : CanvasRecord, new()
{
    private readonly CancellationTokenSource _stop;

    public PendingPage(CanvasTransport transport, PageRequest request, string? wrapper, CancellationToken cancellationToken)
    {
        Request = request;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Page = FetchAsync(transport, request, wrapper, _stop.Token);
    }

    public PageRequest Request { get; }

    public Task<ListPage<T>> Page { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await ((Task)Page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task<ListPage<T>> FetchAsync(CanvasTransport transport, PageRequest request, string? wrapper, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.GetAsync(request, answer => PageReader.ReadMany<T>(answer, wrapper), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // No link came: the wait for one ends, and the page itself says why.
            request.Announce(null);
        }
    }
}
