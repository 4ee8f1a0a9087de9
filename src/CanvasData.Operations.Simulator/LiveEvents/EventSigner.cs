using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.Simulator.LiveEvents;

/// <summary>Signs events as JSON Web Tokens with RS256, and shows the public keys: the present one and the one before.</summary>
internal sealed class EventSigner : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(string Id, RSA Key)> keys = [];
    private int made;

    /// <summary>The JWK set.</summary>
    public byte[] PublicKeys()
    {
        lock (gate)
        {
            EnsureKey();
            return JsonSerializer.SerializeToUtf8Bytes(new
            {
                keys = keys.ConvertAll(one =>
                {
                    var key = one.Key.ExportParameters(includePrivateParameters: false);
                    return new { kty = "RSA", use = "sig", alg = "RS256", kid = one.Id, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
                }),
            });
        }
    }

    /// <summary>Signs with a new key from now on.</summary>
    public void Rotate()
    {
        lock (gate)
        {
            keys.Add((string.Create(CultureInfo.InvariantCulture, $"key-{++made}"), RSA.Create(2_048)));
            if (keys.Count > 2)
            {
                keys[0].Key.Dispose();
                keys.RemoveAt(0);
            }
        }
    }

    public string Sign(string content)
    {
        lock (gate)
        {
            EnsureKey();
            var (id, key) = keys[^1];
            var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = id });
            var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))}";
            var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    public void Dispose() => keys.ForEach(one => one.Key.Dispose());

    private void EnsureKey()
    {
        if (keys.Count == 0)
        {
            Rotate();
        }
    }
}
