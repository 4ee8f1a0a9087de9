using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.AspNetCore;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the web API into a host.</summary>
public static class CanvasApiEndpointExtensions
{
    /// <summary>
    /// Maps the endpoints of the web API: queries, gradebook, grades, analytics, metadata, lifecycle, history and syncs, each in the scope of
    /// the caller. Every endpoint has an authorization policy and answers 401 or 403, never by a redirect.
    /// </summary>
    /// <param name="routes">The host's routes.</param>
    /// <param name="prefix">The path before all endpoints, for example <c>/canvas</c>.</param>
    /// <returns>The conventions of all endpoints, for example for rate limiting.</returns>
    /// <exception cref="CanvasConfigurationException">
    /// <c>AddWebApi</c> was not called, or its options do not say who may use the API, or name a policy that the host does not have.
    /// </exception>
    public static IEndpointConventionBuilder MapCanvasOperations(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string prefix)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(prefix);
        var options = routes.ServiceProvider.GetRequiredService<IOptions<CanvasApiOptions>>().Value;
        options.Check();
        CheckPolicies(routes.ServiceProvider, options);
        var group = routes.MapGroup(prefix);
        QueryEndpoints.Map(Of(CanvasApiArea.Queries));
        StudentEndpoints.Map(Of(CanvasApiArea.Queries));
        GradebookEndpoints.Map(Of(CanvasApiArea.Gradebook));
        WhatIfEndpoints.Map(Of(CanvasApiArea.WhatIf));
        AnalyticsEndpoints.Map(Of(CanvasApiArea.Analytics));
        NoteEndpoints.Map(Of(CanvasApiArea.Metadata));
        TagEndpoints.Map(Of(CanvasApiArea.Metadata));
        LifecycleEndpoints.Map(Of(CanvasApiArea.Lifecycle));
        HistoryEndpoints.Map(Of(CanvasApiArea.History));
        SyncEndpoints.Map(Of(CanvasApiArea.Sync));
        HealthEndpoints.Map(Of(CanvasApiArea.Health));
        return group;

        ApiGroup Of(CanvasApiArea area) => new(group, area, options.PolicyOf(area));
    }

    // A provider of the host's own finds policies in its own way, and when they are needed.
    private static void CheckPolicies(IServiceProvider services, CanvasApiOptions options)
    {
        if (services.GetService<IAuthorizationPolicyProvider>() is { } provider && provider.GetType() != typeof(DefaultAuthorizationPolicyProvider))
        {
            return;
        }

        var known = services.GetService<IOptions<AuthorizationOptions>>()?.Value;
        foreach (var policy in options.AreaPolicies.Values.Prepend(options.Policy!))
        {
            if (known?.GetPolicy(policy) is null)
            {
                throw new CanvasConfigurationException(
                    $"The host has no authorization policy '{policy}', which the web API names.", $"Add it by services.AddAuthorizationBuilder().AddPolicy(\"{policy}\", …).");
            }
        }
    }
}
