using CanvasData.Operations.AspNetCore;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the web API to a host.</summary>
public static class CanvasApiBuilderExtensions
{
    /// <summary>
    /// Registers what the web API needs. The endpoints come with
    /// <see cref="AspNetCore.Builder.CanvasApiEndpointExtensions.MapCanvasOperations"/>. The types of the library get the JSON of the API in
    /// the whole host: names in camel case, ids and enumerations as texts. OpenAPI documents of the host (<c>AddOpenApi</c>) hold the API.
    /// </summary>
    /// <param name="builder">The builder of <c>AddCanvasOperations()</c>.</param>
    /// <param name="configure">Says who may use the API, and in which roles.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">The builder is that of a keyed instance.</exception>
    public static CanvasOperationsBuilder AddWebApi(this CanvasOperationsBuilder builder, Action<CanvasApiOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        if (services.GetType().Assembly == typeof(CanvasOperationsBuilder).Assembly)
        {
            throw new CanvasConfigurationException(
                "AddWebApi was called for a keyed instance, but the endpoints serve the instance without a key.", "Call AddCanvasOperations().AddWebApi(…) without a key; serve another Canvas from a host of its own.");
        }

        services.Configure(configure);
        services.AddAntiforgery();
        services.AddAuthorization();
        services.AddDataProtection();
        services.PostConfigure<JsonOptions>(options => ApiJson.Add(options.SerializerOptions));
        services.ConfigureAll<OpenApiOptions>(options => options.AddOperationTransformer<OperationDetails>().AddOperationTransformer<OperationSecurity>().AddSchemaTransformer<EnumSchemas>());
        services.TryAddSingleton<ApiCursors>();
        services.TryAddSingleton<CallerReader>();

        // The handler that the host has so far answers for the host's own endpoints.
        var hosts = services.LastOrDefault(service => service.ServiceType == typeof(IAuthorizationMiddlewareResultHandler));
        if (hosts?.ImplementationType != typeof(AuthorizationMiddlewareResultHandler) && hosts is not null)
        {
            services.AddSingleton<IAuthorizationMiddlewareResultHandler>(provider => new RefusalHandler((IAuthorizationMiddlewareResultHandler)(
                hosts.ImplementationInstance ?? hosts.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, hosts.ImplementationType!))));
        }
        else
        {
            services.Replace(ServiceDescriptor.Singleton<IAuthorizationMiddlewareResultHandler>(new RefusalHandler(new AuthorizationMiddlewareResultHandler())));
        }

        return builder;
    }
}
