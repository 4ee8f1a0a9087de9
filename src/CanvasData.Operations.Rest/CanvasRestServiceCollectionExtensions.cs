using System.Net;
using CanvasData.Operations.Client;
using CanvasData.Operations.Rest;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Canvas REST client.</summary>
public static class CanvasRestServiceCollectionExtensions
{
    /// <summary>
    /// Makes the REST API of a Canvas the <see cref="ICanvasClient"/>, in place of any other. Calling it again adds
    /// to the options.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets at least the address and the token. Wrong options stop the host at its start.</param>
    /// <param name="configureHttp">
    /// Changes the HTTP client that carries the requests: adds handlers, a proxy, a client certificate. A handler sees tokens and personal
    /// data. The client repeats failed requests and follows redirects by itself, so a handler should do neither. Null for the default.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">One of the first two arguments is null.</exception>
    public static IServiceCollection AddCanvasRestClient(
        this IServiceCollection services, Action<CanvasRestOptions> configure, Action<IHttpClientBuilder>? configureHttp = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddLogging();
        services.AddOptions<CanvasRestOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CanvasRestOptions>, CanvasRestOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.Replace(ServiceDescriptor.Singleton<ICanvasClient, CanvasRestClient>());

        // The client logs by itself, and times out by itself: HttpClient's time-out ends with the headers.
        var http = services.AddHttpClient(CanvasTransport.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                // The runtime's traces repeat what a server put into malformed headers.
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                // A proxy would read the token of a plain http request.
                UseProxy = !provider.GetRequiredService<IOptions<CanvasRestOptions>>().Value.BaseAddress!.IsLoopback,
            });
        configureHttp?.Invoke(http);
        return services;
    }
}
