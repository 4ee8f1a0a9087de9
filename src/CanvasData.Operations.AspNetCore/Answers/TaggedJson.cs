using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A value as JSON, with an entity tag.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The value.</param>
/// <param name="version">The version that a later write must name; null where there is none.</param>
/// <param name="status">The status of the answer.</param>
internal sealed class TaggedJson<T>(T value, int? version = null, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options(httpContext).GetTypeInfo(typeof(T)));
        httpContext.Response.StatusCode = status;
        return EntityTag.SendAsync(httpContext, body, version is { } number ? RowVersion.Tag(number) : EntityTag.Of(body));
    }
}
