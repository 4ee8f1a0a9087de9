using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

/// <summary>One host for all refusals: none of them changes it.</summary>
public sealed class RefusingHost : IAsyncLifetime
{
    private TestStore? _store;

    public CanvasSimulator Canvas { get; private set; } = null!;

    internal LiveEventHost Host { get; private set; } = null!;

    public HttpClient Client { get; } = new();

    public async Task InitializeAsync()
    {
        Canvas = await CanvasSimulator.StartAsync(new() { Courses = 2, Students = 10, AssignmentsPerCourse = 3 });
        _store = await TestStore.CreateAsync(Provider.Sqlite);
        Host = await LiveEventHost.StartAsync(Canvas, _store, options => options.CollectFor = TimeSpan.FromMinutes(1));
        await Host.SyncAsync();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await Canvas.DisposeAsync();
        _store!.Dispose();
    }
}

public sealed class RefusalsShould(RefusingHost portal) : IClassFixture<RefusingHost>
{
    private CanvasSimulator Canvas => portal.Canvas;

    [Theory]
    [InlineData("not signed", 401)]
    [InlineData("no algorithm", 401)]
    [InlineData("symmetric algorithm", 401)]
    [InlineData("key of someone else", 401)]
    [InlineData("unknown key", 401)]
    [InlineData("another content", 401)]
    [InlineData("cut", 401)]
    [InlineData("empty", 401)]
    [InlineData("too large", 413)]
    [InlineData("too large in pieces", 413)]
    [InlineData("no JSON", 400)]
    [InlineData("Caliper", 400)]
    [InlineData("deep", 400)]
    [InlineData("no time", 400)]
    [InlineData("another account", 403)]
    [InlineData("no account", 403)]
    [InlineData("old", 422)]
    [InlineData("from the future", 422)]
    public async Task AnswerWithAStatusAndStoreNothing(string what, int status)
    {
        using var counts = new Counts();
        var hints = await portal.Host.HintsAsync();
        using var body = Body(what);

        using var answer = await portal.Client.PostAsync(portal.Host.Address, body);

        ((int)answer.StatusCode).Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await portal.Host.HintsAsync()).Should().Be(hints);
        counts.Refused(status).Should().BePositive();
        portal.Host.Logs.Texts.Should().NotContain(text => text.Contains("secret-person", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnswerARepeatedEventWithoutStoringIt()
    {
        using var counts = new Counts();
        var body = Canvas.LiveEvents.Sign(Event("course_updated"));
        (await PostAsync(body)).Should().Be(202);
        var hints = await portal.Host.HintsAsync();

        (await PostAsync(body)).Should().Be(208);

        (await portal.Host.HintsAsync()).Should().Be(hints);
        counts.Received(LiveEventOutcome.Repeated).Should().BePositive();
    }

    [Theory]
    [InlineData("asset_accessed")]
    [InlineData("something_new")]
    [InlineData("course_updated", 999_999_999L)]
    public async Task CountWhatIsOfNoUse(string name, long? course = null)
    {
        using var counts = new Counts();
        var hints = await portal.Host.HintsAsync();

        (await PostAsync(Canvas.LiveEvents.Sign(Event(name, course)))).Should().Be(204);

        (await portal.Host.HintsAsync()).Should().Be(hints);
        counts.Received(LiveEventOutcome.Ignored).Should().BePositive();
    }

    [Fact]
    public async Task AcceptKeysThatAreGivenAndNoOthers()
    {
        using var http = new HttpClient();
        var keys = await http.GetStringAsync(Canvas.LiveEvents.KeysAddress);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(Canvas, store, endpoint: options =>
        {
            options.Keys = keys;
            options.KeysAddress = new Uri("https://keys.invalid/");
        });
        var known = Canvas.LiveEvents.Sign(Event("asset_accessed"));
        await using var stranger = await CanvasSimulator.StartAsync(new() { Courses = 1, Students = 1, AssignmentsPerCourse = 1 });

        (await PostAsync(known, host.Address)).Should().Be(204);
        (await PostAsync(stranger.LiveEvents.Sign(Event("asset_accessed")), host.Address)).Should().Be(401, "the same name is not the same key");
    }

    [Fact]
    public async Task ReadKeysThatAreNewSinceTheLast()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 1, Students = 1, AssignmentsPerCourse = 1 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, store);
        canvas.LiveEvents.RotateKeys();
        canvas.LiveEvents.RotateKeys();

        // A busy machine may not read the keys in time; Canvas repeats the event then.
        await Wait.UntilAsync(async () => await PostAsync(canvas.LiveEvents.Sign(Event("asset_accessed")), host.Address) == 204, "the new key is read");
        var readings = Readings();
        (await PostAsync(canvas.LiveEvents.Sign(Event("logged_in")), host.Address)).Should().Be(204);
        Readings().Should().Be(readings, "keys are kept");

        int Readings() => canvas.Requests.All.Count(one => one.PathAndQuery.Contains("jwks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AskForARepetitionWhileTheKeysCannotBeRead()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(Canvas, store, endpoint: options => options.KeysAddress = new Uri(Canvas.BaseAddress, "/nothing"));

        (await PostAsync(Canvas.LiveEvents.Sign(Event("asset_accessed")), host.Address)).Should().Be(503);
        host.Logs.Events.Should().Contain((7000, LogLevel.Warning));
    }

    [Fact]
    public async Task AskForARepetitionWhileItsTablesAreMissing()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(Canvas, store);
        await host.SyncAsync();
        await host.UseAsync(database => database.Database.ExecuteSqlRawAsync("DROP TABLE \"CanvasLiveEventHint\""));

        (await PostAsync(Canvas.LiveEvents.Sign(Event("course_updated")), host.Address)).Should().Be(503);

        host.Logs.Events.Should().Contain((7001, LogLevel.Error));
        host.Logs.Texts.Should().Contain(text => text.Contains("Apply the host's migrations", StringComparison.Ordinal));
    }

    private async Task<int> PostAsync(string body, Uri? to = null)
    {
        using var content = new StringContent(body);
        using var answer = await portal.Client.PostAsync(to ?? portal.Host.Address, content);
        return (int)answer.StatusCode;
    }

    private HttpContent Body(string what)
    {
        const int TenMegabytes = 10_000_000;
        var signer = Canvas.LiveEvents;
        var good = signer.Sign(Event("course_updated"));
        var parts = good.Split('.');
        return what switch
        {
            "too large in pieces" => new StreamContent(new EndlessStream(TenMegabytes)),
            "too large" => new StringContent(new string('a', TenMegabytes)),
            _ => new StringContent(what switch
            {
                "not signed" => Event("course_updated"),
                "no algorithm" => $"{Encode("""{"alg":"none","kid":"key-1"}""")}.{parts[1]}.",
                "symmetric algorithm" => Symmetric(parts[1]),
                "key of someone else" => Foreign("key-1", parts[1]),
                "unknown key" => Foreign("key-that-no-one-published", parts[1]),
                "another content" => $"{parts[0]}.{Encode(Event("course_updated"))}.{parts[2]}",
                "cut" => good[..^20],
                "empty" => "",
                "no JSON" => signer.Sign("secret-person"),
                "Caliper" => signer.Sign("""{"sensor":"http://canvas/","data":[{"actor":{"id":"urn:instructure:canvas:user:secret-person"}}]}"""),
                "deep" => signer.Sign(new string('[', 5_000) + new string(']', 5_000)),
                "no time" => signer.Sign(JsonSerializer.Serialize(new { metadata = new { event_name = "course_updated", root_account_uuid = signer.RootAccountUuid }, body = new { course_id = "1001" } })),
                "another account" => signer.Sign(Event("course_updated", account: "someone-else")),
                "no account" => signer.Sign(Event("course_updated", account: "")),
                "old" => signer.Sign(Event("course_updated", age: TimeSpan.FromHours(2))),
                "from the future" => signer.Sign(Event("course_updated", age: TimeSpan.FromHours(-2))),
                _ => throw new ArgumentOutOfRangeException(nameof(what)),
            }),
        };
    }

    private string Event(string name, long? course = null, string? account = null, TimeSpan age = default) => JsonSerializer.Serialize(new
    {
        metadata = new
        {
            event_name = name,
            event_time = (TimeProvider.System.GetUtcNow() - age).ToString("O", CultureInfo.InvariantCulture),
            root_account_uuid = account ?? Canvas.LiveEvents.RootAccountUuid,
            root_account_id = "10930000000000001",
            user_login = "secret-person",
        },
        body = new { course_id = (course ?? 1001).ToString(CultureInfo.InvariantCulture), name = Guid.NewGuid() },
    });

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Foreign(string key, string content)
    {
        using var rsa = RSA.Create(2_048);
        var signed = $"{Encode(JsonSerializer.Serialize(new { alg = "RS256", kid = key }))}.{content}";
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    // A checker that lets the sender choose the algorithm takes the public key for the secret.
    private string Symmetric(string content)
    {
        var keys = portal.Client.GetStringAsync(Canvas.LiveEvents.KeysAddress).GetAwaiter().GetResult();
        var signed = $"{Encode("""{"alg":"HS256","kid":"key-1"}""")}.{content}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(keys), Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A body whose length the sender does not say.</summary>
    private sealed class EndlessStream(int length) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>What the library counts while it is open.</summary>
    private sealed class Counts : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Instrument, string Tags)> _seen = new();

        public Counts()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == CanvasOperationsTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => _seen.Enqueue((instrument.Name, string.Join(" ", tags.ToArray().Select(tag => tag.Value)))));
            _listener.Start();
        }

        public int Refused(int status) => _seen.Count(one => one == ("canvas.live_events.refused", status.ToString(CultureInfo.InvariantCulture)));

        public int Received(LiveEventOutcome outcome) => _seen.Count(one => one.Instrument == "canvas.live_events.received" && one.Tags.Split(' ')[0] == outcome.ToString());

        public void Dispose() => _listener.Dispose();
    }
}
