using System.Net;
using System.Text;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>Explains a status outside 2xx; Canvas gives 401 and 403 several meanings each.</summary>
internal static class ErrorResponse
{
    /// <summary>As much of an error body as is looked at.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    private const int MaxFieldsNamed = 8;

    public static bool IsTransient(HttpStatusCode status) => (int)status >= 500 || status == HttpStatusCode.RequestTimeout;

    public static CanvasApiException Explain(PageRequest request, HttpResponseMessage response, ReadOnlySpan<byte> body, string tokenRemedy)
    {
        var status = (int)response.StatusCode;
        var text = Encoding.UTF8.GetString(body);
        var (reportId, fields) = ReadJson(text);
        var requestId = reportId ?? SafeId(response.Headers.TryGetValues("X-Request-Context-Id", out var ids) ? ids.First() : null);

        if (status == 429 || (status == 403 && text.Contains("Rate Limit Exceeded", StringComparison.OrdinalIgnoreCase)))
        {
            return new CanvasThrottledException(
                $"{request} was refused by Canvas's rate limit ({status}).",
                "Lower MaxConcurrentRequests, or sync at another time than other programs with the same token.")
            { Path = request.Path, StatusCode = status, RequestId = requestId };
        }

        if (IsTransient(response.StatusCode))
        {
            return CanvasErrors.Unavailable(request, $"was answered {status}", status: status, requestId: requestId);
        }

        if (status is 401 or 403 && text.Contains("Insufficient scopes", StringComparison.OrdinalIgnoreCase))
        {
            return new CanvasPermissionException(
                $"{request} was refused ({status}): the access token lacks the scope.",
                "Add the scope url:GET of this path to the developer key, and make a new token.")
            { Path = request.Path, StatusCode = status, RequestId = requestId };
        }

        if (status == 401 && response.Headers.WwwAuthenticate.Any(header => header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)))
        {
            return new CanvasAuthenticationException(
                $"{request} was refused (401): Canvas does not accept the access token.",
                tokenRemedy)
            { Path = request.Path, StatusCode = status, RequestId = requestId };
        }

        if (status == 403 && response.Content.Headers.ContentType?.MediaType is "text/html")
        {
            return CanvasErrors.Protocol(
                request,
                "was refused (403) by something in front of Canvas",
                "Set a UserAgent that names your program, and ask whether this machine's address is blocked.",
                status,
                requestId);
        }

        if (status is 401 or 403)
        {
            return new CanvasPermissionException(
                $"{request} was refused ({status}): the access token is good, but its user may not do this.",
                "Give the user the permission in Canvas, or use the token of someone who has it.")
            { Path = request.Path, StatusCode = status, RequestId = requestId };
        }

        if (status is 404 or 410)
        {
            return new CanvasNotFoundException(
                $"{request} found nothing ({status}).",
                "It was deleted, never existed, or is not visible to the user of the access token.")
            { Path = request.Path, StatusCode = status, RequestId = requestId };
        }

        return new CanvasApiException(
            $"{request} was answered {status}{(fields.Length == 0 ? "" : $", about the fields {fields}")}.",
            "Report it with the request id to Canvas support, or here when the request itself is at fault.")
        { Path = request.Path, StatusCode = status, RequestId = requestId };
    }

    private static (string? ReportId, string Fields) ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, "");
            }

            var report = root.TryGetProperty("error_report_id", out var id) ? SafeId(id.ToString()) : null;
            var fields = root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
                ? string.Join(", ", errors.EnumerateObject().Select(field => field.Name).Where(IsFieldName).Take(MaxFieldsNamed))
                : "";
            return (report, fields);
        }
        catch (JsonException)
        {
            return (null, "");
        }
    }

    private static bool IsFieldName(string name) =>
        name.Length is > 0 and <= 40 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '_' or '[' or ']');

    private static string? SafeId(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(character => char.IsAsciiHexDigit(character) || character == '-') ? id : null;
}
