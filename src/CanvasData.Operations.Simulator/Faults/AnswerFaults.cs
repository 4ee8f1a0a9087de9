using System.Globalization;
using CanvasData.Operations.Simulator.Api;

namespace CanvasData.Operations.Simulator.Faults;

/// <summary>Faults that answer in the school's place.</summary>
internal static class AnswerFaults
{
    private const string Elsewhere = "https://elsewhere.example";

    public static Fault With(string name, Func<ApiRequest, ApiResponse> answer) =>
        new(name, context => ValueTask.FromResult<ApiResponse?>(answer(context.Request)));

    public static Fault Throttled(string name, int status, TimeSpan? retryAfter) => With(name, _ =>
    {
        var response = ApiErrors.Throttled(status);
        response.Headers.Add(("X-Rate-Limit-Remaining", "0.0"));
        if (retryAfter is { } wait)
        {
            response.Headers.Add(("Retry-After", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)));
        }

        return response;
    });

    public static Fault ServerError() => With("error-500", _ => ApiResponse.Json(
        500, """{"errors":[{"message":"An error occurred.","error_code":"internal_server_error"}],"error_report_id":1234567}"""));

    public static Fault Gateway(int status, string reason) => With($"gateway-{status}", _ => ApiResponse.Create(
        status, ApiErrors.Html, $"<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n<center><h1>{status} {reason}</h1></center>\r\n</body>\r\n</html>\r\n"));

    public static Fault LoginPage() => With("html-200", _ => ApiResponse.Create(
        200, ApiErrors.Html, "<!DOCTYPE html><html><head><title>Log in to Canvas</title></head><body><form action=\"/login/canvas\" method=\"post\"></form></body></html>"));

    public static Fault Redirect(Uri? origin) => With("redirect", request =>
    {
        var response = ApiResponse.Create(302, ApiErrors.Html, "<html><body>You are being redirected.</body></html>");
        response.Headers.Add(("Location", Moved(request.Host + request.PathAndQuery, origin)));
        return response;
    });

    /// <summary>The same address on another origin.</summary>
    public static string Moved(string address, Uri? origin) =>
        (origin?.GetLeftPart(UriPartial.Authority) ?? Elsewhere) + new Uri(address).PathAndQuery;
}
