using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>
/// Makes the exceptions of requests. Texts hold the listing's own path and facts of the protocol: nothing that
/// came from a body or a link, for it may be personal.
/// </summary>
internal static class CanvasErrors
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
    public static CanvasApiException Broken(PageRequest request, Uri origin, Exception cause)
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
                => Unreachable(request, origin, http),
            _ => Unavailable(request, $"got no whole answer ({http.HttpRequestError})"),
        };
    }

    /// <summary>Decides whether a failure shows a wrong address: the host has no name, or no certificate to trust.</summary>
    public static bool IsOfTheAddress(CanvasUnavailableException failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    private static CanvasUnavailableException Unreachable(PageRequest request, Uri origin, HttpRequestException cause)
    {
        var what = cause.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"could not find the host {origin.IdnHost}",
            HttpRequestError.SecureConnectionError => $"could not make a secure connection to {origin.Authority}",
            HttpRequestError.ProxyTunnelError => $"could not reach {origin.Authority} through the proxy",
            _ => $"could not connect to {origin.Authority}",
        };
        return new($"{request} {what} ({cause.HttpRequestError}).", $"Check CanvasRestOptions.BaseAddress and the network of this machine. {ComeBack}", cause) { Path = request.Path };
    }
}
