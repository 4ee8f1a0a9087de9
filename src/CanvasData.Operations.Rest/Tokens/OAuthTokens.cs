using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>Keeps an access token of OAuth, and renews it before it expires or when Canvas has refused it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle is never taken holds nothing to release.")]
internal sealed class OAuthTokens(CanvasRestOptions options, IHttpClientFactory clients, TimeProvider time)
{
    public const string Path = "/login/oauth2/token";

    private const int MaxBodyBytes = 64 * 1024;

    // Canvas's own lifetime, for an answer without one.
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile Kept? _kept;
    private string _refreshToken = options.OAuth!.RefreshToken!;

    /// <param name="refused">The token that Canvas has just refused; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        if (Usable(refused) is { } token)
        {
            return token;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Usable(refused) ?? await RenewAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private string? Usable(string? refused) =>
        _kept is { } kept && kept.Token != refused && time.GetElapsedTime(kept.Since) < kept.Lasts ? kept.Token : null;

    private async Task<string> RenewAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var (status, body) = await AskAsync(cancellationToken).ConfigureAwait(false);
        if (status != HttpStatusCode.OK)
        {
            throw Refused(status);
        }

        if (Read(body) is not { } answer)
        {
            throw new CanvasProtocolException(
                $"POST {Path} got an answer without an access token, with a status of success.",
                "Check that BaseAddress is a Canvas, and that no proxy, login or maintenance page answers for it.")
            { Path = Path, StatusCode = (int)status };
        }

        _refreshToken = answer.RefreshToken ?? _refreshToken;
        var margin = answer.Lifetime / 2;
        _kept = new Kept(answer.AccessToken, since, answer.Lifetime - (margin < LongestMargin ? margin : LongestMargin));
        return answer.AccessToken;
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> AskAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(options.BaseAddress!, Path));
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Content = new FormUrlEncodedContent([
            new("grant_type", "refresh_token"),
            new("client_id", options.OAuth!.ClientId),
            new("client_secret", options.OAuth.ClientSecret),
            new("refresh_token", _refreshToken),
        ]);
        using var late = new CancellationTokenSource(options.StallTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await clients.CreateClient(CanvasTransport.HttpClientName)
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ends.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxBodyBytes, ends.Token).ConfigureAwait(false);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(ends.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"was given up after {options.StallTimeout.TotalSeconds:0} s without an answer");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unavailable($"got no whole answer ({(error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.ResponseEnded})");
        }
    }

    private static CanvasApiException Refused(HttpStatusCode status) =>
        ErrorResponse.IsTransient(status) || status == HttpStatusCode.TooManyRequests
            ? Unavailable($"was answered {(int)status}", (int)status)
            : new CanvasAuthenticationException(
                $"POST {Path} was refused ({(int)status}): Canvas does not renew the access token.",
                "Check ClientId and ClientSecret of CanvasRestOptions.OAuth against the developer key. If they are right, the refresh token was revoked: let its user authorize the key again.")
            { Path = Path, StatusCode = (int)status };

    private static CanvasUnavailableException Unavailable(string what, int? status = null) =>
        new($"POST {Path} {what}.", "Canvas or the network is in trouble: run again later, the sync goes on where it stopped.") { Path = Path, StatusCode = status };

    private static Answer? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "access_token") is not { } token || !AccessTokens.IsToken(token))
            {
                return null;
            }

            var lifetime = root.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var count) && count > 0
                ? TimeSpan.FromSeconds(count)
                : UsualLifetime;
            return new Answer(token, Text(root, "refresh_token"), lifetime);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private sealed record Kept(string Token, long Since, TimeSpan Lasts);

    private sealed record Answer(string AccessToken, string? RefreshToken, TimeSpan Lifetime);
}
