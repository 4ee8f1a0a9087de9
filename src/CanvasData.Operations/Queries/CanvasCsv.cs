using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Queries;

/// <summary>Writes comma-separated values (RFC 4180) by the rules of this library's own exports, for exports of the host.</summary>
public static class CanvasCsv
{
    /// <summary>
    /// Writes a line. Numbers and times are the same in every culture, and times are in UTC. Text that a spreadsheet would take for a formula
    /// begins with an apostrophe.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="values">The values; null is an empty field.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task WriteLineAsync(TextWriter writer, IEnumerable<object?> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(values);
        return Csv.WriteLineAsync(writer, values, cancellationToken);
    }
}
