namespace CanvasData.Operations.Diagnostics;

/// <summary>
/// The exception that is thrown when Canvas refused, or could not be reached. Texts hold the path without its query, never a token or a
/// body.
/// </summary>
public class CanvasApiException : CanvasOperationsException
{
    /// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
    public CanvasApiException(string message, string remedy, Exception? innerException = null)
        : base(message, remedy, innerException)
    {
    }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The path that was asked, without its query; null when unknown.</summary>
    public string? Path { get; init; }

    /// <summary>The id that Canvas gave the request or error report, for Canvas support; null when it gave none.</summary>
    public string? RequestId { get; init; }
}

/// <summary>The access token is missing, wrong, expired or revoked. A run stops at once.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasAuthenticationException(string message, string remedy, Exception? innerException = null)
    : CanvasApiException(message, remedy, innerException);

/// <summary>The exception that is thrown when the token is good, but may not do this. Only the object asked for is concerned.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasPermissionException(string message, string remedy, Exception? innerException = null)
    : CanvasApiException(message, remedy, innerException);

/// <summary>The object does not exist, was deleted, or is not visible to the token.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasNotFoundException(string message, string remedy, Exception? innerException = null)
    : CanvasApiException(message, remedy, innerException);

/// <summary>The exception that is thrown when Canvas kept refusing because of its rate limit until the client gave up.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasThrottledException(string message, string remedy, Exception? innerException = null)
    : CanvasApiException(message, remedy, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}

/// <summary>
/// The exception that is thrown when Canvas or the network failed (5xx, broken connections, stalls, time-outs) until the client gave up.
/// </summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasUnavailableException(string message, string remedy, Exception? innerException = null)
    : CanvasApiException(message, remedy, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}

/// <summary>
/// The exception that is thrown when an answer of Canvas cannot be trusted: HTML instead of JSON, a link to another origin, a page that
/// links to itself, a body over the limit.
/// </summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasProtocolException(string message, string remedy, Exception? innerException = null)
    : CanvasApiException(message, remedy, innerException);
