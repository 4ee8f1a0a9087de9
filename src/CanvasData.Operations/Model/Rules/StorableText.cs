namespace CanvasData.Operations.Model;

/// <summary>
/// The same text on every database: PostgreSQL refuses NUL, and lone surrogates fail there and change silently
/// on SQLite.
/// </summary>
internal static class StorableText
{
    /// <summary>Whether databases hold the text as it is.</summary>
    public static bool Holds(string text) => ReferenceEquals(From(text), text);

    /// <returns>The same instance when the text is fine.</returns>
    public static string From(string text)
    {
        var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var first ? first : text.Length;
        return !text.Contains('\0') && WellFormed(text.AsSpan(i))
            ? text
            : string.Create(text.Length, text, Replace).Replace("\0", "", StringComparison.Ordinal);
    }

    private static bool WellFormed(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    private static void Replace(Span<char> result, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result[i] = text[i];
                result[++i] = text[i];
            }
            else
            {
                result[i] = char.IsSurrogate(text[i]) ? '\uFFFD' : text[i];
            }
        }
    }
}
