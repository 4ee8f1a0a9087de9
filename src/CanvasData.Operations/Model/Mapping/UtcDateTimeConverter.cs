using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CanvasData.Operations.Model;

/// <summary>
/// Keeps times in UTC on every provider: SQLite and SQL Server forget the kind, and PostgreSQL drops the seventh
/// digit, which would make every row look changed for ever.
/// </summary>
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    time => ToMicroseconds(time),
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc))
{
    public static DateTime ToMicroseconds(DateTime time)
    {
        var utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
        return new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }
}
