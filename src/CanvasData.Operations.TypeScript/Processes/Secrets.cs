using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.TypeScript;

/// <summary>Masks the secrets of the options in texts of a program, in whatever encoding it writes them.</summary>
internal sealed partial class Secrets
{
    private const int MinLength = 6;
    private const string Mask = "***";

    // "\u007e" is the longest way to write one character.
    private const int LongestCharacter = 6;

    private readonly Regex? _values;

    public Secrets(TypeScriptClientOptions options)
    {
        // A program writes a value of several lines as lines, and each is read alone. Longest first, so that a secret which holds another one goes as a whole.
        string[] lines =
        [
            .. options.Environment.Values.Append(options.AccessToken ?? "").SelectMany(value => value.Split('\r', '\n')).Select(line => line.Trim())
                .Where(line => line.Length >= MinLength).Distinct().OrderByDescending(line => line.Length),
        ];
        _values = lines.Length == 0 ? null : new Regex(string.Join('|', lines.Select(Pattern)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        Longest = lines.Length == 0 ? 0 : lines.Max(line => line.Sum(letter => char.IsAsciiLetterOrDigit(letter) ? 1 : LongestCharacter));
    }

    /// <summary>The most characters that a secret takes in a text.</summary>
    public int Longest { get; }

    /// <summary>Replaces the secrets in a text.</summary>
    public string Remove(string text) =>
        Parameter().Replace(Bearer().Replace(_values?.Replace(text, Mask) ?? text, $"Bearer {Mask}"), $"access_token={Mask}");

    private static string Pattern(string line) => string.Concat(line.EnumerateRunes().Select(Pattern));

    // Plain, or as an address or a JSON text holds it. Addresses differ in which signs they encode.
    private static string Pattern(Rune rune)
    {
        var plain = Regex.Escape(rune.ToString());
        if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
        {
            return plain;
        }

        var inAddress = string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(part => string.Create(CultureInfo.InvariantCulture, $"%{part:X2}")));
        var inJson = string.Concat(rune.ToString().Select(part => string.Create(CultureInfo.InvariantCulture, $@"\\u{(int)part:x4}")));
        return rune.Value == ' ' ? $@"(?: |\+|{inAddress}|{inJson})" : $@"(?:\\?{plain}|{inAddress}|{inJson})";
    }

    [GeneratedRegex(@"Bearer\s+[^\s""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"access_token=[^&\s""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
