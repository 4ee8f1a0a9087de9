using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Rest;

/// <summary>Gets the token of a request from the options or from the host's provider.</summary>
internal sealed class AccessTokens(CanvasRestOptions options, IServiceProvider services)
{
    private const string Remedy = "Look at the inner exception: CanvasRestOptions.AccessTokenProvider is code of the host, and Canvas was not asked.";

    /// <summary>Whether another token can be had after a refusal.</summary>
    public bool CanRenew => options.AccessTokenProvider is not null;

    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
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

        return string.IsNullOrEmpty(token) || token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw new CanvasAuthenticationException(
                $"AccessTokenProvider gave {(string.IsNullOrEmpty(token) ? "no token" : "a text with a blank, a line break or another character that no token has")}.",
                "Let CanvasRestOptions.AccessTokenProvider return the bare token, without \"Bearer\".")
            : token;
    }
}
