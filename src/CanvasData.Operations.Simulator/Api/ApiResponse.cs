using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>How the bytes of an answer reach the client.</summary>
internal enum Delivery
{
    /// <summary>As they should.</summary>
    Whole,

    /// <summary>Half the body, a long pause, then the rest.</summary>
    Stalled,

    /// <summary>A Content-Length that promises more than comes.</summary>
    Truncated,

    /// <summary>No length, and the end of the connection as the end of a body that is cut.</summary>
    CutClosed,

    /// <summary>Nothing at all.</summary>
    Dropped,
}

/// <summary>An answer before it is sent, so that faults can bend it.</summary>
internal sealed class ApiResponse : IDisposable
{
    private const int LargestPooled = 1 << 20;

    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Pool = [];

    private ArrayBufferWriter<byte>? body;

    public int Status { get; set; } = 200;

    public string ContentType { get; set; } = "application/json; charset=utf-8";

    public PageLinks? Links { get; set; }

    public List<(string Name, string Value)> Headers { get; } = [];

    public Delivery Delivery { get; set; }

    public TimeSpan Stall { get; set; }

    /// <summary>Writes the body in place of the buffered one, for bodies too large to hold.</summary>
    public Func<Stream, CancellationToken, Task>? Stream { get; set; }

    public ReadOnlyMemory<byte> Body => body?.WrittenMemory ?? default;

    /// <summary>How many rows the answer holds; they cost.</summary>
    public int Rows { get; set; }

    public static ApiResponse Create(int status, string contentType, string text)
    {
        var response = new ApiResponse { Status = status, ContentType = contentType };
        response.Replace(Encoding.UTF8.GetBytes(text));
        return response;
    }

    public static ApiResponse Json(int status, string json) => Create(status, "application/json; charset=utf-8", json);

    public ArrayBufferWriter<byte> Buffer()
    {
        body ??= Pool.TryTake(out var pooled) ? pooled : new ArrayBufferWriter<byte>(128 * 1024);
        return body;
    }

    public void Replace(ReadOnlySpan<byte> bytes)
    {
        Buffer().ResetWrittenCount();
        body!.Write(bytes);
    }

    public void Dispose()
    {
        if (body is { Capacity: <= LargestPooled } returned)
        {
            returned.ResetWrittenCount();
            Pool.Add(returned);
        }

        body = null;
    }
}
