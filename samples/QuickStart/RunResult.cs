using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.QuickStart;

/// <summary>One run, as <c>--json</c> prints it.</summary>
internal sealed record RunResult(
    string Name,
    double Seconds,
    long Requests,
    int Courses,
    int FailedCourses,
    SortedDictionary<string, RowCounts> Rows,
    long RowsWritten,
    double PeakWorkingSetMiB)
{
    public static RunResult Of(string name, SyncReport report) => new(
        name,
        Math.Round(report.Duration.TotalSeconds, 3),
        report.Requests,
        report.Courses.Count,
        report.FailedCourses.Count(),
        new(report.Rows.ToDictionary(), StringComparer.Ordinal),
        report.RowsWritten,
        PeakSoFar());

    // The whole process, simulator included. Some systems keep no peak.
    private static double PeakSoFar()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Round(Math.Max(process.PeakWorkingSet64, process.WorkingSet64) / (1024.0 * 1024), 1);
    }
}

/// <summary>What <c>--json</c> prints.</summary>
internal sealed record RunResults(IReadOnlyList<RunResult> Runs)
{
    public string ToJson() => JsonSerializer.Serialize(this, RunResultsContext.Default.RunResults);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunResults))]
internal sealed partial class RunResultsContext : JsonSerializerContext;
