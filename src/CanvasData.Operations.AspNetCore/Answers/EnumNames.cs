using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Reads an enumeration of a body by one of its names only. The converter of the framework takes a list of names too, and joins their values
/// to a third.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class EnumNames<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        var name = Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return name is null ? throw new JsonException($"Give one of {string.Join(", ", Enum.GetNames<T>())}.") : Enum.Parse<T>(name);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
