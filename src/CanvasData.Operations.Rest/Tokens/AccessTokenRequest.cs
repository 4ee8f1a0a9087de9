namespace CanvasData.Operations.Rest;

/// <summary>The request for an access token that <see cref="CanvasRestOptions.AccessTokenProvider"/> answers.</summary>
public sealed class AccessTokenRequest
{
    internal AccessTokenRequest(IServiceProvider services, string? refusedToken) => (Services, RefusedToken) = (services, refusedToken);

    /// <summary>The root services of the host; create a scope for services that are scoped.</summary>
    public IServiceProvider Services { get; }

    /// <summary>
    /// The token that Canvas has just refused; null for the first question of a request. Compare it with the token that is
    /// kept: several requests may meet the same refusal, and only the first needs to renew it.
    /// </summary>
    public string? RefusedToken { get; }

    /// <summary>Describes the request without the token.</summary>
    public override string ToString() => $"{nameof(AccessTokenRequest)} {{ {nameof(RefusedToken)} = {(RefusedToken is null ? "none" : "set")} }}";
}
