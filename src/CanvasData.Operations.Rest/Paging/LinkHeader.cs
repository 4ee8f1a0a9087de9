using System.Diagnostics.CodeAnalysis;

namespace CanvasData.Operations.Rest;

/// <summary>Reads the target of <c>rel="next"</c> out of <c>Link</c> headers (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>
    /// Finds the next link; null for none. False when a header cannot be read: taking that for "no next link"
    /// would end a listing early.
    /// </summary>
    public static bool TryFindNext(IEnumerable<string> headers, out string? next)
    {
        next = null;
        foreach (var header in headers)
        {
            var rest = header.AsSpan();
            while (!(rest = rest.TrimStart(" \t,")).IsEmpty)
            {
                if (!TryReadLink(ref rest, out var target, out var isNext))
                {
                    return false;
                }

                if (isNext)
                {
                    next = target;
                    return true;
                }
            }
        }

        return true;
    }

    private static bool TryReadLink(ref ReadOnlySpan<char> rest, [NotNullWhen(true)] out string? target, out bool isNext)
    {
        target = null;
        isNext = false;
        var end = rest.IndexOf('>');
        if (rest[0] != '<' || end < 0)
        {
            return false;
        }

        target = rest[1..end].Trim().ToString();
        rest = rest[(end + 1)..].TrimStart(" \t");
        var relationSeen = false;
        while (!rest.IsEmpty && rest[0] == ';')
        {
            if (!TryReadParameter(ref rest, out var name, out var value))
            {
                return false;
            }

            // Only the first rel of a link counts (RFC 8288, 3.3).
            if (!relationSeen && name.Equals("rel", StringComparison.OrdinalIgnoreCase))
            {
                relationSeen = true;
                isNext = HoldsNext(value);
            }
        }

        return rest.IsEmpty || rest[0] == ',';
    }

    private static bool TryReadParameter(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        rest = rest[1..].TrimStart(" \t");
        var end = rest.IndexOfAny("=;,");
        end = end < 0 ? rest.Length : end;
        name = rest[..end].Trim();
        value = default;
        rest = rest[end..];
        if (rest.IsEmpty || rest[0] != '=')
        {
            return true;
        }

        rest = rest[1..].TrimStart(" \t");
        if (!rest.IsEmpty && rest[0] == '"')
        {
            var close = 1;
            while (close < rest.Length && rest[close] != '"')
            {
                close += rest[close] == '\\' ? 2 : 1;
            }

            if (close >= rest.Length)
            {
                return false;
            }

            value = rest[1..close];
            rest = rest[(close + 1)..].TrimStart(" \t");
            return true;
        }

        end = rest.IndexOfAny(";,");
        end = end < 0 ? rest.Length : end;
        value = rest[..end].Trim();
        rest = rest[end..];
        return true;
    }

    private static bool HoldsNext(ReadOnlySpan<char> relations)
    {
        foreach (var range in relations.SplitAny(" \t"))
        {
            if (relations[range].Equals("next", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
