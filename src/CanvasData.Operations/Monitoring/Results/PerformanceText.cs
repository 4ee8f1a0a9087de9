using System.Globalization;
using System.Text;

namespace CanvasData.Operations.Monitoring;

/// <summary>The report as text for people.</summary>
internal static class PerformanceText
{
    private const int LongestStatement = 300;

    public static string Write(PerformanceReport report, int queries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        var text = new StringBuilder();
        Line(text, $"Queries from {report.Since:u} to {report.At:u}: {report.Executions:N0} commands, {report.TotalMilliseconds:N0} ms, {report.Failures:N0} failed, {report.Cancellations:N0} canceled");
        if (report.MonitorFailures > 0)
        {
            Line(text, $"{report.MonitorFailures:N0} commands could not be measured.");
        }

        if (report.Queries.Count > 0)
        {
            Line(text, $"");
            Line(text, $"{"total ms",12} {"count",9} {"median",9} {"p95",9} {"p99",9} {"max",9} {"first row",9} {"rows",8} {"KB",8}  shape");
        }

        foreach (var query in report.Queries.Take(queries))
        {
            Row(text, query);
        }

        if (report.Queries.Count > queries)
        {
            Line(text, $"… and {report.Queries.Count - queries:N0} more shapes");
        }

        if (report.OtherQueries is { } others)
        {
            Row(text, others);
        }

        WriteSlow(text, report);
        WriteRepeated(text, report);
        WriteSuggested(text, report);
        return text.ToString();
    }

    private static void Row(StringBuilder text, QueryStatistics query)
    {
        var time = query.Milliseconds;
        Line(text, $"{query.TotalMilliseconds,12:N1} {query.Executions,9:N0} {time.Median,9:N2} {time.P95,9:N2} {time.P99,9:N2} {time.Max,9:N2} {query.FirstRowMilliseconds.Median,9:N2} {query.Rows.Median,8:N0} {query.AllocatedBytes.Median / 1024,8:N1}  {query.Summary} [{query.Id}]");
        Line(text, $"{"",14}{Shorten(query.Text)}");
        foreach (var site in query.CallSites)
        {
            Line(text, $"{"",14}at {site.Tag}: {site.Executions:N0} commands, {site.TotalMilliseconds:N1} ms");
        }

        foreach (var line in query.Plan ?? [])
        {
            Line(text, $"{"",14}plan: {line}");
        }

        foreach (var (code, count) in query.Errors)
        {
            Line(text, $"{"",14}failed {count:N0} times: {code}");
        }
    }

    private static void WriteSlow(StringBuilder text, PerformanceReport report)
    {
        if (report.SlowQueries.Count > 0)
        {
            Line(text, $"");
            Line(text, $"Slow commands:");
        }

        foreach (var slow in report.SlowQueries)
        {
            Line(text, $"{slow.Milliseconds,12:N1} ms at {slow.EndedAt:u} ({slow.Outcome}, call site: {slow.CallSite ?? "none"}) {Shorten(slow.Text)}");
        }
    }

    private static void WriteRepeated(StringBuilder text, PerformanceReport report)
    {
        if (report.RepeatedQueries.Count > 0)
        {
            Line(text, $"");
            Line(text, $"Repeated in one request or scope (N+1): load the rows together, with Include, a join or Contains.");
        }

        foreach (var query in report.RepeatedQueries)
        {
            Line(text, $"  up to {query.MostInOneScope:N0} times in {query.Scope}, in {query.Scopes:N0} requests (call site: {query.CallSite ?? "none"}): {Shorten(query.Text)}");
            if (query.Before is { } before)
            {
                Line(text, $"{"",14}after {Shorten(before)}");
            }
        }
    }

    private static void WriteSuggested(StringBuilder text, PerformanceReport report)
    {
        if (report.SuggestedIndexes.Count > 0)
        {
            Line(text, $"");
            Line(text, $"Indexes that the planner would use:");
        }

        foreach (var index in report.SuggestedIndexes)
        {
            Line(text, $"  {index.Gain:N1} times less work ({index.Before:N0} to {index.After:N0}, by {index.Evidence}) for {string.Join(", ", index.QueryIds)}");
            Line(text, $"{"",14}{index.ModelLine ?? $"{index.Table} ({string.Join(", ", index.Columns)})"}");
        }
    }

    private static string Shorten(string statement) => statement.Length <= LongestStatement ? statement : $"{statement.AsSpan(0, LongestStatement)}…";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
