using System.Security.Cryptography;
using System.Text;

namespace CanvasData.Operations.Queries;

/// <summary>
/// The key that signs the cursors of keyset pages, so that a client can neither make nor alter one. A cursor can be read, though: it holds
/// the sorted values of the last row of its page.
/// </summary>
public sealed class CursorKey
{
    private const int MinLength = 32;
    private const int SignatureLength = 16;

    private readonly byte[] _secret;

    private CursorKey(byte[] secret) => _secret = secret;

    /// <summary>The key of this process: its cursors end with it, and no other process takes them.</summary>
    public static CursorKey OfThisProcess { get; } = new(RandomNumberGenerator.GetBytes(MinLength));

    /// <summary>A key that several processes share.</summary>
    /// <param name="secret">At least 32 random bytes.</param>
    /// <exception cref="ArgumentException">The secret is too short.</exception>
    public static CursorKey FromSecret(ReadOnlySpan<byte> secret) => secret.Length >= MinLength
        ? new CursorKey(secret.ToArray())
        : throw new ArgumentException($"The secret of cursors has {secret.Length} bytes: give at least {MinLength} random ones.", nameof(secret));

    internal string Seal(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return Convert.ToBase64String([.. Sign(payload), .. payload]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>What was sealed; null when it was not sealed with this key.</summary>
    internal string? Open(string cursor)
    {
        var base64 = cursor.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length) && length >= SignatureLength &&
            CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureLength), Sign(bytes.AsSpan(SignatureLength, length - SignatureLength)))
            ? Encoding.UTF8.GetString(bytes, SignatureLength, length - SignatureLength)
            : null;
    }

    private byte[] Sign(ReadOnlySpan<byte> payload) => HMACSHA256.HashData(_secret, payload)[..SignatureLength];
}
