using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Rest.Tests;

/// <summary>When the client stops trying.</summary>
public sealed class RetryLimitShould
{
    private const string Rows = """[{"id":1},{"id":2}]""";

    public static TheoryData<string> Failures => FailingReply.Names;

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task GiveUpAfterItsAttemptsAndSayWhy(string failure)
    {
        await using var server = new RawServer(_ => FailingReply.Of(failure));
        await using var client = new TestClient(server.Address, new HurriedTime(patience: 5), options => options.MaxAttempts = 3);

        var reading = () => client.SectionsAsync();

        var thrown = (await reading.Should().ThrowAsync<CanvasUnavailableException>()).Which;
        thrown.IsTransient.Should().BeTrue();
        thrown.Path.Should().Be("/api/v1/courses/1/sections");
        thrown.Message.Should().Contain("/api/v1/courses/1/sections").And.Contain("attempt 3").And.EndWith(thrown.Remedy);
        server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task StopWhenTheRunHasUsedUpItsRetries()
    {
        await using var server = new RawServer(_ => RawReply.Of("500 Oops", ""));
        await using var client = new TestClient(server.Address, new HurriedTime(2000), options => options.MaxAttempts = 20);
        var run = new RequestCounter();

        var first = () => client.Canvas.GetCourseAsync(1, new RequestCounter(run));
        var second = () => client.Canvas.GetCourseAsync(2, new RequestCounter(run));

        (await first.Should().ThrowAsync<CanvasUnavailableException>()).WithMessage("*attempt 20*");
        (await second.Should().ThrowAsync<CanvasUnavailableException>()).WithMessage("*used up its retries (20 of 22 requests)*")
            .Which.StatusCode.Should().Be(500);
        run.Retries.Should().Be(20);
    }

    [Fact]
    public async Task GrantRetriesInProportionToALongRun()
    {
        await using var server = new RawServer(request => request.Number <= 300 ? RawReply.Json("[]") : RawReply.Of("500 Oops", ""));
        await using var client = new TestClient(server.Address, new HurriedTime(2000), options => options.MaxAttempts = 20);
        for (var i = 0; i < 300; i++)
        {
            await client.SectionsAsync();
        }

        for (var i = 0; i < 3; i++)
        {
            var reading = () => client.SectionsAsync();
            await reading.Should().ThrowAsync<CanvasUnavailableException>();
        }

        client.Usage.Retries.Should().BeInRange(31, 34);
    }

    [Fact]
    public async Task GiveUpABodyThatStallsAfterTheStallTimeAndNoSooner()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(request => request.Number == 1 ? FailingReply.Of("stalled in the body") : RawReply.Json(Rows));
        await using var client = new TestClient(server.Address, time, options => options.StallTimeout = TimeSpan.FromSeconds(40));

        var reading = client.SectionsAsync();
        await Poll.UntilAsync(() => server.Requests.Count == 1);
        var seconds = await Poll.AdvanceUntilAsync(time, () => client.Usage.Retries == 1);

        seconds.Should().BeInRange(40, 100);
        await Poll.AdvanceUntilAsync(time, () => reading.IsCompleted);
        (await reading).Should().HaveCount(2);
    }

    [Fact]
    public async Task GiveUpABodyThatTricklesAfterThePageTime()
    {
        var pieces = Enumerable.Repeat((TimeSpan.FromMilliseconds(20), " "u8.ToArray()), 10_000)
            .Prepend((TimeSpan.Zero, RawReply.Head("200 OK", "Content-Type: application/json")));
        await using var server = new RawServer(request => request.Number == 1 ? new RawReply(pieces, closes: true) : RawReply.Json(Rows));
        await using var client = new TestClient(server.Address, configure: options => options.PageTimeout = TimeSpan.FromSeconds(3));

        (await client.SectionsAsync()).Should().HaveCount(2);

        client.Usage.Retries.Should().Be(1);
    }
}
