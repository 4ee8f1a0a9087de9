using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly;

namespace CanvasData.Operations.Rest;

/// <summary>Gets pages: sends, receives and parses each whole, and again when that fails.</summary>
internal sealed class CanvasTransport
{
    /// <summary>The name of the client in <see cref="IHttpClientFactory"/>.</summary>
    public const string HttpClientName = "CanvasData.Operations.Rest";

    private const int MaxRedirects = 3;

    private readonly IHttpClientFactory _clients;
    private readonly CanvasRestOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RequestTelemetry _telemetry;
    private readonly Lazy<IRequestBudget[]> _budgets;
    private readonly AccessTokens _tokens;
    private readonly ResiliencePipeline _retry;
    private volatile bool _hasAnswered;

    public CanvasTransport(IHttpClientFactory clients, CanvasRestOptions options, IServiceProvider services, TimeProvider time, ILogger logger)
    {
        _clients = clients;
        _options = options;
        _tokens = new AccessTokens(options, clients, services, time);
        _time = time;
        _logger = logger;
        Origin = new CanvasOrigin(options.BaseAddress!);
        _telemetry = new RequestTelemetry(Origin);

        // A request that waits for the points of the token must not hold a place that another process could use. A shared budget may itself
        // need the client, which is being made here.
        var pacer = new RequestPacer(options.MaxConcurrentRequests, time, logger, _telemetry);
        _budgets = new(() => services.GetService<IRequestBudget>() is { } shared ? [pacer, shared] : [pacer]);
        _retry = PageRetry.Build(options, Close, () => _hasAnswered, time, logger);
    }

    public CanvasOrigin Origin { get; }

    /// <summary>Gets one page. The parser runs inside the retry: a body that was cut short shows only there.</summary>
    public async Task<TPage> GetAsync<TPage>(PageRequest request, Func<CanvasResponse, TPage> parse, CancellationToken cancellationToken)
    {
        var context = PageRetry.Begin(request, cancellationToken);
        try
        {
            return await _retry.ExecuteAsync(
                static async (context, job) =>
                {
                    using var answer = await job.Transport.AttemptAsync(job.Request, context.CancellationToken).ConfigureAwait(false);
                    return job.Parse(answer);
                },
                context,
                (Transport: this, Request: request, Parse: parse)).ConfigureAwait(false);
        }
        finally
        {
            PageRetry.End(context);
        }
    }

    private void Close(TimeSpan duration)
    {
        foreach (var budget in _budgets.Value)
        {
            budget.Close(duration);
        }
    }

    private async Task<CanvasResponse> AttemptAsync(PageRequest request, CancellationToken cancellationToken)
    {
        request.Attempt++;
        request.RetryAfter = null;
        using var places = await RequestPlaces.EnterAsync(_budgets.Value, cancellationToken).ConfigureAwait(false);
        using var span = _telemetry.Start(request);
        try
        {
            var token = await _tokens.GetAsync(refused: null, cancellationToken).ConfigureAwait(false);
            try
            {
                return await ReceiveOrSayWhyAsync(request, span, token, cancellationToken).ConfigureAwait(false);
            }
            catch (CanvasAuthenticationException) when (_tokens.CanRenew)
            {
                // It may have expired on the way.
                var renewed = await _tokens.GetAsync(token, cancellationToken).ConfigureAwait(false);
                if (renewed == token)
                {
                    throw;
                }

                return await ReceiveOrSayWhyAsync(request, span, renewed, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            RequestTelemetry.Failed(span, error);
            throw;
        }
    }

    private async Task<CanvasResponse> ReceiveOrSayWhyAsync(PageRequest request, Activity? span, string token, CancellationToken cancellationToken)
    {
        using var clock = new PageClock(_options, _time, cancellationToken);
        try
        {
            return await ReceiveAsync(request, span, token, clock).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            request.Shrink();
            throw CanvasErrors.Unavailable(request, $"was given up after {clock.Elapsed.TotalSeconds:0} s without progress");
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or InvalidDataException)
        {
            throw CanvasErrors.Broken(request, Origin.Address, cause);
        }
    }

    private async Task<CanvasResponse> ReceiveAsync(PageRequest request, Activity? span, string token, PageClock clock)
    {
        var address = request.Address;
        for (var redirects = 0; ; redirects++)
        {
            using var response = await SendAsync(request, span, address, token, clock.Token).ConfigureAwait(false);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                if (redirects == MaxRedirects)
                {
                    throw CanvasErrors.NotCanvas(request, $"was redirected more than {MaxRedirects} times", (int)response.StatusCode);
                }

                address = Origin.Resolve(request, address, location.OriginalString);
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw await RefusedAsync(request, response, clock).ConfigureAwait(false);
            }

            return await AcceptAsync(request, address, response, clock).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(PageRequest request, Activity? span, Uri address, string token, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", "application/json+canvas-string-ids, application/json");
        request.Usage.CountRequest();
        try
        {
            var response = await _clients.CreateClient(HttpClientName)
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            _hasAnswered = true;
            _telemetry.Answered(span, (int)response.StatusCode);
            return response;
        }
        catch (Exception error)
        {
            _telemetry.Unanswered(error);
            throw;
        }
    }

    private async Task<CanvasResponse> AcceptAsync(PageRequest request, Uri address, HttpResponseMessage response, PageClock clock)
    {
        var (remaining, cost) = RateLimitHeaders.Read(response.Headers);
        foreach (var budget in _budgets.Value)
        {
            budget.Observe(remaining, cost);
        }

        RefuseWhatIsNotJson(request, response);
        var next = FindNext(request, address, response.Headers);
        request.Announce(next);

        if (response.Content.Headers.ContentLength > _options.MaxPageBytes)
        {
            throw CanvasErrors.TooLong(request, _options.MaxPageBytes);
        }

        var body = await PageBody.ReadAsync(response.Content, _options.MaxPageBytes, clock).ConfigureAwait(false);
        if (body.IsTooLong)
        {
            body.Dispose();
            throw CanvasErrors.TooLong(request, _options.MaxPageBytes);
        }

        _logger.PageRead(request.Path, request.Number, body.Bytes.Length, clock.Elapsed);
        return new CanvasResponse(request, Origin, address, next, response.Headers.Date, body);
    }

    private async Task<CanvasApiException> RefusedAsync(PageRequest request, HttpResponseMessage response, PageClock clock)
    {
        using var body = await PageBody.ReadAsync(response.Content, ErrorResponse.MaxBodyBytes, clock).ConfigureAwait(false);
        var failure = ErrorResponse.Explain(request, response, body.Bytes, _tokens.RefusedRemedy);
        if (failure.IsTransient)
        {
            request.RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delay } => delay,
                { Date: { } date } => date - (response.Headers.Date ?? _time.GetUtcNow()),
                _ => null,
            };
        }

        if (failure is CanvasThrottledException)
        {
            request.Usage.CountThrottled();
        }

        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            request.Shrink();
        }

        return failure;
    }

    private static void RefuseWhatIsNotJson(PageRequest request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is not null && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            throw CanvasErrors.NotCanvas(request, "got something else than JSON, with a status of success", status);
        }

        // A length of nothing was said on purpose; nothing without a length may be a broken connection.
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentLength == 0)
        {
            throw CanvasErrors.NotCanvas(request, "got an empty answer, with a status of success", status);
        }
    }

    private Uri? FindNext(PageRequest request, Uri address, HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Link", out var links))
        {
            return null;
        }

        return LinkHeader.TryFindNext(links, out var next)
            ? next is null ? null : Origin.ResolveNext(request, address, next)
            : throw CanvasErrors.NotCanvas(request, "got a Link header that cannot be read");
    }
}
