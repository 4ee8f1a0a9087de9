using System.Globalization;
using System.Text;

namespace CanvasData.Operations.Persistence;

/// <summary>Lines of comma-separated values (RFC 4180).</summary>
internal static class Csv
{
    private static readonly char[] Special = ['"', ',', '\r', '\n'];

    // A fraction of a second is there when there is one.
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>A value in a form that is the same in every culture: times in UTC as ISO 8601, bytes in Base64.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateTime time => time.ToString(Moment, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static async Task WriteLineAsync(TextWriter writer, IEnumerable<object?> values, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        foreach (var value in values)
        {
            line.Append(Field(value)).Append(',');
        }

        line.Length -= line.Length > 0 ? 1 : 0;
        line.Append("\r\n");
        await writer.WriteAsync(line, cancellationToken).ConfigureAwait(false);
    }

    // Quoted where it must be. Texts come from people: a spreadsheet would run one that begins like a formula.
    private static string Field(object? value) => Quoted(value is string text ? Harmless(text) : Text(value));

    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

    private static string Quoted(string text) => text.IndexOfAny(Special) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
