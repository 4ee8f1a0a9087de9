using System.IO.Compression;
using System.Text;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class LimitShould
{
    private const int Limit = 100_000;

    [Fact]
    public async Task StopABodyThatAnnouncesTooMuch()
    {
        await using var server = new RawServer(_ => RawReply.Bytes(
            RawReply.Head("200 OK", "Content-Type: application/json", "Content-Length: 9000000000"), closes: false));

        await RefusedAsync(server, "*over the limit of 100000 bytes*MaxPageBytes*");
    }

    [Fact]
    public async Task StopABodyWithoutEnd()
    {
        var piece = (TimeSpan.Zero, Encoding.ASCII.GetBytes(new string(' ', 10_000)));
        await using var server = new RawServer(_ => new RawReply(
            Enumerable.Repeat(piece, int.MaxValue).Prepend((TimeSpan.Zero, RawReply.Head("200 OK", "Content-Type: application/json"))), closes: true));

        await RefusedAsync(server, "*over the limit of 100000 bytes*MaxPageBytes*");
    }

    [Fact]
    public async Task CountTheUnpackedBytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 1000; i++)
            {
                gzip.Write(new byte[100_000]);
            }
        }

        packed.Length.Should().BeLessThan(Limit, "only unpacking makes it too long");
        await using var server = new RawServer(_ => RawReply.Bytes(
            [.. RawReply.Head("200 OK", "Content-Type: application/json", "Content-Encoding: gzip", $"Content-Length: {packed.Length}"), .. packed.ToArray()],
            closes: true));

        await RefusedAsync(server, "*over the limit of 100000 bytes*MaxPageBytes*");
    }

    [Fact]
    public async Task LetABodyOfExactlyTheLimitPass()
    {
        var body = "[{\"id\":1}]".PadRight(Limit);
        await using var server = new RawServer(request => RawReply.Json(request.Number == 1 ? body : body + " "));
        await using var client = new TestClient(server.Address, configure: options => options.MaxPageBytes = Limit);

        (await client.SectionsAsync()).Should().HaveCount(1);
        await RefusedAsync(server, "*over the limit*");
    }

    [Fact]
    public async Task NotReadAllOfAHugeRefusal()
    {
        var piece = (TimeSpan.Zero, Encoding.ASCII.GetBytes(new string('x', 10_000)));
        await using var server = new RawServer(_ => new RawReply(
            Enumerable.Repeat(piece, int.MaxValue).Prepend((TimeSpan.Zero, RawReply.Head("403 Forbidden", "Content-Type: text/html"))), closes: true));

        await RefusedAsync(server, "*something in front of Canvas*");
    }

    [Fact]
    public async Task StopHeadersThatAreTooLong()
    {
        await using var server = new RawServer(_ => RawReply.Json("[]", $"Link: <{new string('x', 70_000)}>; rel=\"next\""));

        await RefusedAsync(server, "*headers are over the limit of 64 KB*");
    }

    [Fact]
    public async Task StopAListThatHasMorePagesThanAllowed()
    {
        RawServer server = null!;
        await using var _ = server = new RawServer(request =>
            RawReply.Json("""[{"id":1}]""", $"Link: <{server.Address}page?page={request.Number}>; rel=\"next\""));
        await using var client = new TestClient(server.Address, configure: options => options.MaxPages = 5);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).WithMessage("*more than 5 pages*MaxPages*");
        server.Requests.Should().HaveCount(5);
    }

    private static async Task RefusedAsync(RawServer server, string message)
    {
        await using var client = new TestClient(server.Address, configure: options => options.MaxPageBytes = Limit);
        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).WithMessage(message);
        client.Usage.Requests.Should().Be(1);
    }
}
