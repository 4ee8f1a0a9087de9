using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Rest.Tests;

public sealed class OriginShould
{
    [Fact]
    public async Task KeepTheTokenFromTheServerThatALinkPointsTo()
    {
        await using var other = new RawServer(_ => RawReply.Json("[]"));
        await using var server = new RawServer(_ => RawReply.Json("""[{"id":1}]""", $"Link: <{other.Address}api/v1/courses>; rel=\"next\""));
        await using var client = new TestClient(server.Address);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).WithMessage("*was not followed*BaseAddress*");
        other.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task KeepTheTokenFromTheServerThatALinkInABodyPointsTo()
    {
        await using var other = new RawServer(_ => RawReply.Json("[]"));
        await using var server = new RawServer(_ => RawReply.Json($$$"""{"meta":{"pagination":{"next":"{{{other.Address}}}"}},"grading_periods":[]}"""));
        await using var client = new TestClient(server.Address);

        var reading = () => client.Canvas.ListGradingPeriodsAsync(1, client.Usage).ToListAsync().AsTask();

        await reading.Should().ThrowAsync<CanvasProtocolException>();
        other.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://canvas.example/api/v1/courses/1/sections?page=2")]
    [InlineData("http://canvas.example:443/api/v1/courses/1/sections?page=2")]
    [InlineData("HTTP://CANVAS.example/api/v1/courses/1/sections?page=2")]
    public async Task FollowALinkInTheClearByHttps(string link)
    {
        using var canvas = new LinkingHandler(link);
        await using var client = new TestClient(new Uri("https://canvas.example"), more: services =>
            services.AddHttpClient("CanvasData.Operations.Rest").ConfigurePrimaryHttpMessageHandler(() => canvas));

        (await client.SectionsAsync()).Should().HaveCount(2);

        canvas.Asked.Should().HaveCount(2).And.OnlyContain(address => address.Scheme == "https" && address.Port == 443);
        canvas.Asked[1].PathAndQuery.Should().Be("/api/v1/courses/1/sections?page=2");
    }

    [Theory]
    [InlineData("http://canvas.example:8080/api/v1/courses/1/sections?page=2")]
    [InlineData("http://other.example/api/v1/courses/1/sections?page=2")]
    [InlineData("http://me@canvas.example/api/v1/courses/1/sections?page=2")]
    [InlineData("http://canvas.example//other.example/sections")]
    [InlineData("ftp://canvas.example/api/v1/courses/1/sections?page=2")]
    public async Task RefuseALinkInTheClearThatIsMoreThanThat(string link)
    {
        using var canvas = new LinkingHandler(link);
        await using var client = new TestClient(new Uri("https://canvas.example"), more: services =>
            services.AddHttpClient("CanvasData.Operations.Rest").ConfigurePrimaryHttpMessageHandler(() => canvas));

        var reading = () => client.SectionsAsync();

        if (link.Contains("//other.example/sections", StringComparison.Ordinal))
        {
            await reading();
        }
        else
        {
            await reading.Should().ThrowAsync<CanvasProtocolException>();
        }

        canvas.Asked.Should().OnlyContain(address => address.Scheme == "https" && address.Host == "canvas.example");
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task KeepTheTokenFromTheServerThatARedirectPointsTo(string status)
    {
        await using var other = new RawServer(_ => RawReply.Json("[]"));
        await using var server = new RawServer(_ => RawReply.Of(status, "", $"Location: {other.Address}login"));
        await using var client = new TestClient(server.Address);

        var reading = () => client.SectionsAsync();

        await reading.Should().ThrowAsync<CanvasProtocolException>();
        other.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task FollowARedirectWithinCanvasAndLinksFromThere()
    {
        await using var server = new RawServer(request => request.Path switch
        {
            "/moved/list" => RawReply.Json("""[{"id":1}]""", "Link: <next>; rel=\"next\""),
            "/moved/next" => RawReply.Json("""[{"id":2}]"""),
            _ => RawReply.Of("302 Found", "", "Location: /moved/list"),
        });
        await using var client = new TestClient(server.Address);

        (await client.SectionsAsync()).Select(section => section.Id.Value).Should().Equal(1, 2);

        server.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Headers["Authorization"].Single() == $"Bearer {TestClient.Token}");
    }

    [Fact]
    public async Task NotFollowRedirectsInCircles()
    {
        await using var server = new RawServer(_ => RawReply.Of("302 Found", "", "Location: /around"));
        await using var client = new TestClient(server.Address);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).WithMessage("*redirected more than 3 times*");
        server.Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task RefuseARedirectToPlainHttp()
    {
        using var certificate = MakeCertificate();
        RawServer server = null!;
        await using var _ = server = new RawServer(
            _ => RawReply.Of("302 Found", "", $"Location: http://{server.Address.Authority}/next"), certificate);
        await using var trusting = new TestClient(server.Address, more: services => services.ConfigureAll<Microsoft.Extensions.Http.HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(builder =>
                ((SocketsHttpHandler)builder.PrimaryHandler).SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown))));

        var reading = () => trusting.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasProtocolException>()).WithMessage("*was not followed*");
        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task RefuseACertificateThatIsNotTrusted()
    {
        using var certificate = MakeCertificate();
        await using var server = new RawServer(_ => RawReply.Json("[]"), certificate);
        await using var client = new TestClient(server.Address, configure: options => options.MaxAttempts = 1);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasUnavailableException>()).WithMessage($"*{HttpRequestError.SecureConnectionError}*");
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task NotUseAnEnvironmentProxyForLoopback()
    {
        await using var proxy = new RawServer(_ => RawReply.Json("""[{"id":99}]"""));
        await using var server = new RawServer(_ => RawReply.Json("""[{"id":1}]"""));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address, BypassOnLocal: false);
        try
        {
            await using var client = new TestClient(server.Address);
            (await client.SectionsAsync()).Single().Id.Value.Should().Be(1);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        proxy.Requests.Should().BeEmpty();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=canvas.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A Canvas by https whose first page links to another one.</summary>
    private sealed class LinkingHandler(string link) : HttpMessageHandler
    {
        public List<Uri> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!);
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""[{"id":{{Asked.Count}}}]""", null, "application/json"), RequestMessage = request };
            if (Asked.Count == 1)
            {
                answer.Headers.Add("Link", $"<{link}>; rel=\"next\"");
            }

            return Task.FromResult(answer);
        }
    }
}
