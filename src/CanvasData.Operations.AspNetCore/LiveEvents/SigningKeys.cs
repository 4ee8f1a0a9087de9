using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// The public keys of the signatures. They change about once a month: an event that names an unknown key has them read again, at most once a
/// minute, whoever sends it.
/// </summary>
internal sealed class SigningKeys(IHttpClientFactory http, IOptions<LiveEventEndpointOptions> options, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    public const string HttpClientName = "CanvasData.Operations.LiveEventKeys";

    public const int MaxBytes = 1024 * 1024;

    private const int LeastBits = 2_048;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RepeatedAfter = TimeSpan.FromSeconds(2);

    // So that a key that Canvas has withdrawn goes.
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile KeySet? _keys = options.Value.Keys is { } given ? new KeySet(Parse(given)!, null) : null;
    private long _triedAt;

    /// <summary>Reads a JWK set.</summary>
    /// <returns>The RSA keys by their id; null when the text is no set.</returns>
    public static IReadOnlyDictionary<string, RSAParameters>? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
            foreach (var key in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                if (Text(key, "kty") == "RSA" && Text(key, "use") is null or "sig" && Text(key, "alg") is null or "RS256" &&
                    Text(key, "kid") is { Length: > 0 } id && Bytes(key, "n") is { } modulus && Bytes(key, "e") is { } exponent && modulus.Length * 8 >= LeastBits)
                {
                    keys[id] = new RSAParameters { Modulus = modulus, Exponent = exponent };
                }
            }

            return keys;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }

        static byte[]? Bytes(JsonElement key, string name) => Text(key, name) is { Length: > 0 } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

        static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>Finds a key.</summary>
    /// <returns>The key, null when it is not known; and whether keys could be read at all.</returns>
    public async Task<(RSAParameters? Key, bool AreRead)> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_keys is { } keys && !IsDue(keys) && keys.Keys.TryGetValue(id, out var key))
        {
            return (key, true);
        }

        if (options.Value.Keys is null)
        {
            await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return _keys is { } now ? (now.Keys.TryGetValue(id, out var found) ? found : null, true) : (null, false);
    }

    public void Dispose() => _reading.Dispose();

    private bool IsDue(KeySet keys) => keys.ReadAt is { } at && time.GetElapsedTime(at) > KeptFor;

    private async Task ReadAsync(string id, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var isKnown = _keys is { } keys && !IsDue(keys) && keys.Keys.ContainsKey(id);
            if (isKnown || (_triedAt != 0 && time.GetElapsedTime(_triedAt) < (_keys is null ? RepeatedAfter : ReadAgainAfter)))
            {
                return;
            }

            _triedAt = time.GetTimestamp();
            using var client = http.CreateClient(HttpClientName);
            var json = await client.GetStringAsync(options.Value.KeysAddress, cancellationToken).ConfigureAwait(false);
            if (Parse(json) is { Count: > 0 } read)
            {
                _keys = new KeySet(read, _triedAt);
            }
            else
            {
                logger.LiveEventKeysNotRead("the answer is no JWK set with an RSA key");
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LiveEventKeysNotRead(error is HttpRequestException { StatusCode: { } status } ? $"status {(int)status}" : error.GetType().Name);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Keys by their id, and the timestamp of their reading; null for given ones, which stay.</summary>
    private sealed record KeySet(IReadOnlyDictionary<string, RSAParameters> Keys, long? ReadAt);
}
