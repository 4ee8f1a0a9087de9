using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The values of a record. A column that the table does not offer is not specified; one that a record leaves out is null, since records of
/// the platform are whole.
/// </summary>
internal readonly struct SourceRow(long id, JsonElement values, SourceTable table, IReadOnlySet<string> columns)
{
    private const string Unspecified = "__dap_unspecified__";
    private const string Truncated = "__cd2_oversized_truncated__";

    public long Id => id;

    public Optional<long?> Long(string column) => Read<long?>(column, static element =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number
            : element.ValueKind == JsonValueKind.String && long.TryParse(element.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
            : Optional<long?>.Unreadable("expected a whole number, found something else"));

    public Optional<int?> Int(string column) => Read<int?>(column, static element => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number)
        ? number
        : Optional<int?>.Unreadable("expected a whole number, found something else"));

    public Optional<double?> Number(string column) => Read<double?>(column, static element => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number)
        ? number
        : Optional<double?>.Unreadable("expected a number, found something else"));

    public Optional<bool?> Flag(string column) => Read<bool?>(column, static element => element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? element.GetBoolean()
        : Optional<bool?>.Unreadable("expected true or false, found something else"));

    /// <summary>Reads a time in whole seconds, as REST gives it.</summary>
    public Optional<DateTimeOffset?> Time(string column) => Read<DateTimeOffset?>(column, static element => Moment(element) is { } moment
        ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond))
        : Optional<DateTimeOffset?>.Unreadable("expected a time, found something else"));

    /// <summary>A time with its fraction of a second; null where there is none.</summary>
    public DateTimeOffset? ExactTime(string column) => Element(column) is { } element ? Moment(element) : null;

    /// <summary>Reads a text. One that the platform has cut is not specified, so that a stored one stays.</summary>
    public Optional<string?> Text(string column) => Read<string?>(column, static element => element.ValueKind != JsonValueKind.String
        ? Optional<string?>.Unreadable("expected a text, found something else")
        : element.GetString() switch
        {
            Unspecified => null,
            Truncated => default(Optional<string?>),
            var text => text,
        });

    /// <summary>A member of an object column; null where there is none.</summary>
    public JsonElement? Member(string column, string name) =>
        Structure(column) is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>An object or a list, which may also come as the text of one; null where there is none.</summary>
    public JsonElement? Structure(string column)
    {
        if (Element(column) is not { ValueKind: JsonValueKind.String } text)
        {
            return Element(column);
        }

        try
        {
            var parsed = JsonElement.Parse(text.GetString()!);
            return parsed.ValueKind == JsonValueKind.Null ? null : parsed;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>Whether the platform offers a column. Its absence in a record is null then.</summary>
    public bool IsOffered(string column) => columns.Contains(column);

    public JsonElement? Element(string column)
    {
        // Nulls at the end are not staged.
        var place = table.Places[column];
        return place < values.GetArrayLength() && values[place] is { ValueKind: not JsonValueKind.Null } value ? value : null;
    }

    private static DateTimeOffset? Moment(JsonElement element) => element.ValueKind == JsonValueKind.String ? Moments.Read(element.GetString()) : null;

    private Optional<T> Read<T>(string column, Func<JsonElement, Optional<T>> read) =>
        !columns.Contains(column) ? default : Element(column) is { } element ? read(element) : new Optional<T>(default!);
}
