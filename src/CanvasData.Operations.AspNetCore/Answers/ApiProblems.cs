using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Problem details (RFC 9457) of the API. Staff reads what happened and what cures it. Others read a title that holds nothing of the
/// database or the library.
/// </summary>
internal static class ApiProblems
{
    public const string TypePrefix = "urn:canvasdata:problem:";

    public static IResult SignInNeeded { get; } = Create(StatusCodes.Status401Unauthorized, "sign-in-needed", "Sign in first.");

    public static IResult Forbidden { get; } = Create(StatusCodes.Status403Forbidden, "forbidden", "You may not use this.");

    public static IResult KeyNeeded { get; } = Create(
        StatusCodes.Status403Forbidden, "person-unknown", "This is recorded with its author, but your sign-in has neither a Canvas user id nor a key of the person.");

    public static IResult NotFound { get; } = Create(StatusCodes.Status404NotFound, "not-found", "There is no such object, or you may not see it.");

    public static IResult TokenNeeded { get; } = Create(
        StatusCodes.Status400BadRequest, "token-needed", "The request has neither a bearer token nor a valid antiforgery token.");

    public static IResult VersionNeeded { get; } = Create(
        StatusCodes.Status428PreconditionRequired, "version-needed", "Send the version that you read in the header If-Match.");

    public static IResult BadRequest(string detail) => Create(StatusCodes.Status400BadRequest, "bad-request", "The request is not valid.", detail);

    public static IResult OfStatus(int status) => status == StatusCodes.Status404NotFound
        ? NotFound
        : Create(status, status == StatusCodes.Status415UnsupportedMediaType ? "media-type" : "bad-request", "The request is not valid.");

    /// <summary>The problem of an exception; null for one that is the host's to handle.</summary>
    public static IResult? For(Exception error, HttpContext http)
    {
        if (Describe(error, http) is not var (status, code, title))
        {
            return null;
        }

        var isStaff = http.Features.Get<Caller>() is { IsStaff: true };
        var remedies = error as CanvasOperationsException;
        if (remedies is { IsTransient: true })
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.RetryAfter = "5";
                return Task.CompletedTask;
            });
        }

        var extensions = new Dictionary<string, object?>();
        if (isStaff && remedies is not null)
        {
            extensions["remedy"] = remedies.Remedy;
        }

        // Whoever may edit a value may read what is stored.
        if (error is EditConflictException { Stored: { } stored })
        {
            extensions["current"] = stored;
        }

        return Create(status, code, title, isStaff ? error.Message : null, extensions);
    }

    private static (int Status, string Code, string Title)? Describe(Exception error, HttpContext http) => error switch
    {
        InvalidArgumentException => (400, "bad-request", "The request is not valid."),
        ArgumentException when error.Source == typeof(CanvasOperationsException).Assembly.GetName().Name => (400, "bad-request", "The request is not valid."),
        BadHttpRequestException bad => (bad.StatusCode, "bad-request", "The request is not valid."),
        ObjectNotFoundException or CanvasNotFoundException => (404, "not-found", "There is no such object, or you may not see it."),
        EditConflictException when http.Request.Headers.IfMatch.Count > 0 => (412, "edit-conflict", "Someone else has changed this meanwhile."),
        EditConflictException => (409, "edit-conflict", "Someone else has changed this meanwhile."),
        InvalidStateException => (409, "invalid-state", "The state of the object does not permit this."),
        CourseBusyException => (409, "course-busy", "The course is being synced. Try again later."),
        CanvasThrottledException or CanvasUnavailableException => (503, "canvas-unavailable", "Canvas cannot be reached now. Try again later."),
        CanvasApiException => (502, "canvas-refused", "Canvas refused the request of the portal."),
        CommitUncertainException => (500, "commit-uncertain", "Whether the change was stored is not known. Look before you repeat it."),
        CanvasOperationsException { IsTransient: true } => (503, "try-again", "The request could not be served now. Try again."),
        CanvasOperationsException => (500, "failed", "The request failed."),
        _ => null,
    };

    private static IResult Create(int status, string code, string title, string? detail = null, Dictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, instance: null, status, title, TypePrefix + code, extensions);
}
