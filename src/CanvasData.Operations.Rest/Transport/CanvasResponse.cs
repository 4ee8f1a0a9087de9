using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>A successful answer with its whole body.</summary>
internal sealed class CanvasResponse(PageRequest request, CanvasOrigin origin, Uri address, Uri? next, DateTimeOffset? serverTime, PageBody body) : IDisposable
{
    /// <summary>The checked next link of the headers; null for none.</summary>
    public Uri? Next => next;

    public DateTimeOffset? ServerTime => serverTime;

    public ReadOnlySpan<byte> Body => body.Bytes.StartsWith("\uFEFF"u8) ? body.Bytes[3..] : body.Bytes;

    public void Dispose() => body.Dispose();

    /// <summary>Checks a next link that the body holds.</summary>
    public Uri Follow(string link) => origin.ResolveNext(request, address, link);

    /// <summary>The body ended before the JSON did. Bodies without a length end so when a connection breaks.</summary>
    public CanvasUnavailableException CutShort() => CanvasErrors.Unavailable(request, "got a body that was cut short");

    public CanvasProtocolException Unexpected(string what) => CanvasErrors.NotCanvas(request, what);
}
