using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Takes a request through the edge, the token check, the faults and the school, and logs it.</summary>
internal sealed class ApiServer(CanvasSimulatorOptions options)
{
    private readonly TimeProvider clock = TimeProvider.System;

    public string Token { get; } = options.Token;

    public string Host { get; set; } = "";

    public SimulatedSchool School { get; } = new(options);

    public RequestLog Requests { get; } = new();

    public async Task AnswerAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        var at = clock.GetUtcNow();
        var request = new ApiRequest(http, Host, options.MaxPerPage);
        var status = 0;
        try
        {
            if (options.Latency > TimeSpan.Zero)
            {
                await Task.Delay(options.Latency, clock, http.RequestAborted).ConfigureAwait(false);
            }

            using var response = Answer(request);
            status = response.Status;
            await SendAsync(http, response).ConfigureAwait(false);
        }
        finally
        {
            Requests.Add(new LoggedRequest(http.Request.Method, request.PathAndQuery, status, at, clock.GetElapsedTime(started)));
        }
    }

    private ApiResponse Answer(ApiRequest request)
    {
        var headers = request.Http.Request.Headers;
        if (string.IsNullOrWhiteSpace(headers.UserAgent))
        {
            return ApiErrors.NoUserAgent();
        }

        var sent = headers.Authorization.ToString();
        var token = sent.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? sent[7..].Trim() : request["access_token"];
        if (string.IsNullOrEmpty(token))
        {
            return ApiErrors.NoToken();
        }

        return token == Token ? School.Read(school => Router.Route(school, request)) : ApiErrors.BadToken();
    }

    private async Task SendAsync(HttpContext http, ApiResponse response)
    {
        http.Response.StatusCode = response.Status;
        http.Response.ContentType = response.ContentType;
        http.Response.ContentLength = response.Body.Length;
        http.Response.Headers.Date = School.Now.ToString("R", CultureInfo.InvariantCulture);
        if (response.Links is { } links)
        {
            http.Response.Headers.Link = links.ToString();
        }

        await http.Response.BodyWriter.WriteAsync(response.Body, http.RequestAborted).ConfigureAwait(false);
    }
}
