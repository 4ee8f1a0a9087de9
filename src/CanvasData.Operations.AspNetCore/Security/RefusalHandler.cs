using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Answers a refused request to the web API by 401 or 403 with problem details. A sign-in that would redirect to a page gives 401 too,
/// whatever its scheme.
/// </summary>
internal sealed class RefusalHandler(IAuthorizationMiddlewareResultHandler inner) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        await inner.HandleAsync(next, context, policy, authorizeResult).ConfigureAwait(false);
        if (authorizeResult.Succeeded || context.Response.HasStarted || context.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is null)
        {
            return;
        }

        var challenge = context.Response.Headers.WWWAuthenticate;
        context.Response.Clear();
        context.Response.Headers.WWWAuthenticate = challenge;
        await (authorizeResult.Challenged ? ApiProblems.SignInNeeded : ApiProblems.Forbidden).ExecuteAsync(context).ConfigureAwait(false);
    }
}
