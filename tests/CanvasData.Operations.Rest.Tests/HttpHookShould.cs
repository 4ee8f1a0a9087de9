using CanvasData.Operations.Client;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Rest.Tests;

public sealed class HttpHookShould
{
    [Fact]
    public async Task LetAHandlerOfTheHostSeeEachRequest()
    {
        await using var server = new RawServer(_ => RawReply.Json("""[{"id":1}]"""));
        await using var services = new ServiceCollection()
            .AddCanvasRestClient(
                options => (options.BaseAddress, options.AccessToken) = (server.Address, TestClient.Token),
                http => http.AddHttpMessageHandler(() => new Stamp()))
            .BuildServiceProvider();

        await services.GetRequiredService<ICanvasClient>().ListSectionsAsync(1, new RequestCounter()).ToListAsync();

        server.Requests.Should().ContainSingle().Which.Headers["X-Campus"].Should().Equal("north");
    }

    private sealed class Stamp : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Campus", "north");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
