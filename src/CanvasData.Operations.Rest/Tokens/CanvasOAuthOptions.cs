using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.Rest;

/// <summary>The developer key and the refresh token with which access tokens are renewed. None of them is ever shown.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CanvasOAuthOptions
{
    /// <summary>The id of the developer key. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the developer key. Required.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? ClientSecret { get; set; }

    /// <summary>
    /// The refresh token that Canvas gave with the first access token. Required. When Canvas answers with another one, that one is used
    /// until the process ends.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? RefreshToken { get; set; }

    /// <summary>Describes the options without the secrets.</summary>
    public override string ToString() =>
        $"{nameof(CanvasOAuthOptions)} {{ {nameof(ClientId)} = {(string.IsNullOrEmpty(ClientId) ? "not set" : "set")}, {nameof(ClientSecret)} = {(string.IsNullOrEmpty(ClientSecret) ? "not set" : "set")}, {nameof(RefreshToken)} = {(string.IsNullOrEmpty(RefreshToken) ? "not set" : "set")} }}";
}
