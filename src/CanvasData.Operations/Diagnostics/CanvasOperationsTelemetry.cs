using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CanvasData.Operations.Diagnostics;

/// <summary>
/// The names under which the library is observed: add them to OpenTelemetry with <c>AddSource</c> and
/// <c>AddMeter</c>. Spans and metrics carry ids and counts, never names, grades or tokens.
/// </summary>
public static class CanvasOperationsTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "CanvasData.Operations";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> CourseDuration = Meter.CreateHistogram<double>("canvas.sync.duration", "s", "How long the sync of a course took.");

    internal static readonly Counter<long> Rows = Meter.CreateCounter<long>("canvas.sync.rows", "{row}", "Rows of Layer 1 by what became of them.");

    internal static readonly Counter<long> Rejected = Meter.CreateCounter<long>("canvas.sync.rejected", "{record}", "Records put into quarantine.");

    internal static readonly Counter<long> Fenced = Meter.CreateCounter<long>("canvas.sync.fenced", "{write}", "Stale writers that were kept off.");

    internal static readonly Counter<long> LiveEvents = Meter.CreateCounter<long>("canvas.live_events.received", "{event}", "Live Events by outcome and event.");

    internal static readonly Counter<long> LiveEventsGivenUp = Meter.CreateCounter<long>("canvas.live_events.given_up", "{object}", "Objects that Canvas refused to a refresh.");

    internal static readonly Histogram<double> LiveEventDelay = Meter.CreateHistogram<double>("canvas.live_events.delay", "s", "The time from an event to the stored row.");

    // Names, units and bounds of buckets are those of https://opentelemetry.io/docs/specs/semconv/database/database-metrics/.
    internal static readonly Histogram<double> QueryDuration = Meter.CreateHistogram(
        "db.client.operation.duration", "s", "Duration of database client operations.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    internal static readonly Histogram<long> QueryRows = Meter.CreateHistogram(
        "db.client.response.returned_rows", "{row}", "The actual number of records returned by the database operation.", tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] });
}
