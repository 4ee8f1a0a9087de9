using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CanvasData.Operations.Monitoring;

/// <summary>The measurements of the commands that EF Core sent. It holds no values of parameters or literals.</summary>
public sealed record PerformanceReport
{
    /// <summary>When measuring began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The commands that ended, failed and canceled ones included.</summary>
    public required long Executions { get; init; }

    /// <summary>The commands that the database refused or that broke.</summary>
    public required long Failures { get; init; }

    /// <summary>The commands that the host canceled.</summary>
    public required long Cancellations { get; init; }

    /// <summary>The time of all commands, in milliseconds; commands that run side by side count each.</summary>
    public required double TotalMilliseconds { get; init; }

    /// <summary>The shapes of queries, the one with the most time first.</summary>
    public required IReadOnlyList<QueryStatistics> Queries { get; init; }

    /// <summary>The shapes that did not fit <see cref="MonitoringOptions.MaxShapes"/>, in one; null when all fitted.</summary>
    public QueryStatistics? OtherQueries { get; init; }

    /// <summary>The latest commands slower than <see cref="MonitoringOptions.SlowAfter"/>, the slowest first.</summary>
    public required IReadOnlyList<SlowQuery> SlowQueries { get; init; }

    /// <summary>The shapes that ran many times in one request or scope: rows loaded one by one (N+1), most likely.</summary>
    public required IReadOnlyList<RepeatedQuery> RepeatedQueries { get; init; }

    /// <summary>The answer of the last <see cref="IPerformanceMonitor.SuggestIndexesAsync"/>.</summary>
    public required IReadOnlyList<IndexSuggestion> SuggestedIndexes { get; init; }

    /// <summary>The commands that could not be measured because the monitor, a listener or a logger failed.</summary>
    public required long MonitorFailures { get; init; }

    /// <summary>Writes the report as JSON.</summary>
    /// <param name="indented">Whether to write it in several lines.</param>
    /// <returns>An object with the properties of this record, in camel case.</returns>
    public string ToJson(bool indented = false) =>
        JsonSerializer.Serialize(this, indented ? PerformanceReportJson.Indented : PerformanceReportJson.Default.PerformanceReport);

    /// <summary>Writes the report as text for people, with the most important shapes first.</summary>
    /// <param name="queries">The most shapes to show, at least 0.</param>
    /// <returns>The text, in several lines.</returns>
    public string ToText(int queries = 20) => PerformanceText.Write(this, queries);

    /// <inheritdoc/>
    public override string ToString() => ToText();
}

/// <summary>The measurements of one shape of query.</summary>
public sealed record QueryStatistics
{
    /// <summary>The id of the shape: a hash of its text, the same in every process.</summary>
    public required string Id { get; init; }

    /// <summary>The statement on one line, with question marks for values and lists of values; at most about 4,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The verb and the first table, for example "SELECT CanvasUser".</summary>
    public required string Summary { get; init; }

    /// <summary>The database: postgresql, sqlite, microsoft.sql_server, mysql or other_sql.</summary>
    public required string DatabaseSystem { get; init; }

    /// <summary>The feature of EF Core that sent it first: LinqQuery, SaveChanges, BulkUpdate, FromSqlQuery, ExecuteSqlRaw or another.</summary>
    public required string Source { get; init; }

    /// <summary>The commands of this shape that ended.</summary>
    public required long Executions { get; init; }

    /// <summary>The commands that failed; <see cref="Errors"/> says with what.</summary>
    public required long Failures { get; init; }

    /// <summary>The commands that the host canceled.</summary>
    public required long Cancellations { get; init; }

    /// <summary>The time of all of them, in milliseconds.</summary>
    public required double TotalMilliseconds { get; init; }

    /// <summary>The time of a command until its reader was closed, in milliseconds. It includes what the host does between two rows.</summary>
    public required Distribution Milliseconds { get; init; }

    /// <summary>
    /// The time until the first row, or the end of an empty answer, in milliseconds. On SQL Server the time until the columns are known.
    /// Only commands that return rows count.
    /// </summary>
    public required Distribution FirstRowMilliseconds { get; init; }

    /// <summary>The rows that were read or written. A reader that is closed before its end counts one row less than it read.</summary>
    public required Distribution Rows { get; init; }

    /// <summary>
    /// The bytes that were allocated from the start of a command to the end of reading, reading code included. Measured only where one
    /// thread did all of it, as with SQLite and synchronous calls.
    /// </summary>
    public required Distribution AllocatedBytes { get; init; }

    /// <summary>The codes of failures with their numbers; at most nine.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>
    /// The lines of the plan, without conditions; null unless <see cref="IPerformanceMonitor.SuggestIndexesAsync"/> read it.
    /// </summary>
    public IReadOnlyList<string>? Plan { get; init; }

    /// <summary>The tags of <c>TagWith</c> and <c>TagWithCallSite</c>, the one with the most time first; at most nine.</summary>
    public required IReadOnlyList<QueryCallSite> CallSites { get; init; }
}

/// <summary>A tag of a query, and what was measured under it.</summary>
/// <param name="Tag">The text of the tag, at most 200 characters.</param>
/// <param name="Executions">The number of commands with this tag.</param>
/// <param name="TotalMilliseconds">The time of all these commands.</param>
public sealed record QueryCallSite(string Tag, long Executions, double TotalMilliseconds);

/// <summary>A command that took longer than <see cref="MonitoringOptions.SlowAfter"/>.</summary>
public sealed record SlowQuery
{
    /// <summary>When its reader was closed, or it failed.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The time that it took, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The rows read or written; null when unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>The statement without values.</summary>
    public required string Text { get; init; }

    /// <summary>The tag of the query; null without one.</summary>
    public string? CallSite { get; init; }

    /// <summary>How it ended: Succeeded, Failed or Canceled.</summary>
    public required string Outcome { get; init; }

    /// <summary>The id of the trace in which it ran; null without one.</summary>
    public string? TraceId { get; init; }
}

/// <summary>A shape that ran many times in one request or scope.</summary>
public sealed record RepeatedQuery
{
    /// <summary>The statement without values.</summary>
    public required string Text { get; init; }

    /// <summary>The tag of the query; null without one.</summary>
    public string? CallSite { get; init; }

    /// <summary>The number of requests and scopes in which it was repeated.</summary>
    public required int Scopes { get; init; }

    /// <summary>The most times that it ran in one of them.</summary>
    public required int MostInOneScope { get; init; }

    /// <summary>The name of that request or scope.</summary>
    public required string Scope { get; init; }

    /// <summary>The query that ran just before the first of them, whose rows it perhaps completes; null for none.</summary>
    public string? Before { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PerformanceReport))]
internal sealed partial class PerformanceReportJson : JsonSerializerContext
{
    public static JsonTypeInfo<PerformanceReport> Indented { get; } =
        new PerformanceReportJson(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true }).PerformanceReport;
}
