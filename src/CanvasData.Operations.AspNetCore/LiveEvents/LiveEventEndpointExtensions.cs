using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.AspNetCore;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint of Live Events into a host.</summary>
public static class LiveEventEndpointExtensions
{
    /// <summary>
    /// Maps the endpoint to which Canvas posts signed Live Events. It needs no sign-in: the signature says who sends. It answers 202 when the
    /// hint is stored, 204 for an event of no use, 208 for a repeated one, and 400, 401, 403, 413, 422 or 503 when it refuses.
    /// </summary>
    /// <param name="routes">The host's routes.</param>
    /// <param name="pattern">The path, for example <c>/canvas/events</c>.</param>
    /// <returns>The conventions of the endpoint, for example for rate limiting.</returns>
    /// <exception cref="CanvasConfigurationException"><c>UseLiveEvents</c> or <c>AddLiveEventEndpoint</c> was not called.</exception>
    public static IEndpointConventionBuilder MapCanvasLiveEvents(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(pattern);
        if (routes.ServiceProvider.GetService<ILiveEvents>() is null || routes.ServiceProvider.GetService<LiveEventEndpoint>() is not { } endpoint)
        {
            throw new CanvasConfigurationException(
                "The host does not receive Live Events, so that no endpoint was mapped.", "Call AddCanvasOperations().UseLiveEvents(…).AddLiveEventEndpoint().");
        }

        RequestDelegate receive = async http => await (await endpoint.ReceiveAsync(http).ConfigureAwait(false)).ExecuteAsync(http).ConfigureAwait(false);
        return routes.MapPost(pattern, receive).AllowAnonymous().ExcludeFromDescription();
    }
}
