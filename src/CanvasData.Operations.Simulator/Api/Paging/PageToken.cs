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

    public static string Bookmark(long lastId) => Bookmark(string.Create(CultureInfo.InvariantCulture, $"[{lastId}]"));

    public static string Bookmark(in BookmarkKey last) => Bookmark(last.ToText());

    /// <summary>The key after which a bookmarked page begins; null when the bookmark is not one of ours. Not to be asked of the first page.</summary>
    public BookmarkKey? AfterKey => BookmarkKey.Parse(BookmarkText);

    /// <summary>The id after which a bookmarked page begins: 0 for the first, null when the bookmark is not one of ours.</summary>
    public long? After
    {
        get
        {
            if (IsFirst)
            {
                return 0;
            }

            return BookmarkText is ['[', .. var inner, ']'] && long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
    }

    private string? BookmarkText =>
        Value?.StartsWith(BookmarkPrefix, StringComparison.Ordinal) == true && Base64Url.IsValid(Value.AsSpan(BookmarkPrefix.Length))
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Value.AsSpan(BookmarkPrefix.Length)))
            : null;

    private static string Bookmark(string text) => BookmarkPrefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string? Inner(string raw, string prefix) => raw.Length == prefix.Length ? null : raw[prefix.Length..];
}
