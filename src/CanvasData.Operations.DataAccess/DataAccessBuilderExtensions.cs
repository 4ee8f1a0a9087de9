using CanvasData.Operations.DataAccess;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of Canvas Data 2.</summary>
public static class DataAccessBuilderExtensions
{
    /// <summary>Adds <see cref="IDataAccessSync"/>, which syncs from the Data Access Platform. The Canvas client stays as it is.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the address of Canvas, the API key and the folder. Wrong options stop the host at its start.</param>
    /// <param name="configureHttp">
    /// Changes the HTTP client that carries the requests: adds handlers or a proxy. A handler sees tokens and personal data. Null for the
    /// default.
    /// </param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseDataAccessPlatform(
        this CanvasOperationsBuilder builder, Action<DataAccessOptions> configure, Action<IHttpClientBuilder>? configureHttp = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddLogging();
        services.AddOptions<DataAccessOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DataAccessOptions>, DataAccessOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataAccessTransport>();
        services.TryAddSingleton<IDataAccessSync, DataAccessSync>();

        // The time-out of HttpClient ends with the headers; the transport watches the silence itself.
        var http = services.AddHttpClient(DataAccessTransport.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(30),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                UseProxy = !provider.GetRequiredService<IOptions<DataAccessOptions>>().Value.BaseAddress.IsLoopback,
            });
        configureHttp?.Invoke(http);
        return builder;
    }
}
