using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The Link header that leads to the next page (RFC 8288), and the cursor in it.</summary>
internal static class PageLink
{
    private const string CursorParameter = "cursor";

    /// <summary>What a cursor of this list holds; null for the first page.</summary>
    /// <exception cref="InvalidArgumentException">The list did not give the cursor to this person.</exception>
    public static string? Open(HttpContext http, string? cursor) => cursor is null
        ? null
        : CursorsOf(http).Open(cursor, http, http.Features.Get<Caller>()!) ?? throw new InvalidArgumentException("cursor", "it is not of this list.", "Follow the Link header of the page before.");

    public static void Add(HttpContext http, string? next)
    {
        if (next is null)
        {
            return;
        }

        var request = http.Request;
        var query = request.Query.Where(pair => pair.Key != CursorParameter).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));
        var sealedNext = CursorsOf(http).Seal(next, http, http.Features.Get<Caller>()!);
        http.Response.Headers.Link = $"<{request.PathBase}{request.Path.ToUriComponent()}{new QueryBuilder(query) { { CursorParameter, sealedNext } }.ToQueryString()}>; rel=\"next\"";
    }

    private static ApiCursors CursorsOf(HttpContext http) => http.RequestServices.GetRequiredService<ApiCursors>();
}
