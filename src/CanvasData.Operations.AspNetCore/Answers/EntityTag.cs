using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// The entity tag of an answer, of its bytes. It is not the time of the last sync, because due times pass, and refreshes and notes write
/// without a sync.
/// </summary>
internal static class EntityTag
{
    private const int Length = 16;

    public static string Of(ReadOnlySpan<byte> body) => $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, Length))}\"";

    /// <summary>Sends a body with its tag, or 304 to a reader who has the same.</summary>
    public static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body, string tag)
    {
        var response = http.Response;
        response.Headers.ETag = tag;
        Describe(response);
        if (HttpMethods.IsGet(http.Request.Method) && IsKnown(http.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The headers of every answer with data: kept by the reader's browser only, and asked for again each time.</summary>
    public static void Describe(HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept, Authorization, Cookie";
    }

    private static bool IsKnown(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParse(tag, out var current) &&
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known) &&
        known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(current, useStrongComparison: false));
}
