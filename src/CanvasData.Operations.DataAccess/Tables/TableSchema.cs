using System.Text.Json;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.DataAccess;

/// <summary>The columns of a table by its schema.</summary>
/// <param name="Version">The version of the schema.</param>
/// <param name="Columns">The columns that are offered.</param>
internal sealed record TableSchema(int Version, IReadOnlySet<string> Columns)
{
    /// <summary>The columns that an earlier schema did not offer, in order.</summary>
    public IEnumerable<string> NewSince(TableSchema earlier) => Columns.Except(earlier.Columns).Order(StringComparer.Ordinal);

    /// <summary>Reads a schema and checks what the mapping needs of it.</summary>
    /// <exception cref="CanvasProtocolException">A column is gone, or is of another type.</exception>
    public static TableSchema Read(SourceTable table, SchemaAnswer answer)
    {
        if (answer.Schema.ValueKind != JsonValueKind.Object || !answer.Schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            throw new CanvasProtocolException($"The schema of table {table.Name} holds no columns.", "Update the package; the interface of the platform may have changed.");
        }

        var offered = properties.EnumerateObject().ToDictionary(one => one.Name, one => one.Value);
        foreach (var (column, type) in table.Needed)
        {
            if (!offered.TryGetValue(column, out var definition))
            {
                throw new CanvasProtocolException(
                    $"Table {table.Name} of the Data Access Platform has no column {column} any more, in version {answer.Version} of its schema.",
                    "Nothing of the table was read. Update the package, and sync over REST until then.");
            }

            if (TypeOf(definition, answer.Schema) is { } found && found != type && !(type == "number" && found == "id"))
            {
                throw new CanvasProtocolException(
                    $"Column {column} of table {table.Name} is {found} in version {answer.Version} of its schema, and the mapping reads {type}.",
                    "Nothing of the table was read. Update the package, and sync over REST until then.");
            }
        }

        return new TableSchema(answer.Version, offered.Keys.ToHashSet());
    }

    /// <returns>The kind of value; null where the schema leaves it open.</returns>
    private static string? TypeOf(JsonElement definition, JsonElement schema)
    {
        definition = Follow(definition, schema);
        var (type, format) = (Text(definition, "type"), Text(definition, "format"));
        return (type, format) switch
        {
            ("integer", _) => "id",
            ("number", _) => "number",
            ("boolean", _) => "bool",
            ("string", "date-time") => "time",
            ("string", _) => "text",
            _ => null,
        };
    }

    private static JsonElement Follow(JsonElement definition, JsonElement schema)
    {
        const string Prefix = "#/$defs/";
        return Text(definition, "$ref") is { } reference && reference.StartsWith(Prefix, StringComparison.Ordinal) &&
            schema.TryGetProperty("$defs", out var definitions) && definitions.TryGetProperty(reference[Prefix.Length..], out var followed)
                ? followed
                : definition;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
