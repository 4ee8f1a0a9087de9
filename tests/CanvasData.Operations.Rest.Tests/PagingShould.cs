using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class PagingShould
{
    [Fact]
    public async Task FollowNextLinksThroughShortAndEmptyPagesToTheEnd()
    {
        RawServer server = null!;
        await using var _ = server = new RawServer(request => request.Path switch
        {
            "/api/v1/courses/1/sections" => RawReply.Json("""[{"id":"1"},{"id":"2"}]""", Next(server, "/two?page=bookmark:WyJ4%2By8%3D+/=&include[]=term&per_page=100")),
            "/two" => RawReply.Json("[]", Next(server, "/three?page=3,4;5")),
            "/three" => RawReply.Json("""[{"id":3}]""", $"link: <{server.Address}last>; rel=\"last\""),
            _ => RawReply.Of("404 Not Found", ""),
        });
        await using var client = new TestClient(server.Address);

        var sections = await client.SectionsAsync();

        sections.Select(section => section.Id.Value).Should().Equal(1, 2, 3);
        server.Requests.Select(request => request.Target).Should().Equal(
            "/api/v1/courses/1/sections?per_page=100", "/two?page=bookmark:WyJ4%2By8%3D+/=&include[]=term&per_page=100", "/three?page=3,4;5");
        client.Usage.Requests.Should().Be(3);
    }

    [Theory]
    [InlineData("/api/v1/courses/1/sections?per_page=100")]
    [InlineData("/again")]
    public async Task StopWithAnErrorAtALinkThatRepeats(string link)
    {
        RawServer server = null!;
        await using var _ = server = new RawServer(_ => RawReply.Json("""[{"id":1}]""", Next(server, link)));
        await using var client = new TestClient(server.Address);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).WithMessage("*followed before*");
        server.Requests.Count.Should().BeLessThan(4);
    }

    private static string Next(RawServer server, string target) => $"Link: <{server.Address.GetLeftPart(UriPartial.Authority)}{target}>; rel=\"next\"";
}
