using System.Net;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.DataAccess;

/// <summary>Turns refusals of the platform into exceptions. The type of the error decides, since its status differs between documents.</summary>
internal static class PlatformErrors
{
    /// <returns>The exception of a refusal that no repetition cures; null when the request may be sent again.</returns>
    public static CanvasApiException? Refusal(HttpStatusCode? status, PlatformError? error, string path) => (error?.Type, status) switch
    {
        ("AccountNotOnboarded" or "AccountDisabled" or "RequestTypeForbidden", _) => new CanvasPermissionException(
            $"The Data Access Platform refuses {path}: {error!.Type}.", "Ask Instructure whether the account has Canvas Data 2, and whether snapshots were taken too often.")
            { StatusCode = (int?)status, Path = path, RequestId = error.Uuid },
        ("AccountUnderMaintenance", _) => new CanvasUnavailableException($"The Data Access Platform is under maintenance at {path}.", "Run again later.")
            { StatusCode = (int?)status, Path = path, RequestId = error!.Uuid },
        (_, HttpStatusCode.Unauthorized) => new CanvasAuthenticationException(
            $"The Data Access Platform refuses a new token at {path}.", "Check the rights of the API key, and DataAccessOptions.Scope.") { StatusCode = 401, Path = path, RequestId = error?.Uuid },
        (_, HttpStatusCode.Forbidden) => new CanvasPermissionException(
            $"The Data Access Platform refuses {path}.", "Check the rights of the API key.") { StatusCode = 403, Path = path, RequestId = error?.Uuid },
        (_, HttpStatusCode.NotFound) => new CanvasNotFoundException(
            $"The Data Access Platform has nothing at {path}.", "Check DataAccessOptions.Namespace; jobs and files are gone after a day.") { StatusCode = 404, Path = path, RequestId = error?.Uuid },
        (_, >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests and not HttpStatusCode.RequestTimeout) => new CanvasProtocolException(
            $"The Data Access Platform does not accept the request {path}: {(int)status} {SafeType(error)}.", "Update the package; the interface of the platform may have changed.")
            { StatusCode = (int?)status, Path = path, RequestId = error?.Uuid },
        _ => null,
    };

    /// <returns>The exception after the last attempt.</returns>
    public static CanvasApiException GaveUp(HttpStatusCode? status, PlatformError? error, string path, int attempts) => status == HttpStatusCode.TooManyRequests
        ? new CanvasThrottledException($"The Data Access Platform refused {path} {attempts} times because of its limits.", "Run less often, or lower DataAccessOptions.JobsPerMinute.")
            { StatusCode = 429, Path = path, RequestId = error?.Uuid }
        : new CanvasUnavailableException($"The Data Access Platform failed {attempts} times at {path}.", "Run again later; the run goes on where it was.")
            { StatusCode = (int?)status, Path = path, RequestId = error?.Uuid };

    private static string SafeType(PlatformError? error) => error?.Type is { Length: <= 60 } type && type.All(char.IsAsciiLetter) ? type : "";
}
