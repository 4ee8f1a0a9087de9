using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Rest.Tests;

public sealed class AccessTokenShould
{
    private const string Expired = "expired-token";
    private const string Fresh = "fresh-token";

    [Fact]
    public async Task BeAskedForOnceMoreWhenCanvasRefusesIt()
    {
        await using var server = new RawServer(Refusing(Expired));
        var refused = new List<string?>();
        await using var client = Client(server, (request, _) =>
        {
            refused.Add(request.RefusedToken);
            return ValueTask.FromResult(request.RefusedToken is null ? Expired : Fresh);
        });

        (await client.SectionsAsync()).Should().ContainSingle();

        refused.Should().Equal(null, Expired);
        server.Requests.SelectMany(request => request.Headers["Authorization"]).Should().Equal($"Bearer {Expired}", $"Bearer {Fresh}");
    }

    [Fact]
    public async Task FailWhenTheProviderHasNoOtherAndNameTheProvider()
    {
        await using var server = new RawServer(Refusing(Expired));
        await using var client = Client(server, (_, _) => ValueTask.FromResult(Expired));

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasAuthenticationException>()).Which.Remedy.Should().Contain("AccessTokenProvider").And.NotContain(Expired);
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task FailWhenTheOtherIsRefusedToo()
    {
        await using var server = new RawServer(Refusing(Expired, Fresh));
        await using var client = Client(server, (request, _) => ValueTask.FromResult(request.RefusedToken is null ? Expired : Fresh));

        var reading = () => client.SectionsAsync();

        await reading.Should().ThrowAsync<CanvasAuthenticationException>();
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task DistinguishAFailingProviderFromAFailingCanvas()
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        await using var client = Client(server, (_, _) => throw new HttpRequestException("the identity server is down"));

        var reading = () => client.SectionsAsync();

        var thrown = (await reading.Should().ThrowAsync<CanvasAuthenticationException>()).Which;
        thrown.Message.Should().Contain("AccessTokenProvider failed with HttpRequestException").And.NotContain("identity server");
        thrown.InnerException.Should().BeOfType<HttpRequestException>();
        server.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer some-token")]
    [InlineData("broken\r\nX-Header: 1")]
    public async Task BeATokenAndNothingElse(string token)
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        await using var client = Client(server, (_, _) => ValueTask.FromResult(token));

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasAuthenticationException>()).WithMessage("*AccessTokenProvider gave*").Which.Message.Should().NotContain("some-token");
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ComeFromAServiceOfTheHost()
    {
        await using var server = new RawServer(_ => RawReply.Json("[]"));
        await using var client = new TestClient(
            server.Address,
            configure: options => options.AccessTokenProvider = (request, _) => ValueTask.FromResult(request.Services.GetRequiredService<TokenStore>().Token),
            more: services => services.AddSingleton(new TokenStore("stored-token")));

        await client.SectionsAsync();

        server.Requests.SelectMany(request => request.Headers["Authorization"]).Should().Equal("Bearer stored-token");
    }

    private static TestClient Client(RawServer server, Func<AccessTokenRequest, CancellationToken, ValueTask<string>> provider) =>
        new(server.Address, new HurriedTime(), options => (options.AccessToken, options.AccessTokenProvider) = (null, provider));

    private static Func<RawRequest, RawReply> Refusing(params string[] tokens) => request =>
        tokens.Any(token => request.Headers["Authorization"].Contains($"Bearer {token}"))
            ? RawReply.Of("401 Unauthorized", """{"errors":[{"message":"Invalid access token."}]}""", "Content-Type: application/json", "WWW-Authenticate: Bearer realm=\"canvas-lms\"")
            : RawReply.Json("""[{"id":1}]""");

    private sealed record TokenStore(string Token);
}
