using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// A large answer as JSON that is written in parts. One that fits the buffer is sent at once and has an entity tag. A larger one is sent
/// while the database sends, with flat memory and without a tag.
/// </summary>
/// <param name="write">Writes the document; it yields wherever what is written so far may be sent.</param>
internal sealed class StreamedJson(Func<Utf8JsonWriter, JsonSerializerOptions, CancellationToken, IAsyncEnumerable<bool>> write) : IResult
{
    private const int MaxBuffered = 4 * 1024 * 1024;
    private const int SentAtOnce = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellationToken = httpContext.RequestAborted;
        var buffer = new ArrayBufferWriter<byte>();
        var isStreaming = false;
        var json = new Utf8JsonWriter(buffer);
        await using (json.ConfigureAwait(false))
        {
            await foreach (var _ in write(json, ApiJson.Options(httpContext), cancellationToken).ConfigureAwait(false))
            {
                if (json.BytesPending + buffer.WrittenCount <= (isStreaming ? SentAtOnce : MaxBuffered))
                {
                    continue;
                }

                await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                if (!isStreaming)
                {
                    EntityTag.Describe(httpContext.Response);
                    isStreaming = true;
                }

                await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
                buffer.ResetWrittenCount();
            }
        }

        await (isStreaming
            ? httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, cancellationToken).AsTask()
            : EntityTag.SendAsync(httpContext, buffer.WrittenMemory, EntityTag.Of(buffer.WrittenSpan))).ConfigureAwait(false);
    }
}
