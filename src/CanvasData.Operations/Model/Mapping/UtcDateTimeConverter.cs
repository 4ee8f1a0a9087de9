using System.ComponentModel;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CanvasData.Operations.Model;

/// <summary>
/// Keeps times in UTC on every provider. SQLite and SQL Server forget the kind of a time, PostgreSQL drops its seventh
/// digit, and Npgsql with legacy timestamps reads local times. Public because EF Core copies it into compiled models.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(time => ToMicroseconds(time), time => ToUtc(time))
{
    /// <summary>The present moment as databases keep it.</summary>
    internal static DateTime Now(TimeProvider time) => ToMicroseconds(time.GetUtcNow().UtcDateTime);

    /// <summary>Returns a time as databases keep it: in UTC, without the digit below a microsecond.</summary>
    /// <param name="time">A time; one of unspecified kind is in UTC.</param>
    public static DateTime ToMicroseconds(DateTime time)
    {
        var utc = ToUtc(time);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Returns a time in UTC: a local time is converted, a time of unspecified kind is in UTC already.</summary>
    /// <param name="time">A time as a database provider reads it.</param>
    public static DateTime ToUtc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    // A compiled model holds a plain ValueConverter with copies of the two lambdas.
    internal static bool IsUsedBy(ValueConverter? converter) =>
        converter is UtcDateTimeConverter || converter?.ConvertFromProviderExpression.Body is MethodCallExpression { Method: { Name: nameof(ToUtc) } method } && method.DeclaringType == typeof(UtcDateTimeConverter);
}
