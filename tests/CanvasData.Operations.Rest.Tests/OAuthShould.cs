using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Rest.Tests;

public sealed class OAuthShould
{
    private const string TokenPath = "/login/oauth2/token";
    private const string Secret = "secret+of/the&key";
    private const string Refresh = "refresh~of=the user";

    [Fact]
    public async Task GetATokenOnceForAllRequests()
    {
        await using var server = new RawServer(Canvas());
        await using var client = Client(server);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.SectionsAsync()));

        Renewals(server).Should().ContainSingle().Which.Body
            .Should().Be("grant_type=refresh_token&client_id=1000001&client_secret=secret%2Bof%2Fthe%26key&refresh_token=refresh~of%3Dthe+user");
        server.Requests.Where(request => request.Path != TokenPath).SelectMany(request => request.Headers["Authorization"]).Distinct().Should().Equal("Bearer token-1");
    }

    [Fact]
    public async Task RenewATokenBeforeItExpires()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(Canvas());
        await using var client = Client(server, time: time);

        foreach (var minutes in (int[])[0, 50, 6, 50, 6])
        {
            time.Advance(TimeSpan.FromMinutes(minutes));
            (await client.SectionsAsync()).Should().ContainSingle();
        }

        Tokens(server).Should().Equal("Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3");
    }

    [Fact]
    public async Task RenewATokenThatCanvasRefusesAndAskAgain()
    {
        await using var server = new RawServer(Canvas(refused: ["token-1"]));
        await using var client = Client(server);

        (await client.SectionsAsync()).Should().ContainSingle();
        (await client.SectionsAsync()).Should().ContainSingle();

        Tokens(server).Should().Equal("Bearer token-1", "Bearer token-2", "Bearer token-2");
        Renewals(server).Should().HaveCount(2);
    }

    [Fact]
    public async Task FailWhenTheRenewedTokenIsRefusedToo()
    {
        await using var server = new RawServer(Canvas(refused: ["token-1", "token-2", "token-3"]));
        await using var client = Client(server);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasAuthenticationException>()).Which.Remedy.Should().Contain("CanvasRestOptions.OAuth");
        Tokens(server).Should().HaveCount(2);
    }

    [Fact]
    public async Task GoOnWithTheRefreshTokenThatReplacesAnother()
    {
        await using var server = new RawServer(Canvas(refused: ["token-1"], more: ",\"refresh_token\":\"another\""));
        await using var client = Client(server);

        await client.SectionsAsync();

        Renewals(server).Select(request => request.Body.Split('=')[^1]).Should().Equal("refresh~of%3Dthe+user", "another");
    }

    [Theory]
    [InlineData("400 Bad Request", """{"error":"invalid_grant","error_description":"refresh~of=the user was revoked"}""")]
    [InlineData("401 Unauthorized", """{"error":"invalid_client"}""")]
    [InlineData("302 Found", "")]
    public async Task NameTheKeyWhenCanvasRefusesToRenew(string status, string body)
    {
        await using var server = new RawServer(request => request.Path == TokenPath ? RawReply.Of(status, body, "Content-Type: application/json", "Location: https://evil.example/") : RawReply.Json("[]"));
        await using var client = Client(server);

        var reading = () => client.SectionsAsync();

        var thrown = (await reading.Should().ThrowAsync<CanvasAuthenticationException>()).Which;
        thrown.Path.Should().Be(TokenPath);
        thrown.ToString().Should().NotContain(Secret).And.NotContain("the user was revoked");
        Renewals(server).Should().ContainSingle("a refusal does not change by asking again");
        Tokens(server).Should().BeEmpty();
    }

    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public async Task TryAgainWhenCanvasIsInTrouble(string status)
    {
        var troubled = true;
        await using var server = new RawServer(request =>
        {
            var reply = request.Path == TokenPath && troubled ? RawReply.Of(status, "") : Canvas()(request);
            troubled = false;
            return reply;
        });
        await using var client = Client(server);

        (await client.SectionsAsync()).Should().ContainSingle();

        Renewals(server).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("<html>log in</html>")]
    [InlineData("""{"access_token":null}""")]
    [InlineData("""{"access_token":"two words"}""")]
    public async Task RefuseAnAnswerWithoutAToken(string body)
    {
        await using var server = new RawServer(request => request.Path == TokenPath ? RawReply.Json(body) : RawReply.Json("[]"));
        await using var client = Client(server);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).Which.Message.Should().Contain("without an access token").And.NotContain("two words");
        Tokens(server).Should().BeEmpty();
    }

    [Fact]
    public async Task GiveUpOnAnAnswerThatDoesNotCome()
    {
        await using var server = new RawServer(request => request.Path == TokenPath ? RawReply.Stalled("HTTP/1.1 200 OK\r\n") : RawReply.Json("[]"));
        await using var client = Client(server, time: new HurriedTime(2000, patience: 5), more: options => options.MaxAttempts = 2);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasUnavailableException>()).Which.Message.Should().Contain(TokenPath);
        Renewals(server).Should().HaveCount(2);
    }

    [Fact]
    public async Task ShowNoSecret()
    {
        var options = new CanvasRestOptions { OAuth = new() { ClientId = "1000001", ClientSecret = Secret, RefreshToken = Refresh } };

        foreach (var text in (string[])[options.ToString(), options.OAuth.ToString(), System.Text.Json.JsonSerializer.Serialize(options)])
        {
            text.Should().NotContain("secret+of").And.NotContain("refresh~of").And.NotContain("\\u002Bof");
        }

        await using var server = new RawServer(Canvas(refused: ["token-1"]));
        await using var client = Client(server);
        await client.SectionsAsync();
        string.Join("\n", client.Log.Lines).Should().NotContain("token-1").And.NotContain("secret").And.NotContain("refresh");
    }

    private static TestClient Client(RawServer server, TimeProvider? time = null, Action<CanvasRestOptions>? more = null) =>
        new(server.Address, time ?? new HurriedTime(), options =>
        {
            options.AccessToken = null;
            options.OAuth = new() { ClientId = "1000001", ClientSecret = Secret, RefreshToken = Refresh };
            more?.Invoke(options);
        });

    private static IEnumerable<RawRequest> Renewals(RawServer server) => server.Requests.Where(request => request.Path == TokenPath);

    private static IEnumerable<string> Tokens(RawServer server) =>
        server.Requests.Where(request => request.Path != TokenPath).SelectMany(request => request.Headers["Authorization"]);

    private static Func<RawRequest, RawReply> Canvas(string[]? refused = null, string more = "")
    {
        var renewals = 0;
        return request =>
            request.Path == TokenPath
                ? RawReply.Json($$"""{"access_token":"token-{{Interlocked.Increment(ref renewals)}}","token_type":"Bearer","user":{"id":1,"name":"Invented"},"expires_in":3600{{more}}}""")
            : (refused ?? []).Any(token => request.Headers["Authorization"].Contains($"Bearer {token}"))
                ? RawReply.Of("401 Unauthorized", "{}", "Content-Type: application/json", "WWW-Authenticate: Bearer realm=\"canvas-lms\"")
                : RawReply.Json("""[{"id":1}]""");
    }
}
