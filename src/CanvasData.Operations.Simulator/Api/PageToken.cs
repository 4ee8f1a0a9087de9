using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>
/// The <c>page</c> parameter. Beside numbers and bookmarks there are two forms that only faults hand out: <c>again:</c> a page that was
/// answered empty before, and <c>rest:</c> the second half of a page that was cut short.
/// </summary>
internal sealed record PageToken(string? Value, bool IsAgain, bool IsRest)
{
    private const string BookmarkPrefix = "bookmark:";
    private const string AgainPrefix = "again:";
    private const string RestPrefix = "rest:";

    public static PageToken Parse(string? raw)
    {
        if (raw is null)
        {
            return new PageToken(null, false, false);
        }

        return raw.StartsWith(AgainPrefix, StringComparison.Ordinal) ? new PageToken(Inner(raw, AgainPrefix), true, false)
            : raw.StartsWith(RestPrefix, StringComparison.Ordinal) ? new PageToken(Inner(raw, RestPrefix), false, true)
            : new PageToken(raw, false, false);
    }

    public string Again => AgainPrefix + Value;

    public string Rest => RestPrefix + Value;

    public bool IsFirst => Value is null or "first" or "1";

    /// <summary>The number of the page, from 1; null when it is not one.</summary>
    public int? Number => Value is null or "first" ? 1
        : int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    public static string Bookmark(long lastId) =>
        BookmarkPrefix + Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{lastId}]")));

    /// <summary>The id after which a bookmarked page begins: 0 for the first, null when the bookmark is not one of ours.</summary>
    public long? After
    {
        get
        {
            if (IsFirst)
            {
                return 0;
            }

            if (!Value!.StartsWith(BookmarkPrefix, StringComparison.Ordinal) || !Base64Url.IsValid(Value.AsSpan(BookmarkPrefix.Length)))
            {
                return null;
            }

            var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(Value.AsSpan(BookmarkPrefix.Length)));
            return text is ['[', .. var inner, ']'] && long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
    }

    private static string? Inner(string raw, string prefix) => raw.Length == prefix.Length ? null : raw[prefix.Length..];
}
