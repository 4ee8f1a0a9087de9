using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace CanvasData.Operations.Privacy;

/// <summary>Values of columns as JSON and as CSV.</summary>
internal static class PersonValues
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    // A spreadsheet takes a text that begins so for a formula.
    private static readonly SearchValues<char> StartsFormula = SearchValues.Create("=+-@\t\r");

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            default:
                // Ids are above 2^53 in some schools, and a browser rounds numbers.
                json.WriteStringValue(ToText(value));
                break;
        }
    }

    /// <summary>A field of RFC 4180; a text that a spreadsheet would compute gets an apostrophe in front.</summary>
    public static string ToCsv(object? value)
    {
        var text = value is null ? "" : ToText(value);
        if (value is string && text.Length > 0 && StartsFormula.Contains(text[0]))
        {
            text = $"'{text}";
        }

        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    public static string ToText(object value) => value switch
    {
        DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
