using System.Globalization;
using System.Net.Sockets;
using CanvasData.Operations.Simulator.DataAccess;
using CanvasData.Operations.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Takes a request through the edge, the token check, the rate limit, the faults and the school, and logs it.</summary>
internal sealed class ApiServer : IDisposable
{
    private static readonly RateLimit Unlimited = new();

    private readonly TimeProvider clock = TimeProvider.System;
    private readonly CanvasSimulatorOptions options;
    private readonly DataAccessServer dataAccess;
    private long lastContextId;

    public ApiServer(CanvasSimulatorOptions options)
    {
        this.options = options;
        School = new SimulatedSchool(options);
        dataAccess = new DataAccessServer(School, () => Host);
        LiveEvents = new SimulatedLiveEvents(School, () => Host);
    }

    public string Token => options.Token;

    public string Host { get; set; } = "";

    public SimulatedSchool School { get; }

    public SimulatedDataAccess DataAccess => dataAccess.Settings;

    public SimulatedLiveEvents LiveEvents { get; }

    public FaultRules Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    public async Task AnswerAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        var at = clock.GetUtcNow();
        var request = new ApiRequest(http, Host, options.MaxPerPage);
        var status = 0;
        try
        {
            if (DataAccessServer.Owns(http.Request.Path))
            {
                status = await dataAccess.AnswerAsync(http).ConfigureAwait(false);
                return;
            }

            if (SimulatedLiveEvents.Owns(http.Request.Path))
            {
                status = await LiveEvents.AnswerKeysAsync(http).ConfigureAwait(false);
                return;
            }

            using var response = Refuse(request) ?? await ServeAsync(request).ConfigureAwait(false);
            status = response.Delivery == Delivery.Dropped ? 0 : response.Status;
            Complete(response);
            await ResponseSender.SendAsync(http, response).ConfigureAwait(false);
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException or SocketException)
        {
            // The client has hung up: there is no one to answer.
        }
        finally
        {
            Requests.Add(new LoggedRequest(http.Request.Method, request.LoggedPathAndQuery, status, at, clock.GetElapsedTime(started)));
        }
    }

    public void Dispose()
    {
        LiveEvents.Dispose();
        dataAccess.Dispose();
    }

    /// <summary>What the edge and the token check say before Canvas itself is asked; null when both let the request pass.</summary>
    private ApiResponse? Refuse(ApiRequest request)
    {
        var headers = request.Http.Request.Headers;
        if (string.IsNullOrWhiteSpace(headers.UserAgent))
        {
            return ApiErrors.NoUserAgent();
        }

        var sent = headers.Authorization.ToString();
        var token = sent.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? sent[7..].Trim() : request["access_token"];
        return string.IsNullOrEmpty(token) ? ApiErrors.NoToken() : token == Token ? null : ApiErrors.BadToken();
    }

    private async ValueTask<ApiResponse> ServeAsync(ApiRequest request)
    {
        var limit = Faults.RateLimit;
        if (limit is not null && !limit.TryEnter())
        {
            var refused = ApiErrors.Throttled(limit.RefusalStatus);
            refused.Headers.Add((RateLimit.RemainingHeader, "0.0"));
            return refused;
        }

        var cost = RateLimit.MinCost;
        try
        {
            var response = await AnswerAsync(request).ConfigureAwait(false);
            cost = (limit ?? Unlimited).CostOf(response.Rows);
            response.Headers.Add((RateLimit.CostHeader, cost.ToString("0.0###", CultureInfo.InvariantCulture)));
            return response;
        }
        finally
        {
            limit?.Leave(cost);
        }
    }

    private async ValueTask<ApiResponse> AnswerAsync(ApiRequest request)
    {
        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, clock, request.Http.RequestAborted).ConfigureAwait(false);
        }

        var faults = Faults.Strike(request.PathAndQuery);
        ApiResponse? response = null;
        foreach (var fault in faults)
        {
            response ??= await fault.BeforeAsync(new FaultContext(request, School, clock)).ConfigureAwait(false);
        }

        response ??= School.Read(school => Router.Route(school, request));
        foreach (var fault in faults)
        {
            fault.After(request, response);
        }

        return response;
    }

    private void Complete(ApiResponse response)
    {
        response.Headers.Add(("Date", School.Now.ToString("R", CultureInfo.InvariantCulture)));
        response.Headers.Add(("X-Request-Context-Id", Interlocked.Increment(ref lastContextId).ToString("x16", CultureInfo.InvariantCulture)));
        if (Faults.RateLimit is { } limit && !response.Headers.Exists(h => h.Name == RateLimit.RemainingHeader))
        {
            response.Headers.Add((RateLimit.RemainingHeader, limit.Remaining.ToString("0.0###", CultureInfo.InvariantCulture)));
        }

        if (response.Links is { } links)
        {
            response.Headers.Add(("Link", links.ToString()));
        }
    }
}
