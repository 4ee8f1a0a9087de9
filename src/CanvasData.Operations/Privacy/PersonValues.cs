using System.Text.Json;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Privacy;

/// <summary>Values of columns as JSON.</summary>
internal static class PersonValues
{
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
                json.WriteStringValue(Csv.Text(value));
                break;
        }
    }
}
