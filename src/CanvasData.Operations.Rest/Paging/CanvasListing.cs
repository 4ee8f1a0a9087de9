using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.Rest;

/// <summary>
/// Walks a list along its next links. While the consumer handles one page, the next is on its way: its request goes out as soon as the
/// headers of this one have brought the link.
/// </summary>
internal sealed class CanvasListing(CanvasTransport transport, int maxPages)
{
    public async IAsyncEnumerable<T> ReadAsync<T>(
        Endpoint endpoint, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken, Action<T, DateTimeOffset?>? answered = null)
        where T : CanvasRecord, new()
    {
        var first = PageRequest.First(transport.Origin.Address, endpoint, counter);
        var seen = new HashSet<ulong> { Mark(first.Address) };
        PendingPage<T>? current = new(transport, first, endpoint.Wrapper, cancellationToken);
        PendingPage<T>? following = null;
        try
        {
            while (current is not null)
            {
                var announced = await current.Request.Announced.ConfigureAwait(false);
                following = Follow<T>(current.Request, announced, endpoint, seen, cancellationToken);
                var page = await current.Page.ConfigureAwait(false);
                if (page.Next != announced)
                {
                    // The body holds the link, or a second attempt got another one than the first.
                    await StopAsync(following).ConfigureAwait(false);
                    following = null;
                    following = Follow<T>(current.Request, page.Next, endpoint, seen, cancellationToken);
                }

                foreach (var row in page.Rows)
                {
                    answered?.Invoke(row, page.ServerTime);
                    yield return row;
                }

                await StopAsync(current).ConfigureAwait(false);
                (current, following) = (following, null);
            }
        }
        finally
        {
            await StopAsync(following).ConfigureAwait(false);
            await StopAsync(current).ConfigureAwait(false);
        }
    }

    private PendingPage<T>? Follow<T>(PageRequest from, Uri? link, Endpoint endpoint, HashSet<ulong> seen, CancellationToken cancellationToken)
        where T : CanvasRecord, new()
    {
        if (link is null)
        {
            return null;
        }

        if (!seen.Add(Mark(link)))
        {
            throw CanvasErrors.NotCanvas(from, "got a next link that was followed before");
        }

        return from.Number < maxPages
            ? new PendingPage<T>(transport, from.Following(link), endpoint.Wrapper, cancellationToken)
            : throw CanvasErrors.Protocol(from, $"has more than {maxPages} pages", "Raise MaxPages if the list really is that long.");
    }

    // Marks keep the memory of a long listing small.
    private static ulong Mark(Uri link) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(link.PathAndQuery.AsSpan()));

    private static ValueTask StopAsync<T>(PendingPage<T>? page) where T : CanvasRecord, new() => page?.DisposeAsync() ?? default;
}
