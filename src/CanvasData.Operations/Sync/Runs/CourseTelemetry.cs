using System.Diagnostics;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>Records in metrics and in the span of a course how its sync ended.</summary>
internal static class CourseTelemetry
{
    public static void Record(CourseSyncReport report, Activity? activity)
    {
        var outcome = new KeyValuePair<string, object?>("canvas.sync.outcome", report.Outcome.ToString());
        CanvasOperationsTelemetry.CourseDuration.Record(report.Duration.TotalSeconds, outcome);
        CanvasOperationsTelemetry.Rejected.Add(report.RejectedCount);
        if (report.Outcome == CourseSyncOutcome.Fenced)
        {
            CanvasOperationsTelemetry.Fenced.Add(1);
        }

        var rows = report.Rows.Values.Aggregate(RowCounts.None, RowCounts.Add);
        Count("added", rows.Added);
        Count("changed", rows.Changed);
        Count("unchanged", rows.Unchanged);
        Count("missing", rows.Missing);
        activity?.SetTag(outcome.Key, outcome.Value);
        if (report.Failure is { } failure)
        {
            activity?.SetTag("error.type", failure.Kind).SetStatus(ActivityStatusCode.Error);
        }

        static void Count(string change, long rows) => CanvasOperationsTelemetry.Rows.Add(rows, new KeyValuePair<string, object?>("canvas.sync.change", change));
    }
}
