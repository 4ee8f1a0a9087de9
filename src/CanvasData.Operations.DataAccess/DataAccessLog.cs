using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.DataAccess;

/// <summary>The log messages of Canvas Data 2. They hold no personal data.</summary>
internal static partial class DataAccessLog
{
    [LoggerMessage(8000, LogLevel.Information, "Canvas Data 2 was read: {Records} records in {Requests} requests; {Courses} courses are concerned")]
    public static partial void TablesRead(this ILogger logger, long records, long requests, int courses);

    [LoggerMessage(8001, LogLevel.Warning, "{Unreadable} of {Records} records of table {Table} cannot be read, and were left out")]
    public static partial void RecordsLeftOut(this ILogger logger, long unreadable, long records, string table);

    [LoggerMessage(8002, LogLevel.Warning, "Table {Table} was loaded again by the platform, which still gives the snapshot from before; a later run reads it")]
    public static partial void TableDelayed(this ILogger logger, string table);
}
