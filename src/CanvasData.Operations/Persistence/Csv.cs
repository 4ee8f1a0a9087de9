using System.Globalization;
using System.Text;

namespace CanvasData.Operations.Persistence;

/// <summary>Lines of comma-separated values (RFC 4180).</summary>
internal static class Csv
{
    private static readonly char[] Special = ['"', ',', '\r', '\n'];

    /// <summary>A value in a form that is the same in every culture: times in UTC as ISO 8601.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => Text(time.UtcDateTime),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static async Task WriteLineAsync(TextWriter writer, IEnumerable<object?> values, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        foreach (var value in values)
        {
            line.Append(Field(value, Text(value))).Append(',');
        }

        line.Length -= line.Length > 0 ? 1 : 0;
        line.Append("\r\n");
        await writer.WriteAsync(line, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A field: quoted where it must be; a text that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <param name="text">The value as text.</param>
    public static string Field(object? value, string text) => Quoted(value is string ? Harmless(text) : text);

    // Names come from people: a spreadsheet would run one that begins like a formula.
    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

    private static string Quoted(string text) => text.IndexOfAny(Special) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
