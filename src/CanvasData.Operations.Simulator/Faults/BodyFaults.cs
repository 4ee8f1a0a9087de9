using System.IO.Compression;
using System.Text;
using CanvasData.Operations.Simulator.Api;

namespace CanvasData.Operations.Simulator.Faults;

/// <summary>Faults of the bytes: late, stalled, cut, or far too many.</summary>
internal static class BodyFaults
{
    private static readonly byte[] Chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"id\":1,\"padding\":\"................................................\"},", 1_000)));

    public static Fault Slow(TimeSpan delay)
    {
        CheckTime(delay, nameof(delay));
        return new Fault("slow", async context =>
        {
            await Task.Delay(delay, context.Clock, context.Request.Http.RequestAborted).ConfigureAwait(false);
            return null;
        });
    }

    public static Fault Stall(TimeSpan pause)
    {
        CheckTime(pause, nameof(pause));
        return new Fault("stall-body", after: (_, response) =>
        {
            response.Delivery = Delivery.Stalled;
            response.Stall = pause;
        });
    }

    public static Fault Cut(string name, Delivery delivery) => new(name, after: (_, response) => response.Delivery = delivery);

    public static Fault Huge(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return AnswerFaults.With("huge-body", _ => new ApiResponse { Stream = (stream, cancel) => WriteAsync(stream, bytes, cancel) });
    }

    public static Fault Bomb(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return AnswerFaults.With("gzip-bomb", _ =>
        {
            var response = new ApiResponse
            {
                Stream = async (stream, cancel) =>
                {
                    var gzip = new GZipStream(stream, CompressionLevel.Fastest);
                    await using (gzip.ConfigureAwait(false))
                    {
                        await WriteAsync(gzip, bytes, cancel).ConfigureAwait(false);
                    }
                },
            };
            response.Headers.Add(("Content-Encoding", "gzip"));
            return response;
        });
    }

    private static async Task WriteAsync(Stream stream, long bytes, CancellationToken cancel)
    {
        await stream.WriteAsync("["u8.ToArray(), cancel).ConfigureAwait(false);
        for (long written = 0; written < bytes; written += Chunk.Length)
        {
            await stream.WriteAsync(Chunk, cancel).ConfigureAwait(false);
        }

        await stream.WriteAsync("{}]"u8.ToArray(), cancel).ConfigureAwait(false);
    }

    private static void CheckTime(TimeSpan time, string name)
    {
        if (time < TimeSpan.Zero || time > TimeSpan.FromHours(1))
        {
            throw new ArgumentOutOfRangeException(name, time, "It must be between zero and an hour.");
        }
    }
}
