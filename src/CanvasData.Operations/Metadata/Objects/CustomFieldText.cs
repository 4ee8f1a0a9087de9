using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>The stored form of a custom field's value: one text for each value, whatever the culture.</summary>
internal static class CustomFieldText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The text of a value that was given to a field, as an object of the field's type or as its text.</summary>
    /// <exception cref="InvalidArgumentException">The value does not fit the field.</exception>
    public static string Write(CustomField field, object value, string argument) =>
        (field.Type switch
        {
            CustomFieldType.Text => value is string text && StorableText.From(text) is { Length: > 0 and <= MetadataOptions.MaxValueLength } stored ? stored : null,
            CustomFieldType.Choice => value is string choice && field.Choices.Contains(choice) ? choice : null,
            CustomFieldType.WholeNumber => WholeNumber(value)?.ToString(CultureInfo.InvariantCulture),
            CustomFieldType.Number => Number(value) is { } number ? Plain(number) : null,
            CustomFieldType.Boolean => Boolean(value) switch { true => "true", false => "false", null => null },
            CustomFieldType.Date => Date(value)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Time(value) is { } time ? UtcDateTimeConverter.ToMicroseconds(time.UtcDateTime).ToString(TimeFormat, CultureInfo.InvariantCulture) : null,
        })
        ?? throw new InvalidArgumentException(argument, $"the value does not fit the field '{field.Name}'.", $"Give {Expected(field)}; null removes the value.");

    /// <summary>The value of a stored text; null when the text no longer fits the field.</summary>
    public static object? Read(CustomField field, string text) => field.Type switch
    {
        CustomFieldType.Text => text,
        CustomFieldType.Choice => field.Choices.Contains(text) ? text : null,
        CustomFieldType.WholeNumber => WholeNumber(text),
        CustomFieldType.Number => Number(text),
        CustomFieldType.Boolean => Boolean(text),
        CustomFieldType.Date => Date(text),
        _ => Time(text),
    };

    private static long? WholeNumber(object value) => value switch
    {
        long number => number,
        int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    // A double that no decimal holds, such as NaN, is no number here.
    private static decimal? Number(object value) => value switch
    {
        decimal number => number,
        double or float => Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) < 7e28 ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null,
        string text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        string => null,
        _ => WholeNumber(value),
    };

    // 1.50 and 1.5 are one value.
    private static string Plain(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static bool? Boolean(object value) => value switch
    {
        bool truth => truth,
        string text when bool.TryParse(text, out var truth) => truth,
        _ => null,
    };

    private static DateOnly? Date(object value) => value switch
    {
        DateOnly day => day,
        string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => null,
    };

    private static DateTimeOffset? Time(object value) => value switch
    {
        DateTimeOffset time => time,
        string text when HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time.ToUniversalTime(),
        _ => null,
    };

    // A time without an offset would be read in the zone of the machine.
    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

    private static string Expected(CustomField field) => field.Type switch
    {
        CustomFieldType.Text => $"a text of 1 to {MetadataOptions.MaxValueLength} characters",
        CustomFieldType.Choice => $"one of {string.Join(", ", field.Choices.Select(choice => $"'{choice}'"))}",
        CustomFieldType.WholeNumber => "a whole number",
        CustomFieldType.Number => "a number",
        CustomFieldType.Boolean => "true or false",
        CustomFieldType.Date => "a DateOnly, or a text such as 2026-03-16",
        _ => "a DateTimeOffset, or a text such as 2026-03-16T08:00:00Z",
    };
}
