using System.Globalization;

namespace CanvasData.Operations.DataAccess;

/// <summary>Reads the times of the platform: ISO 8601 in UTC, with or without fractions.</summary>
internal static class Moments
{
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}
