using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class TelemetryShould
{
    [Fact]
    public async Task CountEveryRequestByItsAnswer()
    {
        await using var server = new RawServer(request => request.Number switch
        {
            1 => RawReply.Of("503 Service Unavailable", ""),
            2 => RawReply.Bytes("no HTTP at all\r\n\r\n"u8.ToArray(), closes: true),
            3 => RawReply.Of("302 Found", "", "Location: /there"),
            4 => RawReply.Json("""[{"id":1}]""", "Link: </next>; rel=\"next\"", "X-Rate-Limit-Remaining: 512.5"),
            _ => RawReply.Json("""[{"id":2}]""", "X-Rate-Limit-Remaining: 498.25"),
        });
        await using var client = new TestClient(server.Address, new HurriedTime());
        using var metrics = new Metrics(server.Address.Port);

        await client.SectionsAsync();

        metrics.Told("canvas.api.requests").Select(told => told.Tags.GetValueOrDefault("http.response.status_code") ?? told.Tags["error.type"])
            .Should().BeEquivalentTo(new object[] { 503, nameof(HttpRequestException), 302, 200, 200 });
        metrics.Told("canvas.api.requests").Sum(told => told.Value).Should().Be(client.Usage.Requests).And.Be(5);
        metrics.Told("canvas.rate_limit.remaining").Select(told => told.Value).Should().Equal(512.5, 498.25);
    }

    [Fact]
    public async Task TraceEachAttemptWithoutWhatALinkCarries()
    {
        await using var server = new RawServer(request => request.Number switch
        {
            1 => RawReply.Of("500 Oops", ""),
            2 => RawReply.Json("""[{"id":1}]""", $"Link: </next/Zebulon?access_token={TestClient.Token}>; rel=\"next\""),
            _ => RawReply.Json("""[{"id":2}]"""),
        });
        await using var client = new TestClient(server.Address, new HurriedTime());
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CanvasOperationsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await client.SectionsAsync();

        var own = spans.Where(span => (int?)span.GetTagItem("server.port") == server.Address.Port).ToList();
        own.Select(span => (span.Status, span.GetTagItem("http.response.status_code"), span.GetTagItem("canvas.api.page"), span.GetTagItem("http.request.resend_count"))).Should().Equal(
            (ActivityStatusCode.Error, 500, 1, 0),
            (ActivityStatusCode.Unset, 200, 1, 1),
            (ActivityStatusCode.Unset, 200, 2, 0));
        own[0].GetTagItem("error.type").Should().Be(nameof(CanvasUnavailableException));
        own.Should().OnlyContain(span => span.Kind == ActivityKind.Client && span.OperationName == "canvas.api.request");
        own.SelectMany(span => span.TagObjects).Should().NotContain(tag => $"{tag.Value}".Contains("CANARY", StringComparison.Ordinal) || $"{tag.Value}".Contains("Zebulon", StringComparison.Ordinal));
        own.Select(span => span.GetTagItem("url.path")).Should().AllBeEquivalentTo("/api/v1/courses/1/sections");
    }

    /// <summary>What one server's client measures; the other tests of this process measure too.</summary>
    private sealed class Metrics : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _told = new();

        public Metrics(int port)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == CanvasOperationsTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.Start();

            void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            {
                var told = tags.ToArray().ToDictionary();
                if (told.GetValueOrDefault("server.port") is int from && from == port)
                {
                    _told.Enqueue((instrument.Name, value, told));
                }
            }
        }

        public IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags)> Told(string name) => _told.Where(told => told.Name == name);

        public void Dispose() => _listener.Dispose();
    }
}
