using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// A value as JSON, with an entity tag of its bytes. A reader who has the same bytes gets 304. The tag is of the content and not of
/// the last sync, because due times pass and refreshes write without a sync.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class TaggedJson<T>(T value, string? tag = null) : IResult
{
    private const int TagLength = 16;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, options.GetTypeInfo(typeof(T)));
        var entityTag = tag ?? $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, TagLength))}\"";
        var response = httpContext.Response;
        response.Headers.ETag = entityTag;

        // Kept by the reader's browser only, and asked for again each time.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept, Authorization, Cookie";
        if (HttpMethods.IsGet(httpContext.Request.Method) && IsKnown(httpContext.Request, entityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    private static bool IsKnown(HttpRequest request, string entityTag) =>
        EntityTagHeaderValue.TryParse(entityTag, out var current) &&
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known) &&
        known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(current, useStrongComparison: false));
}
