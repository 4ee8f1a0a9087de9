using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Rest.Tests;

public sealed class ThrottlingShould
{
    public static TheoryData<string> Forms => new("429", "403");

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task BeWaitedOutAndCountedApart(string form)
    {
        await using var server = new RawServer(request => request.Number <= 3 ? Refusal(form) : RawReply.Json("""[{"id":1}]"""));
        await using var client = new TestClient(server.Address, new HurriedTime());

        (await client.SectionsAsync()).Should().HaveCount(1);

        client.Usage.Should().BeEquivalentTo(new { Requests = 4, Retries = 0, Throttled = 3 });
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task EndInAnErrorAfterEightRefusalsMore(string form)
    {
        await using var server = new RawServer(_ => Refusal(form));
        await using var client = new TestClient(server.Address, new HurriedTime(2000));

        var reading = () => client.SectionsAsync();

        var thrown = (await reading.Should().ThrowAsync<CanvasThrottledException>()).Which;
        thrown.IsTransient.Should().BeTrue();
        thrown.Remedy.Should().Contain("MaxConcurrentRequests");
        client.Usage.Should().BeEquivalentTo(new { Requests = 9, Retries = 0, Throttled = 9 });
    }

    [Fact]
    public async Task BeWaitedOutForAsLongAsCanvasAsks()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(request => request.Number == 1 ? Refusal("429", "Retry-After: 120") : RawReply.Json("[]"));
        await using var client = new TestClient(server.Address, time);

        var reading = client.SectionsAsync();

        await Poll.UntilAsync(() => client.Usage.Throttled == 1);
        (await Poll.AdvanceUntilAsync(time, () => reading.IsCompleted)).Should().BeInRange(120, 240);
    }

    [Fact]
    public async Task BeWaitedOutUntilADateByTheServersOwnClock()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(request => request.Number == 1
            ? Refusal("429", "Date: Sun, 01 Mar 2026 12:00:00 GMT", "Retry-After: Sun, 01 Mar 2026 12:01:30 GMT")
            : RawReply.Json("[]"));
        await using var client = new TestClient(server.Address, time);

        var reading = client.SectionsAsync();

        await Poll.UntilAsync(() => client.Usage.Throttled == 1);
        (await Poll.AdvanceUntilAsync(time, () => reading.IsCompleted)).Should().BeInRange(90, 200);
    }

    [Fact]
    public async Task EndAtOnceWhenCanvasAsksForHours()
    {
        await using var server = new RawServer(_ => Refusal("429", "Retry-After: 7200"));
        await using var client = new TestClient(server.Address);

        var reading = () => client.SectionsAsync();

        await reading.Should().ThrowAsync<CanvasThrottledException>();
        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task HoldBackEveryCallOfTheToken()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(request => request.Number == 1 ? Refusal("429", "Retry-After: 60") : RawReply.Json("[]"));
        await using var client = new TestClient(server.Address, time);

        var first = client.SectionsAsync();
        await Poll.UntilAsync(() => client.Log.Lines.Any(line => line.Id.Id == 5002));
        var second = client.SectionsAsync();

        (await Poll.AdvanceUntilAsync(time, () => server.Requests.Count > 1)).Should().BeInRange(60, 180);
        await Poll.AdvanceUntilAsync(time, () => first.IsCompleted && second.IsCompleted);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task BeAvoidedByPacingBeforeTheRefusal()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(_ => RawReply.Json("[]", "X-Rate-Limit-Remaining: 20.5", "X-Request-Cost: 1.25"));
        await using var client = new TestClient(server.Address, time);

        await client.SectionsAsync();
        var second = client.SectionsAsync();

        await Poll.UntilAsync(() => client.Log.Lines.Any(line => line.Id.Id == 5003));

        // From 20.5 to 150 at 10 a second.
        (await Poll.AdvanceUntilAsync(time, () => second.IsCompleted)).Should().BeInRange(12, 100);
        client.Log.Lines.Should().Contain(line => line.Id.Id == 5003);
    }

    [Fact]
    public async Task LetACancelledCallOutOfTheQueue()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(_ => RawReply.Json("[]", "X-Rate-Limit-Remaining: 0"));
        await using var client = new TestClient(server.Address, time, options => options.MaxConcurrentRequests = 1);
        using var cancel = new CancellationTokenSource();
        await client.SectionsAsync();

        var waiting = client.SectionsAsync(cancel.Token);
        await Poll.UntilAsync(() => client.Log.Lines.Any(line => line.Id.Id == 5003));
        await cancel.CancelAsync();
        await waiting.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();

        var next = client.SectionsAsync();
        await Poll.AdvanceUntilAsync(time, () => next.IsCompleted);
        (await next).Should().BeEmpty();
        server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("X-Rate-Limit-Remaining: 700")]
    [InlineData("X-Rate-Limit-Remaining: NaN")]
    [InlineData("X-Rate-Limit-Remaining: soon")]
    [InlineData("X-Request-Cost: 1e300")]
    [InlineData("X-Unrelated: 0")]
    public async Task NotHoldBackAClientThatIsFarFromIt(string header)
    {
        await using var server = new RawServer(_ => RawReply.Json("[]", header));
        await using var client = new TestClient(server.Address, new FakeTimeProvider());

        for (var i = 0; i < 20; i++)
        {
            await client.SectionsAsync();
        }

        server.Requests.Should().HaveCount(20);
    }

    [Fact]
    public async Task NotHappenAgainstABucketThatFillsAsCanvassDoes()
    {
        var time = new HurriedTime(100);
        var bucket = new LeakyBucket(time);
        RawServer server = null!;
        await using var _ = server = new RawServer(request =>
        {
            var page = request.Target.Contains("page=", StringComparison.Ordinal) ? int.Parse(request.Target.Split('=')[^1], System.Globalization.CultureInfo.InvariantCulture) : 0;
            return bucket.Answer(page % 100 < 19 ? [$"Link: <{server.Address}next?page={(page % 100) + 1}>; rel=\"next\""] : []);
        });
        await using var client = new TestClient(server.Address, time);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(course => client.Canvas.ListSectionsAsync(course, client.Usage).ToListAsync().AsTask()));

        client.Usage.Should().BeEquivalentTo(new { Requests = 8 * 20, Retries = 0, Throttled = 0 });
    }

    [Fact]
    public async Task NeverSeeMoreRequestsAtOnceThanAllowed()
    {
        var gate = new Lock();
        var inFlight = 0;
        var most = 0;
        await using var server = new RawServer(_ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++inFlight);
            }

            return new RawReply(Answer(), closes: false);

            IEnumerable<(TimeSpan, byte[])> Answer()
            {
                yield return (TimeSpan.FromMilliseconds(10), RawReply.Head("200 OK", "Content-Type: application/json", "Content-Length: 2"));
                Leave();
                yield return (TimeSpan.Zero, "[]"u8.ToArray());
            }
        });
        void Leave()
        {
            lock (gate)
            {
                inFlight--;
            }
        }

        await using var client = new TestClient(server.Address, configure: options => options.MaxConcurrentRequests = 3);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.SectionsAsync()));

        most.Should().BeInRange(2, 3);
    }

    private static RawReply Refusal(string form, params string[] headers) => form == "429"
        ? RawReply.Of("429 Too Many Requests", "429 Too Many Requests (Rate Limit Exceeded)\n", ["Content-Type: text/plain", "X-Rate-Limit-Remaining: 0.0", .. headers])
        : RawReply.Of("403 Forbidden", "403 Forbidden (Rate Limit Exceeded)\n", ["Content-Type: text/plain", "X-Rate-Limit-Remaining: 0.0", .. headers]);

    /// <summary>Canvas's bucket as documented: 600 is refused, 10 a second leak, 50 are held in flight.</summary>
    private sealed class LeakyBucket(TimeProvider time)
    {
        private const double Cost = 8;
        private readonly Lock _lock = new();
        private double _level = 300;
        private DateTimeOffset _at = time.GetUtcNow();

        public RawReply Answer(string[] headers)
        {
            lock (_lock)
            {
                Leak();
                if (_level >= 600)
                {
                    return Refusal("403");
                }

                _level += 50;
            }

            return new RawReply(Pieces(), closes: false);

            IEnumerable<(TimeSpan, byte[])> Pieces()
            {
                yield return (TimeSpan.FromMilliseconds(2), []);
                yield return (TimeSpan.Zero, [.. RawReply.Head("200 OK", ["Content-Type: application/json", "Content-Length: 2", End(), $"X-Request-Cost: {Cost}", .. headers]), .. "[]"u8.ToArray()]);
            }
        }

        private string End()
        {
            lock (_lock)
            {
                Leak();
                _level += Cost - 50;
                return FormattableString.Invariant($"X-Rate-Limit-Remaining: {600 - _level}");
            }
        }

        private void Leak()
        {
            var now = time.GetUtcNow();
            _level = Math.Max(0, _level - (10 * (now - _at).TotalSeconds));
            _at = now;
        }
    }
}
