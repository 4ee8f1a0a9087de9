using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

/// <summary>Link headers as the second page of a listing meets them: <c>{o}</c> is the origin, <c>{h}</c> its host and port, <c>{p}</c> its port.</summary>
public sealed class LinkHeaderShould
{
    [Theory]
    // Canvas's own forms.
    [InlineData("<{o}/n?page=2&per_page=100>; rel=\"next\"")]
    [InlineData("<{o}/c?page=1>; rel=\"current\",<{o}/n?page=2>; rel=\"next\",<{o}/f?page=1>; rel=\"first\",<{o}/l?page=9>; rel=\"last\"")]
    [InlineData("<{o}/c>; rel=\"current\",<{o}/n?page=bookmark:WyJ4Iiwx==&per_page=100>; rel=\"next\",<{o}/f>; rel=\"first\"")]
    [InlineData("<{o}/n?page=bookmark%3AWyI%3D>; rel=\"next\"")]
    // White space and letter case.
    [InlineData("<{o}/n>;rel=\"next\"")]
    [InlineData("<{o}/n>  ;  rel  =  \"next\"")]
    [InlineData("<{o}/n>\t;\trel=\"next\"")]
    [InlineData("  <{o}/n>; rel=\"next\"  ")]
    [InlineData("<{o}/n>; REL=\"next\"")]
    [InlineData("<{o}/n>; Rel=\"NEXT\"")]
    [InlineData("< {o}/n >; rel=\"next\"")]
    [InlineData(",<{o}/n>; rel=\"next\"")]
    [InlineData(", ,<{o}/n>; rel=\"next\", ,")]
    [InlineData("<{o}/p>; rel=\"prev\" , <{o}/n>; rel=\"next\"")]
    // Unquoted and quoted relations, several in one.
    [InlineData("<{o}/n>; rel=next")]
    [InlineData("<{o}/n>; rel=next;")]
    [InlineData("<{o}/n>; rel=next,<{o}/l>; rel=last")]
    [InlineData("<{o}/n>; rel=\"next last\"")]
    [InlineData("<{o}/n>; rel=\"last next\"")]
    [InlineData("<{o}/n>; rel=\"  prev\tnext  \"")]
    [InlineData("<{o}/n>; rel=\"http://example.org/rel next\"")]
    // Other parameters.
    [InlineData("<{o}/n>; title=\"a, b; c\"; rel=\"next\"")]
    [InlineData("<{o}/n>; title=\"say \\\"next\\\"\"; rel=\"next\"")]
    [InlineData("<{o}/n>; title=\"back\\\\slash\"; rel=\"next\"")]
    [InlineData("<{o}/n>; title*=UTF-8''n%c3%a4chste; rel=\"next\"")]
    [InlineData("<{o}/n>; crossorigin; rel=\"next\"")]
    [InlineData("<{o}/n>; rel=\"next\"; crossorigin")]
    [InlineData("<{o}/n>; rel=\"next\"; rel=\"prev\"")]
    [InlineData("<{o}/n>; type=application/json; rel=next")]
    [InlineData("<{o}/l>; title=\"<{o}/wrong>; rel=next\"; rel=\"last\", <{o}/n>; rel=\"next\"")]
    [InlineData("<{o}/l>; title=\"a\\\",b\"; rel=\"last\", <{o}/n>; rel=\"next\"")]
    // Addresses with what breaks naive splitting.
    [InlineData("<{o}/n?ids=1,2,3>; rel=\"next\"")]
    [InlineData("<{o}/l?ids=1,2>; rel=\"last\",<{o}/n?ids=1,2;3>; rel=\"next\"")]
    [InlineData("<{o}/n?q=;rel=last>; rel=\"next\"")]
    [InlineData("<{o}/n?include[]=term&include[]=x>; rel=\"next\"")]
    [InlineData("<{o}/n?q=%3E%22>; rel=\"next\"")]
    [InlineData("<{o}/n?q=a\"b>; rel=\"next\"")]
    [InlineData("<{o}/n?x=http://other.example/>; rel=\"next\"")]
    [InlineData("<{o}/n#part>; rel=\"next\"")]
    // Relative addresses.
    [InlineData("</n?page=2>; rel=\"next\"")]
    [InlineData("<../../../../n>; rel=\"next\"")]
    [InlineData("<//{h}/n>; rel=\"next\"")]
    [InlineData("<HTTP://{h}/n>; rel=\"next\"")]
    [InlineData("<http://2130706433:{p}/n>; rel=\"next\"")]
    // The first of two counts.
    [InlineData("<{o}/n?a>; rel=\"next\", <{o}/other>; rel=\"next\"")]
    [InlineData("<{o}/n?a>; rel=\"next\", broken")]
    public async Task BeFollowedToTheNextPage(string header) => (await OutcomeOf(header)).Should().Be("/n");

    [Fact]
    public async Task BeFollowedWhenItsNameIsInAnyCaseAndItComesInSeveralLines()
    {
        (await OutcomeOf("<{o}/l>; rel=\"last\"\r\nLINK: <{o}/n>; rel=\"next\"")).Should().Be("/n");
        (await OutcomeOf("<{o}/l>; rel=\"last\"\r\nlink: <{o}/n>; rel=\"next\"")).Should().Be("/n");
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("<{o}/n>")]
    [InlineData("<{o}/n>; rel")]
    [InlineData("<{o}/n>; rel=")]
    [InlineData("<{o}/n>; rel=\"\"")]
    [InlineData("<{o}/n>; rel=\"last\"")]
    [InlineData("<{o}/n>; rel=\"prev first current last\"")]
    [InlineData("<{o}/n>; rel=\"nextpage\"")]
    [InlineData("<{o}/n>; rel=\"next-archive\"")]
    [InlineData("<{o}/n>; rev=\"next\"")]
    [InlineData("<{o}/n>; title=\"next\"; rel=\"last\"")]
    [InlineData("<{o}/n?rel=next>; rel=\"first\"")]
    [InlineData("<{o}/n>; rel=\"prev\"; rel=\"next\"")]
    [InlineData("<{o}/n>; title=\"; rel=next\"; rel=\"last\"")]
    public async Task EndAListingWhenItHoldsNoNext(string header) => (await OutcomeOf(header)).Should().Be("end");

    [Theory]
    [InlineData("{o}/n; rel=\"next\"")]
    [InlineData("<{o}/n; rel=\"next\"")]
    [InlineData("\"<{o}/n>\"; rel=\"next\"")]
    [InlineData("<{o}/n>; rel=\"next")]
    [InlineData("<{o}/l>; title=\"open, <{o}/n>; rel=next")]
    [InlineData("<{o}/l>; rel=\"last\" <{o}/n>; rel=\"next\"")]
    [InlineData("rel=\"next\"")]
    // Other origins, however they are written.
    [InlineData("<http://127.0.0.2:{p}/n>; rel=\"next\"")]
    [InlineData("<http://0127.0.0.1:{p}/n>; rel=\"next\"")]
    [InlineData("<http://127.0.0.1:1/n>; rel=\"next\"")]
    [InlineData("<http://127.0.0.1/n>; rel=\"next\"")]
    [InlineData("<https://{h}/n>; rel=\"next\"")]
    [InlineData("<http://localhost:{p}/n>; rel=\"next\"")]
    [InlineData("<//evil.example/n>; rel=\"next\"")]
    [InlineData("<http:\\\\evil.example\\n>; rel=\"next\"")]
    [InlineData("<\\\\evil.example\\n>; rel=\"next\"")]
    [InlineData("<http://{h}.evil.example/n>; rel=\"next\"")]
    [InlineData("<http://{h}@evil.example/n>; rel=\"next\"")]
    [InlineData("<http://user:secret@{h}/n>; rel=\"next\"")]
    [InlineData("<http://user@{h}/n>; rel=\"next\"")]
    [InlineData("<http://127.0.0.1:{p}:80/n>; rel=\"next\"")]
    [InlineData("<http://[::1]:{p}/n>; rel=\"next\"")]
    [InlineData("<ftp://{h}/n>; rel=\"next\"")]
    [InlineData("<file:///etc/passwd>; rel=\"next\"")]
    [InlineData("<javascript:alert(1)>; rel=\"next\"")]
    [InlineData("<data:application/json,[]>; rel=\"next\"")]
    [InlineData("<http://>; rel=\"next\"")]
    [InlineData("<>; rel=\"next\"")]
    public async Task BeRefusedRatherThanGuessedOrFollowedElsewhere(string header) => (await OutcomeOf(header)).Should().Be("refused");

    private static async Task<string> OutcomeOf(string header)
    {
        string? first = null;
        RawServer server = null!;
        await using var _ = server = new RawServer(request =>
        {
            first ??= header
                .Replace("{o}", server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                .Replace("{h}", server.Address.Authority, StringComparison.Ordinal)
                .Replace("{p}", $"{server.Address.Port}", StringComparison.Ordinal);
            return request.Path == "/n" ? RawReply.Json("[]") : RawReply.Json("""[{"id":1}]""", $"Link: {first}");
        });
        await using var client = new TestClient(server.Address);

        try
        {
            (await client.SectionsAsync()).Should().HaveCount(1);
        }
        catch (CanvasProtocolException)
        {
            server.Requests.Should().HaveCount(1);
            return "refused";
        }

        return server.Requests.Count == 1 ? "end" : server.Requests[1].Path;
    }
}
