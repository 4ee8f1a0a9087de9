using System.Text;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Answers by CSV where the request wants it.</summary>
internal static class CsvBody
{
    public const string MediaType = "text/csv";

    public static bool IsWanted(HttpRequest request, string? format) => format?.ToUpperInvariant() switch
    {
        "CSV" => true,
        "JSON" => false,
        null => MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && Quality(accepted, MediaType) > Quality(accepted, "application/json"),
        _ => throw new InvalidArgumentException("format", "the format is unknown.", "Give json or csv."),
    };

    /// <summary>Sends the text while it is written. One that fails on the way breaks the connection, so that no reader takes a part for the whole.</summary>
    public static async Task WriteAsync(HttpContext http, Func<TextWriter, CancellationToken, Task> write)
    {
        http.Response.ContentType = MediaType + "; charset=utf-8";
        http.Response.Headers.Vary = "Accept, Authorization, Cookie";
        http.Response.Headers.ContentDisposition = "attachment";
        var text = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16_384, leaveOpen: true);
        await write(text, http.RequestAborted).ConfigureAwait(false);
        await text.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    private static double Quality(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var known = new MediaTypeHeaderValue(type);
        return accepted.Where(range => known.IsSubsetOf(range) || range.MediaType == type).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
