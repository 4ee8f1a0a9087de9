using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.Sync;

/// <summary>The report for a person at a terminal.</summary>
internal static class SyncReportText
{
    private const int ShownFailures = 10;

    public static string Write(SyncReport report)
    {
        var failed = report.FailedCourses.ToList();
        var text = new StringBuilder();
        Line(text, $"{(report.Succeeded ? "Synced" : "Synced with failures")}: {report.Count(CourseSyncOutcome.Succeeded)} of {report.Courses.Count} courses in {report.Duration.TotalSeconds:F1} s, {report.Requests:N0} requests, {report.RowsWritten:N0} rows written");
        if (report.Failure is { } failure)
        {
            Line(text, $"Stopped: {failure.Text}");
        }

        if (report.Rows.Count > 0)
        {
            var width = report.Rows.Keys.Max(name => name.Length);
            Line(text, $"  {"table".PadRight(width)}  {"added",10}  {"changed",10}  {"unchanged",10}  {"missing",10}");
            foreach (var (table, counts) in report.Rows.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Line(text, $"  {table.PadRight(width)}  {counts.Added,10:N0}  {counts.Changed,10:N0}  {counts.Unchanged,10:N0}  {counts.Missing,10:N0}");
            }
        }

        if (report.Accounts?.Skipped is { } skipped)
        {
            Line(text, $"  accounts not read: {skipped}");
        }

        Note(text, report.Courses.Sum(course => course.RejectedCount), "records and fields in quarantine");
        Note(text, report.Courses.Sum(course => course.Conflicts.Count), "local edits met");
        Note(text, report.MissingCourses, "courses no longer listed");
        Note(text, report.Count(CourseSyncOutcome.AlreadyRunning), "courses left to another sync that is at work on them");
        Note(text, report.Count(CourseSyncOutcome.Canceled), "courses canceled");
        foreach (var course in failed.Take(ShownFailures))
        {
            Line(text, $"  course {course.CourseId}: {course.Outcome}{(course.Failure is { } cause ? $": {cause.Text}" : "")}");
        }

        Note(text, failed.Count - ShownFailures, "more courses failed");
        return text.ToString().TrimEnd();
    }

    private static void Note(StringBuilder text, long count, string what)
    {
        if (count > 0)
        {
            Line(text, $"  {count:N0} {what}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

/// <summary>The report for a program.</summary>
internal static class SyncReportJson
{
    private static readonly SyncReportJsonContext Indented = new(new JsonSerializerOptions(SyncReportJsonContext.Default.Options) { WriteIndented = true });

    public static string Write(SyncReport report, bool indented) =>
        JsonSerializer.Serialize(report, (indented ? Indented : SyncReportJsonContext.Default).SyncReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SyncReport))]
internal sealed partial class SyncReportJsonContext : JsonSerializerContext;
