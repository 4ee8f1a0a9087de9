using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A value as JSON that is not to be kept: the answer to a write, or a token.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The value.</param>
/// <param name="status">The status of the answer.</param>
/// <param name="location">Where the value can be read; null for nowhere.</param>
internal sealed class PlainJson<T>(T value, int status = StatusCodes.Status200OK, string? location = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        if (location is not null)
        {
            httpContext.Response.Headers.Location = location;
        }

        return JsonSerializer.SerializeAsync(httpContext.Response.Body, value, ApiJson.Options(httpContext).GetTypeInfo(typeof(T)), httpContext.RequestAborted);
    }
}
