using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Names the ways to sign in with each operation, as the host registered them: cookies and bearer tokens. Other handlers are the host's to
/// describe.
/// </summary>
internal sealed class OperationSecurity(IServiceProvider services) : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (context.Document is not { } document || !metadata.OfType<ApiEndpoint>().Any() ||
            services.GetService<IAuthenticationSchemeProvider>() is not { } schemes || services.GetService<IAuthorizationPolicyProvider>() is not { } policies)
        {
            return;
        }

        var policy = await AuthorizationPolicy.CombineAsync(policies, metadata.OfType<IAuthorizeData>()).ConfigureAwait(false);
        foreach (var scheme in await AcceptedAsync(schemes, policy?.AuthenticationSchemes ?? []).ConfigureAwait(false))
        {
            if (Describe(scheme) is { } description)
            {
                // A description of the host's own with this name stays.
                if (document.Components?.SecuritySchemes?.ContainsKey(scheme.Name) != true)
                {
                    document.AddComponent<IOpenApiSecurityScheme>(scheme.Name, description);
                }

                (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme.Name, document)] = [] });
            }
        }
    }

    private static async Task<IEnumerable<AuthenticationScheme>> AcceptedAsync(IAuthenticationSchemeProvider schemes, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            names = await schemes.GetDefaultAuthenticateSchemeAsync().ConfigureAwait(false) is { } usual ? [usual.Name] : [];
        }

        var all = await schemes.GetAllSchemesAsync().ConfigureAwait(false);
        var accepted = names.Select(name => all.FirstOrDefault(scheme => scheme.Name == name)).OfType<AuthenticationScheme>().ToList();

        // A policy scheme chooses by the request: any of the others may be meant.
        return accepted.Exists(scheme => scheme.HandlerType == typeof(PolicySchemeHandler)) ? all : accepted;
    }

    private OpenApiSecurityScheme? Describe(AuthenticationScheme scheme) =>
        scheme.HandlerType.IsAssignableTo(typeof(CookieAuthenticationHandler)) ? new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme.Name).Cookie.Name,
            Description = "The cookie of the sign-in. Writes need an antiforgery token too.",
        }
        : IsBearer(scheme.HandlerType) ? new() { Type = SecuritySchemeType.Http, Scheme = "bearer" }
        : null;

    // The handler of JSON Web Tokens is in a package of its own, and that of opaque tokens is not public.
    private static bool IsBearer(Type handler) =>
        handler.Name is "JwtBearerHandler" or "BearerTokenHandler" || (handler.BaseType is { } parent && IsBearer(parent));
}
