using CanvasData.Operations.Rest;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the REST client.</summary>
public static class CanvasRestBuilderExtensions
{
    /// <summary>Reads Canvas over its REST API.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets at least the address and the token. Wrong options stop the host at its start.</param>
    /// <param name="configureHttp">
    /// Changes the HTTP client that carries the requests: adds handlers, a proxy, a client certificate. A handler sees tokens and personal
    /// data. The client repeats failed requests and follows redirects by itself, so a handler should do neither. Null for the default.
    /// </param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseRestClient(
        this CanvasOperationsBuilder builder, Action<CanvasRestOptions> configure, Action<IHttpClientBuilder>? configureHttp = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddCanvasRestClient(configure, configureHttp);
        return builder;
    }
}
