using System.Globalization;

namespace CanvasData.Operations.Analytics;

/// <summary>Lists of ids as the mirror stores them: separated by commas.</summary>
internal static class Identifiers
{
    public static IReadOnlyList<long> Parse(string? text) =>
        string.IsNullOrEmpty(text)
            ? []
            : [.. text.Split(',').Select(part => long.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) ? id : (long?)null).OfType<long>()];
}
