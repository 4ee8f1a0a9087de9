using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>
/// Makes the exceptions of requests. Texts hold the listing's own path and facts of the protocol: nothing that
/// came from a body or a link, for it may be personal.
/// </summary>
internal static class Failure
{
    private const string ComeBack = "Canvas or the network is in trouble: run again later, the sync goes on where it stopped.";

    public static CanvasUnavailableException Unavailable(PageRequest request, string what, Exception? cause = null, int? status = null, string? requestId = null) =>
        new($"{request} {what}.", ComeBack, cause) { Path = request.Path, StatusCode = status, RequestId = requestId };

    public static CanvasUnavailableException BudgetSpent(PageRequest request, Exception? cause) =>
        new($"{request} is not tried again: this run has used up its retries ({request.Usage.Run.Retries} of {request.Usage.Run.Requests} requests).", ComeBack, cause)
        {
            Path = request.Path,
            StatusCode = (cause as CanvasApiException)?.StatusCode,
            RequestId = (cause as CanvasApiException)?.RequestId,
        };

    public static CanvasProtocolException Protocol(PageRequest request, string what, string remedy, int? status = null, string? requestId = null) =>
        new($"{request} {what}.", remedy) { Path = request.Path, StatusCode = status, RequestId = requestId };

    public static CanvasProtocolException NotCanvas(PageRequest request, string what, int? status = null) =>
        Protocol(request, what, "Check that BaseAddress is a Canvas, and that no proxy, login or maintenance page answers for it.", status);

    public static CanvasProtocolException TooLong(PageRequest request, int limit) =>
        Protocol(request, $"got a body over the limit of {limit} bytes", "Raise MaxPageBytes if Canvas really sends so much.");

    /// <summary>A request that ended without a whole answer.</summary>
    public static CanvasApiException Broken(PageRequest request, Exception cause)
    {
        if (cause is not HttpRequestException http)
        {
            return Unavailable(request, "got an answer whose body broke off");
        }

        return http.HttpRequestError switch
        {
            HttpRequestError.ConfigurationLimitExceeded => NotCanvas(request, "got an answer whose headers are over the limit of 64 KB"),
            // These come before any answer, so their texts are safe to keep.
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
                => Unavailable(request, $"could not reach the server ({http.HttpRequestError})", http),
            _ => Unavailable(request, $"got no whole answer ({http.HttpRequestError})"),
        };
    }
}
