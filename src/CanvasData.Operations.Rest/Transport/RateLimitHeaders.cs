using System.Globalization;
using System.Net.Http.Headers;

namespace CanvasData.Operations.Rest;

/// <summary>What the headers of an answer say about the bucket of the token.</summary>
internal static class RateLimitHeaders
{
    public static (double? Remaining, double? Cost) Read(HttpResponseHeaders headers) => (Read(headers, "X-Rate-Limit-Remaining"), Read(headers, "X-Request-Cost"));

    private static double? Read(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? Math.Max(0, value)
            : null;
}
