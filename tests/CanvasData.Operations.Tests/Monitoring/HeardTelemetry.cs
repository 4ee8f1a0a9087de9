using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Tests.Monitoring;

/// <summary>Listens to the metrics and spans of queries, as OpenTelemetry does; it can be made to fail.</summary>
internal sealed class HeardTelemetry : IDisposable
{
    private readonly MeterListener _metrics = new();
    private readonly ActivityListener _spans;

    public HeardTelemetry()
    {
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CanvasOperationsTelemetry.Name && instrument.Name.StartsWith("db.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _metrics.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CanvasOperationsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // Syncs of tests that run at the same time have spans of the same source.
                if (activity.GetTagItem("db.system.name") is not null)
                {
                    Spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public bool Fails { get; init; }

    public ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> Measurements { get; } = [];

    public ConcurrentQueue<Activity> Spans { get; } = [];

    public IEnumerable<string> Tags =>
        Measurements.SelectMany(measurement => measurement.Tags.Select(tag => $"{tag.Key}={tag.Value}"))
            .Concat(Spans.SelectMany(span => span.TagObjects.Select(tag => $"{span.DisplayName} {span.OperationName} {span.StatusDescription} {tag.Key}={tag.Value}")));

    public void Dispose()
    {
        _metrics.Dispose();
        _spans.Dispose();
    }

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Fails)
        {
            throw new InvalidOperationException("A listener that fails.");
        }

        Measurements.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
    }
}
