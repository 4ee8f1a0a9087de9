using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// A JSON Web Signature in compact form (RFC 7515) with the algorithm RS256. No other algorithm is accepted, whatever the header says.
/// </summary>
internal sealed class SignedEvent
{
    private const byte Dot = (byte)'.';

    private readonly ReadOnlyMemory<byte> _signed;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly byte[] _signature;

    private SignedEvent(string keyId, ReadOnlyMemory<byte> signed, ReadOnlyMemory<byte> content, byte[] signature) =>
        (KeyId, _signed, _content, _signature) = (keyId, signed, content, signature);

    /// <summary>The id of the key, as the sender says.</summary>
    public string KeyId { get; }

    /// <returns>The parts of the token; null when the text is none.</returns>
    public static SignedEvent? Parse(ReadOnlyMemory<byte> text)
    {
        text = text.TrimEnd("\r\n"u8);
        var first = text.Span.IndexOf(Dot);
        var last = text.Span.LastIndexOf(Dot);
        if (first <= 0 || last == first || text.Span[(first + 1)..last].Contains(Dot))
        {
            return null;
        }

        return Decode(text.Span[..first]) is { } header && Decode(text.Span[(last + 1)..]) is { } signature && KeyIdOf(header) is { } keyId
            ? new SignedEvent(keyId, text[..last], text[(first + 1)..last], signature)
            : null;
    }

    /// <returns>The content, when the key has signed it; else null.</returns>
    public byte[]? Verify(RSAParameters key)
    {
        try
        {
            using var rsa = RSA.Create(key);
            return rsa.VerifyData(_signed.Span, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? Decode(_content.Span) : null;
        }
        catch (CryptographicException)
        {
            // The numbers of the key are none of RSA.
            return null;
        }
    }

    private static string? KeyIdOf(byte[] header)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            var root = document.RootElement;

            // An extension that must be understood is not understood here.
            return root.ValueKind == JsonValueKind.Object &&
                root.TryGetProperty("alg", out var algorithm) && algorithm.ValueKind == JsonValueKind.String && algorithm.ValueEquals("RS256") &&
                !root.TryGetProperty("crit", out _) &&
                root.TryGetProperty("kid", out var keyId) && keyId.ValueKind == JsonValueKind.String
                ? keyId.GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromUtf8(text) : null;
}
