using CanvasData.Operations.AspNetCore;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the endpoint of Live Events to a host.</summary>
public static class LiveEventBuilderExtensions
{
    /// <summary>
    /// Registers what the endpoint of Live Events needs: it checks the signature of each event. The endpoint comes with
    /// <see cref="AspNetCore.Builder.LiveEventEndpointExtensions.MapCanvasLiveEvents"/>. Call <c>UseLiveEvents</c> too.
    /// </summary>
    /// <param name="builder">The builder of <c>AddCanvasOperations()</c>.</param>
    /// <param name="configure">Changes settings; null for the defaults. Wrong options stop the host at its start.</param>
    /// <param name="configureHttp">Changes the HTTP client that reads the keys, for example adds a proxy. Null for the default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">The builder is that of a keyed instance.</exception>
    public static CanvasOperationsBuilder AddLiveEventEndpoint(
        this CanvasOperationsBuilder builder, Action<LiveEventEndpointOptions>? configure = null, Action<IHttpClientBuilder>? configureHttp = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.GetType().Assembly == typeof(CanvasOperationsBuilder).Assembly)
        {
            throw new CanvasConfigurationException(
                "AddLiveEventEndpoint was called for a keyed instance, but the endpoint serves the instance without a key.",
                "Call AddCanvasOperations().AddLiveEventEndpoint(…) without a key; receive the events of another Canvas in a host of its own, or by ILiveEvents.");
        }

        services.AddOptions<LiveEventEndpointOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveEventEndpointOptions>, LiveEventEndpointOptionsValidator>());
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<LiveEventEndpoint>();
        var http = services.AddHttpClient(SigningKeys.HttpClientName, client =>
            {
                client.Timeout = SigningKeys.Patience;
                client.MaxResponseContentBufferSize = SigningKeys.MaxBytes;
            })
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = !provider.GetRequiredService<IOptions<LiveEventEndpointOptions>>().Value.KeysAddress.IsLoopback,
            });
        configureHttp?.Invoke(http);
        return builder;
    }
}
