using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// Sends requests to the platform. It renews the token, waits when it is asked to, and repeats what failed in passing. A refusal with a
/// meaning of its own is given back.
/// </summary>
internal sealed class DataAccessTransport(IHttpClientFactory clients, IOptions<DataAccessOptions> options, TimeProvider time) : IDisposable
{
    public const string HttpClientName = "CanvasData.Operations.DataAccess";

    private const int MaxAnswerBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _login = new(1, 1);
    private readonly Lazy<StartLimit> _starts = new(() => new StartLimit(options.Value.JobsPerMinute, time));
    private volatile DataAccessToken? _token;

    /// <summary>The limit of starts, which all runs of the host share.</summary>
    public StartLimit Starts => _starts.Value;

    private DataAccessOptions Options => options.Value;

    /// <summary>Sends a request.</summary>
    /// <param name="path">The path below the gateway.</param>
    /// <param name="body">The body as JSON; null for a GET.</param>
    /// <param name="type">The type of the answer.</param>
    /// <param name="counter">Counts the requests.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <param name="starts">Spreads the request and its repetitions; null for none.</param>
    /// <returns>The answer, or a refusal of the range that was asked for.</returns>
    public async Task<(T? Answer, PlatformError? Refusal)> SendAsync<T>(
        string path, byte[]? body, JsonTypeInfo<T> type, RequestCounter counter, CancellationToken cancellationToken, StartLimit? starts = null)
        where T : class
    {
        var renewed = false;
        for (var attempt = 1; ; attempt++)
        {
            if (starts is not null)
            {
                await starts.EnterAsync(cancellationToken).ConfigureAwait(false);
            }

            var token = await TokenAsync(counter, cancellationToken).ConfigureAwait(false);
            var (status, answer, wait) = await TryAsync(path, body, token, counter, cancellationToken).ConfigureAwait(false);
            if (status is HttpStatusCode.OK or HttpStatusCode.Accepted)
            {
                return (Read(answer, type, path), null);
            }

            var error = ErrorOf(answer);
            if (status == HttpStatusCode.Unauthorized && !renewed)
            {
                (renewed, attempt) = (true, attempt - 1);
                Interlocked.CompareExchange(ref _token, null, token);
                continue;
            }

            if (status == HttpStatusCode.BadRequest && error?.Type is "OutOfRangeError" or "SnapshotRequiredError")
            {
                return (null, error);
            }

            if (PlatformErrors.Refusal(status, error, path) is { } refused)
            {
                throw refused;
            }

            if (attempt >= Options.MaxAttempts)
            {
                throw PlatformErrors.GaveUp(status, error, path, attempt);
            }

            CountFailure(status, counter);
            await WaitAsync(wait, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a file by its signed address, which must not get the token.</summary>
    /// <returns>The status, and the answer when it is a file.</returns>
    public async Task<(HttpStatusCode Status, HttpResponseMessage? File)> OpenAsync(Uri address, RequestCounter counter, CancellationToken cancellationToken)
    {
        counter.CountRequest();
        var response = await clients.CreateClient(HttpClientName).GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return (response.StatusCode, response);
        }

        using (response)
        {
            return (response.StatusCode, null);
        }
    }

    /// <summary>Waits before another attempt, each time longer.</summary>
    public Task WaitAsync(TimeSpan? asked, int attempt, CancellationToken cancellationToken)
    {
        var wait = asked ?? Options.PollInterval * Math.Pow(2, attempt - 1);
        return Task.Delay(wait > MaxWait ? MaxWait : wait, time, cancellationToken);
    }

    public void Dispose() => _login.Dispose();

    private static void CountFailure(HttpStatusCode? status, RequestCounter counter)
    {
        if (status == HttpStatusCode.TooManyRequests)
        {
            counter.CountThrottled();
        }
        else
        {
            counter.CountRetry();
        }
    }

    private static T Read<T>(byte[] answer, JsonTypeInfo<T> type, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CanvasProtocolException(
                $"The answer of the Data Access Platform to {path} is not the JSON that was expected.", "Check DataAccessOptions.BaseAddress: a gateway or proxy may have answered in its place.");
        }
    }

    private static PlatformError? ErrorOf(byte[] answer)
    {
        try
        {
            return answer.Length == 0 ? null : JsonSerializer.Deserialize(answer, PlatformJson.Default.ErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<(HttpStatusCode? Status, byte[] Answer, TimeSpan? Wait)> TryAsync(
        string path, byte[]? body, DataAccessToken? token, RequestCounter counter, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(Options.BaseAddress, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (Options.UseInstAuthHeader)
        {
            request.Headers.Add("x-instauth", token?.Text);
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token?.Text);
        }

        return await ExchangeAsync(request, counter, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The answer; no status when there was none.</returns>
    private async Task<(HttpStatusCode? Status, byte[] Answer, TimeSpan? Wait)> ExchangeAsync(HttpRequestMessage request, RequestCounter counter, CancellationToken cancellationToken)
    {
        counter.CountRequest();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Options.StallTimeout);
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token).ConfigureAwait(false);
            var wait = response.Headers.RetryAfter?.Delta ?? (response.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromSeconds(30) : null);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false), wait);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, [], null);
        }
    }

    private async Task<DataAccessToken> TokenAsync(RequestCounter counter, CancellationToken cancellationToken)
    {
        if (_token is { } current && time.GetUtcNow() < current.RenewAt)
        {
            return current;
        }

        await _login.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_token is not { } known || time.GetUtcNow() >= known.RenewAt)
            {
                _token = await LogInAsync(counter, cancellationToken).ConfigureAwait(false);
            }

            return _token!;
        }
        finally
        {
            _login.Release();
        }
    }

    private async Task<DataAccessToken> LogInAsync(RequestCounter counter, CancellationToken cancellationToken)
    {
        const string Path = "/ids/auth/login";
        for (var attempt = 1; ; attempt++)
        {
            var asked = time.GetUtcNow();
            var scope = Options.Scope is { } account ? $"?scope={Uri.EscapeDataString(account)}" : "";
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Options.BaseAddress, Path + scope));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Options.ClientId}:{Options.ClientSecret}")));
            request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
            var (status, answer, wait) = await ExchangeAsync(request, counter, cancellationToken).ConfigureAwait(false);
            if (status == HttpStatusCode.OK && Read(answer, PlatformJson.Default.LoginAnswer, Path) is { AccessToken: { Length: > 0 } text } login)
            {
                // The last minutes of a token are left unused, since a request may take long.
                var life = TimeSpan.FromSeconds(Math.Clamp(login.ExpiresIn ?? 3_600, 1, 86_400));
                return new DataAccessToken(text, asked + (life > Reserve * 2 ? life - Reserve : life / 2));
            }

            if (status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.OK)
            {
                throw new CanvasAuthenticationException(
                    "The identity service of the Data Access Platform refuses the API key.",
                    "Check DataAccessOptions.ClientId and ClientSecret; keys expire at a date that was chosen when they were made. A key of several root accounts needs Scope.") { StatusCode = (int)status, Path = Path };
            }

            if (attempt >= Options.MaxAttempts)
            {
                throw PlatformErrors.GaveUp(status, null, Path, attempt);
            }

            CountFailure(status, counter);
            await WaitAsync(wait, attempt, cancellationToken).ConfigureAwait(false);
        }
    }
}
