using System.Diagnostics;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Monitoring;

/// <summary>Emits a command as a metric and as a span, when something listens.</summary>
internal static class QueryTelemetry
{
    public static void Emit(QueryShape shape, string? callSite, in Execution execution, TimeProvider time)
    {
        var error = execution.Outcome == CommandOutcome.Canceled ? "canceled" : execution.ErrorCode;
        if (CanvasOperationsTelemetry.QueryDuration.Enabled)
        {
            CanvasOperationsTelemetry.QueryDuration.Record((double)execution.Ticks / TimeSpan.TicksPerSecond, shape.Tags.Create(error));
        }

        if (CanvasOperationsTelemetry.QueryRows.Enabled && ReturnsRows(execution))
        {
            CanvasOperationsTelemetry.QueryRows.Record(execution.Rows, shape.Tags.Create(error));
        }

        if (CanvasOperationsTelemetry.Source.HasListeners())
        {
            EmitSpan(shape, callSite, execution, error, time.GetUtcNow());
        }
    }

    // Only a reader has a first row; what other commands count are rows that they wrote.
    private static bool ReturnsRows(in Execution execution) => execution is { FirstRowTicks: >= 0, Rows: >= 0 };

    // The span begins in the past: starting it with the command would need a place to keep it, and change Activity.Current for the host.
    private static void EmitSpan(QueryShape shape, string? callSite, in Execution execution, string? error, DateTimeOffset end)
    {
        using var span = CanvasOperationsTelemetry.Source.StartActivity(
            ActivityKind.Client, Activity.Current?.Context ?? default, shape.Tags.CreateForSpan(error, callSite), links: null, end - TimeSpan.FromTicks(execution.Ticks), shape.Statement.Summary);
        if (span is null)
        {
            return;
        }

        if (ReturnsRows(execution))
        {
            span.SetTag("db.response.returned_rows", execution.Rows);
        }

        if (error is not null)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime(end.UtcDateTime);
    }
}
