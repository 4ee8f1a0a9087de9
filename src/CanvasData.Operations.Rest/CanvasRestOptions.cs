using System.Diagnostics;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.Rest;

/// <summary>Where Canvas is and how gently it is asked. Checked when the host starts.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CanvasRestOptions
{
    /// <summary>
    /// The scheme and host of Canvas, for example <c>https://canvas.school.edu</c>; no path. Required. <c>http</c> is accepted for loopback
    /// only, because the token would travel in the clear.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The access token of the user whose view of Canvas is synced. Required without <see cref="OAuth"/> and <see cref="AccessTokenProvider"/>. It is sent to <see cref="BaseAddress"/> only, and never shown.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? AccessToken { get; set; }

    /// <summary>
    /// The developer key with which access tokens are renewed: those of OAuth last an hour. A token is renewed before it expires, and once
    /// more when Canvas refuses it (401); the request is then repeated. Null, the default, takes <see cref="AccessToken"/>. Set one of the
    /// three.
    /// </summary>
    public CanvasOAuthOptions? OAuth { get; set; }

    /// <summary>
    /// Gives the token of each request, for tokens that are renewed (those of OAuth last an hour). Null, the default,
    /// takes <see cref="AccessToken"/>. It is called for each request, by several at once: keep the token, and renew it
    /// when it is due or when it equals <see cref="AccessTokenRequest.RefusedToken"/>. After a refusal (401) it is asked
    /// once more, and the request is repeated if the token is another one.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public Func<AccessTokenRequest, CancellationToken, ValueTask<string>>? AccessTokenProvider { get; set; }

    /// <summary>
    /// The account whose courses are listed: an id, <c>self</c> (the account of the token), or <c>sis_account_id:…</c>;
    /// the token needs to be an administrator's. Null, the default, lists the courses of the token's user.
    /// </summary>
    public string? AccountId { get; set; }

    /// <summary>
    /// Names the program to Canvas, which refuses requests that do not. Default: this package and its version.
    /// A host does well to put its own name and a contact here.
    /// </summary>
    public string UserAgent { get; set; } = DefaultUserAgent;

    /// <summary>
    /// The requests in flight at once, over all courses. Default 4; 1 to 32. Canvas holds 50 of a token's 600 points for each.
    /// </summary>
    public int MaxConcurrentRequests { get; set; } = 4;

    /// <summary>How often one page is tried when Canvas or the network fails. Default 6; 1 to 20. Refusals by the rate limit are not counted.</summary>
    public int MaxAttempts { get; set; } = 6;

    /// <summary>
    /// The part of all requests of a run that may be retries, so that a dying Canvas is not hammered. Default
    /// 0.1; 0 to 1. The first 20 retries of a run are always granted.
    /// </summary>
    public double RetryBudget { get; set; } = 0.1;

    /// <summary>The longest silence between two pieces of a body. Default 30 seconds; 1 second to 10 minutes.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time for one page, from the request to the end of its body. Default 2 minutes; 1 second to 1 hour.</summary>
    public TimeSpan PageTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The largest body of one page after decompression, in bytes. Default 64 MiB; 1 KiB to 1 GiB.</summary>
    public int MaxPageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most pages of one listing, a guard against links without end. Default 100,000; 1 to 10,000,000. A page holds at most 100 rows.</summary>
    public int MaxPages { get; set; } = 100_000;

    private static string DefaultUserAgent { get; } = new ProductInfoHeaderValue(
        "CanvasData.Operations",
        typeof(CanvasRestOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0").ToString();

    /// <summary>The options without the token.</summary>
    public override string ToString() =>
        $"{nameof(CanvasRestOptions)} {{ {nameof(BaseAddress)} = {BaseAddress?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, {nameof(AccountId)} = {AccountId}, {nameof(AccessToken)} = {(string.IsNullOrEmpty(AccessToken) && AccessTokenProvider is null && OAuth is null ? "not set" : "set")} }}";
}
