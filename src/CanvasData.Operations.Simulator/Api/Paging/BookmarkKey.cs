using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>
/// The place of a row in a bookmarked list: Canvas compares these three and nothing else. A row whose key changes while the list is
/// read moves, and can be skipped or served twice.
/// </summary>
internal readonly record struct BookmarkKey(string Kind, string Name, long Id) : IComparable<BookmarkKey>
{
    public static BookmarkKey OfId(long id) => new("", "", id);

    public int CompareTo(BookmarkKey other)
    {
        var kind = string.CompareOrdinal(Kind, other.Kind);
        var name = kind != 0 ? kind : string.Compare(Name, other.Name, StringComparison.OrdinalIgnoreCase);
        return name != 0 ? name : Id.CompareTo(other.Id);
    }

    public string ToText() => JsonSerializer.Serialize([Kind, Name, Id], KeyJson.Default.ObjectArray);

    public static BookmarkKey? Parse(string? text)
    {
        try
        {
            return text is not null && JsonSerializer.Deserialize(text, KeyJson.Default.JsonElementArray) is [{ ValueKind: JsonValueKind.String } kind, { ValueKind: JsonValueKind.String } name, { ValueKind: JsonValueKind.Number } id]
                && id.TryGetInt64(out var number)
                ? new BookmarkKey(kind.GetString()!, name.GetString()!, number)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(object[]))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
internal sealed partial class KeyJson : JsonSerializerContext;
