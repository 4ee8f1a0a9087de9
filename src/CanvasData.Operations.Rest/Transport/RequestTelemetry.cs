using System.Diagnostics;
using System.Diagnostics.Metrics;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>Spans and metrics of the requests to one Canvas. They hold no query: a link may carry a token or a name.</summary>
internal sealed class RequestTelemetry(CanvasOrigin origin)
{
    private static readonly ActivitySource Source = new(CanvasOperationsTelemetry.Name);

    private static readonly Meter Meter = new(CanvasOperationsTelemetry.Name);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("canvas.api.requests", "{request}", "Requests to Canvas by how they were answered.");

    private static readonly Gauge<double> Remaining = Meter.CreateGauge<double>("canvas.rate_limit.remaining", "{point}", "What Canvas said last about the rate limit of the token.");

    private readonly KeyValuePair<string, object?> _server = new("server.address", origin.Address.IdnHost);
    private readonly KeyValuePair<string, object?> _port = new("server.port", origin.Address.Port);

    /// <summary>The span of one attempt to get a page; null without a listener.</summary>
    public Activity? Start(PageRequest request) => Source.StartActivity("canvas.api.request", ActivityKind.Client)
        ?.SetTag("http.request.method", "GET")
        .SetTag("url.path", request.Path)
        .SetTag("canvas.api.page", request.Number)
        .SetTag("http.request.resend_count", request.Attempt - 1)
        .SetTag(_server.Key, _server.Value)
        .SetTag(_port.Key, _port.Value);

    public void Answered(Activity? span, int status)
    {
        Requests.Add(1, _server, _port, new("http.response.status_code", status));
        span?.SetTag("http.response.status_code", status);
    }

    public void Unanswered(Exception error) => Requests.Add(1, _server, _port, new("error.type", error.GetType().Name));

    public static void Failed(Activity? span, Exception error) => span?.SetTag("error.type", error.GetType().Name).SetStatus(ActivityStatusCode.Error);

    public void RateLimit(double remaining) => Remaining.Record(remaining, _server, _port);
}
