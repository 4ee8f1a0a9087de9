using System.Buffers;

namespace CanvasData.Operations.Rest;

/// <summary>A body in a rented buffer, read within a size and a time.</summary>
internal sealed class PageBody : IDisposable
{
    private const int FirstBuffer = 64 * 1024;
    private const int LargestFirstBuffer = 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private PageBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether the body was longer than allowed; then this is its beginning.</summary>
    public bool IsTooLong { get; private set; }

    public static async Task<PageBody> ReadAsync(HttpContent content, int limit, PageClock clock)
    {
        // One byte more than the announced length lets the end be seen without growing.
        var body = new PageBody((int)Math.Min(LargestFirstBuffer, content.Headers.ContentLength + 1 ?? FirstBuffer));
        try
        {
            var stream = await content.ReadAsStreamAsync(clock.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await body.FillAsync(stream, limit, clock).ConfigureAwait(false);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private async Task FillAsync(Stream stream, int limit, PageClock clock)
    {
        while (true)
        {
            clock.ExpectNextPiece();
            var read = await stream.ReadAsync(_buffer.AsMemory(_length), clock.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > limit)
            {
                IsTooLong = true;
                return;
            }

            if (_length == _buffer.Length)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
