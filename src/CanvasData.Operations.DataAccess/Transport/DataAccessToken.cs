using System.Text.Json.Serialization;

namespace CanvasData.Operations.DataAccess;

/// <summary>An access token.</summary>
/// <param name="Text">The token.</param>
/// <param name="RenewAt">When it is to be renewed, by the clock of the host's monotonic time.</param>
internal sealed record DataAccessToken(string Text, DateTimeOffset RenewAt);

/// <summary>The answer to a login.</summary>
internal sealed record LoginAnswer
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }
}
