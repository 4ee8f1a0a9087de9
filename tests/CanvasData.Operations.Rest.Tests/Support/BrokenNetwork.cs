using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>A network that fails as no server on loopback can: without a name, without a certificate.</summary>
internal sealed class BrokenNetwork(HttpRequestError error, int answersFirst = 0) : HttpMessageHandler
{
    private int _attempts;

    public int Attempts => _attempts;

    public void Register(IServiceCollection services) =>
        services.AddHttpClient("CanvasData.Operations.Rest").ConfigurePrimaryHttpMessageHandler(() => this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _attempts) > answersFirst)
        {
            throw new HttpRequestException(error);
        }

        var content = new StringContent("[]");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }
}
