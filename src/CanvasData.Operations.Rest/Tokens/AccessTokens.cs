using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>Gets the token of a request from the options, by OAuth, or from the host's provider.</summary>
internal sealed class AccessTokens(CanvasRestOptions options, IHttpClientFactory clients, IServiceProvider services, TimeProvider time)
{
    private const string Remedy = "Look at the inner exception: CanvasRestOptions.AccessTokenProvider is code of the host, and Canvas was not asked.";

    private readonly OAuthTokens? _oauth = options.OAuth is null ? null : new OAuthTokens(options, clients, time);

    /// <summary>Whether another token can be had after a refusal.</summary>
    public bool CanRenew => _oauth is not null || options.AccessTokenProvider is not null;

    /// <summary>How to cure a token that Canvas refuses.</summary>
    public string RefusedRemedy =>
        _oauth is not null
            ? "Canvas has just renewed it: check that CanvasRestOptions.OAuth names a developer key of this Canvas, and that the key is on."
        : options.AccessTokenProvider is not null
            ? "It is wrong, expired or revoked, and CanvasRestOptions.AccessTokenProvider gave no other one that works: let it renew the token when AccessTokenRequest.RefusedToken is the one that it keeps."
            : "It is wrong, expired or revoked: make a new one and set CanvasRestOptions.AccessToken.";

    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        if (_oauth is not null)
        {
            return await _oauth.GetAsync(refused, cancellationToken).ConfigureAwait(false);
        }

        if (options.AccessTokenProvider is not { } provider)
        {
            return options.AccessToken!;
        }

        string? token;
        try
        {
            token = await provider(new AccessTokenRequest(services, refused), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CanvasAuthenticationException($"AccessTokenProvider failed with {error.GetType().Name}.", Remedy, error);
        }

        return !IsToken(token)
            ? throw new CanvasAuthenticationException(
                $"AccessTokenProvider gave {(string.IsNullOrEmpty(token) ? "no token" : "a text with a blank, a line break or another character that no token has")}.",
                "Let CanvasRestOptions.AccessTokenProvider return the bare token, without \"Bearer\".")
            : token;
    }

    /// <summary>Whether a text can travel in a header as a token.</summary>
    public static bool IsToken([NotNullWhen(true)] string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
