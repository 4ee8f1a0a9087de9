using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CanvasData.Operations.Diagnostics;

/// <summary>
/// Writes Canvas ids as JSON texts. Ids of a Canvas with several shards are above 2^53, and a browser that reads them as
/// numbers rounds them to other ids. Events and reports of a sync are always written so.
/// </summary>
public static class CanvasIdJson
{
    internal const JsonNumberHandling AsText = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;

    /// <summary>
    /// Changes how a type is written: properties named <c>Id</c>, <c>…Id</c> or <c>…Ids</c> of 64-bit numbers become texts, and are read
    /// from texts and numbers. Use it for rows and results in a host's own JSON, as a modifier: <c>new DefaultJsonTypeInfoResolver {
    /// Modifiers = { CanvasIdJson.WriteAsText } }</c>.
    /// </summary>
    /// <param name="type">The type that the serializer is preparing.</param>
    public static void WriteAsText(JsonTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        foreach (var property in type.Properties)
        {
            if (IsNumber(property.PropertyType) && EndsAsId(property.Name))
            {
                property.NumberHandling = AsText;
            }
        }
    }

    private static bool IsNumber(Type type) =>
        type == typeof(long) || type == typeof(long?) || type.IsAssignableTo(typeof(IEnumerable<long>)) || type.IsAssignableTo(typeof(IEnumerable<long?>));

    private static bool EndsAsId(string name) =>
        name.Equals("id", StringComparison.OrdinalIgnoreCase) ||
        name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal) ||
        name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_ids", StringComparison.Ordinal);
}
