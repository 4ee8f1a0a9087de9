using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Stands around every endpoint: it finds the caller, refuses forged writes, and answers failures of the library by problem details.</summary>
internal static class RequestGuard
{
    public static RequestDelegate Around(RequestDelegate endpoint, ApiEndpoint facts) => async http =>
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            var (caller, problem) = await http.RequestServices.GetRequiredService<CallerReader>().ReadAsync(http, facts).ConfigureAwait(false);
            if (caller is null)
            {
                await problem!.ExecuteAsync(http).ConfigureAwait(false);
                return;
            }

            http.Features.Set(caller);
            if (facts.IsWrite && !HasBearerToken(http.Request))
            {
                await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http).ConfigureAwait(false);
            }

            if (facts.IsSigned && caller.Signature is null)
            {
                await ApiProblems.KeyNeeded.ExecuteAsync(http).ConfigureAwait(false);
                return;
            }

            await endpoint(http).ConfigureAwait(false);
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
            {
                // The framework refuses a route value or a body that it cannot read without a word.
                await ApiProblems.OfStatus(http.Response.StatusCode).ExecuteAsync(http).ConfigureAwait(false);
            }
        }
        catch (AntiforgeryValidationException) when (!http.Response.HasStarted)
        {
            await ApiProblems.TokenNeeded.ExecuteAsync(http).ConfigureAwait(false);
        }
        catch (Exception error) when (!http.Response.HasStarted && ApiProblems.For(error, http) is { } problem)
        {
            http.Response.Clear();
            http.Response.Headers.CacheControl = "no-store";
            await problem.ExecuteAsync(http).ConfigureAwait(false);
        }
    };

    // A browser sends cookies, passwords and tickets by itself, but never a bearer token: no other site can forge such a request.
    private static bool HasBearerToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
