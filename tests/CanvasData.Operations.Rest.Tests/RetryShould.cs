using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Rest.Tests;

public sealed class RetryShould
{
    private const string Rows = """[{"id":1},{"id":2}]""";

    public static TheoryData<string> Failures => new(Failing.Keys.ToArray());

    private static Dictionary<string, Func<RawReply>> Failing { get; } = new()
    {
        ["500"] = () => RawReply.Of("500 Internal Server Error", """{"errors":[{"message":"x"}],"error_report_id":7}""", "Content-Type: application/json"),
        ["502 HTML"] = () => RawReply.Of("502 Bad Gateway", "<html>", "Content-Type: text/html"),
        ["503"] = () => RawReply.Of("503 Service Unavailable", ""),
        ["504"] = () => RawReply.Of("504 Gateway Timeout", ""),
        ["408"] = () => RawReply.Of("408 Request Timeout", ""),
        ["dropped in the first line"] = () => RawReply.Bytes("HTTP/1.1 2"u8.ToArray(), closes: true),
        ["not HTTP"] = () => RawReply.Bytes("SSH-2.0-OpenSSH\r\n\r\n"u8.ToArray(), closes: true),
        ["cut length"] = () => RawReply.Bytes([.. RawReply.Head("200 OK", "Content-Length: 19", "Content-Type: application/json"), .. "[{\"id\":1},"u8], closes: true),
        ["cut without length"] = () => RawReply.CloseDelimited("""[{"id":1},{"""),
        ["nothing without length"] = () => RawReply.CloseDelimited(""),
        ["cut refusal"] = () => RawReply.Bytes([.. RawReply.Head("403 Forbidden", "Content-Length: 50"), .. "403 Forb"u8], closes: true),
        ["broken gzip"] = () => RawReply.CloseDelimited("\u001f\u008bnot gzip", "Content-Encoding: gzip"),
        ["stalled before the answer"] = () => RawReply.Stalled(""),
        ["stalled in the headers"] = () => RawReply.Stalled("HTTP/1.1 200 OK\r\nContent-Ty"),
        ["stalled in the body"] = () => RawReply.Stalled("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n[{\"id\""),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task GetTheWholePageAfterAFailure(string failure)
    {
        await using var server = new RawServer(request => request.Number == 1 ? Failing[failure]() : RawReply.Json(Rows));
        await using var client = new TestClient(server.Address, new HurriedTime());

        var sections = await client.SectionsAsync();

        sections.Select(section => section.Id.Value).Should().Equal(1, 2);
        client.Usage.Requests.Should().Be(2);
        client.Usage.Retries.Should().Be(1);
        client.Usage.Throttled.Should().Be(0);
        client.Log.Lines.Should().ContainSingle(line => line.Id.Id == 5001);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task GiveUpAfterItsAttemptsAndSayWhy(string failure)
    {
        await using var server = new RawServer(_ => Failing[failure]());
        await using var client = new TestClient(server.Address, new HurriedTime(), options => options.MaxAttempts = 3);

        var reading = () => client.SectionsAsync();

        var thrown = (await reading.Should().ThrowAsync<CanvasUnavailableException>()).Which;
        thrown.IsTransient.Should().BeTrue();
        thrown.Path.Should().Be("/api/v1/courses/1/sections");
        thrown.Message.Should().Contain("/api/v1/courses/1/sections").And.Contain("attempt 3").And.EndWith(thrown.Remedy);
        server.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task NameTheReportThatCanvasMade()
    {
        await using var server = new RawServer(_ => Failing["500"]());
        await using var client = new TestClient(server.Address, configure: options => options.MaxAttempts = 1);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasUnavailableException>()).Which.Should().BeEquivalentTo(new { StatusCode = 500, RequestId = "7" });
    }

    [Fact]
    public async Task SayThatNoServerListens()
    {
        Uri address;
        await using (var server = new RawServer(_ => RawReply.Json("[]")))
        {
            address = server.Address;
        }

        await using var client = new TestClient(address, new HurriedTime());
        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasUnavailableException>()).WithMessage($"*could not connect to {address.Authority} (ConnectionError)*BaseAddress*");
        client.Usage.Retries.Should().Be(5);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "*could not find the host canvas.school.example*BaseAddress*")]
    [InlineData(HttpRequestError.SecureConnectionError, "*could not make a secure connection to canvas.school.example*BaseAddress*")]
    public async Task TryAWrongAddressOnlyOnceMoreAndNameTheHost(HttpRequestError error, string message)
    {
        var broken = new BrokenNetwork(error);
        await using var client = new TestClient(new Uri("https://canvas.school.example"), new HurriedTime(), more: broken.Register);

        var reading = () => client.SectionsAsync();

        (await reading.Should().ThrowAsync<CanvasUnavailableException>()).WithMessage(message);
        broken.Attempts.Should().Be(2);
    }

    [Fact]
    public async Task TryALostNameAsOftenAsOtherFailuresOnceCanvasHasAnswered()
    {
        var broken = new BrokenNetwork(HttpRequestError.NameResolutionError, answersFirst: 1);
        await using var client = new TestClient(new Uri("https://canvas.school.example"), new HurriedTime(), more: broken.Register);
        await client.SectionsAsync();

        var reading = () => client.SectionsAsync();

        await reading.Should().ThrowAsync<CanvasUnavailableException>();
        broken.Attempts.Should().Be(7);
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
    public async Task AskForFewerRowsWhenTheFirstPageTakesCanvasTooLong()
    {
        RawServer server = null!;
        await using var _ = server = new RawServer(request => request.Number switch
        {
            1 => RawReply.Of("504 Gateway Timeout", ""),
            2 => RawReply.Stalled(""),
            3 => RawReply.Of("502 Bad Gateway", ""),
            4 => RawReply.Of("503 Service Unavailable", ""),
            5 => RawReply.Json("""[{"id":1}]""", $"Link: <{server.Address}opaque?page=2>; rel=\"next\""),
            6 => RawReply.Of("504 Gateway Timeout", ""),
            _ => RawReply.Json("""[{"id":2}]"""),
        });
        await using var client = new TestClient(server.Address, new HurriedTime());

        (await client.SectionsAsync()).Should().HaveCount(2);

        server.Requests.Select(request => request.Target).Should().Equal(
            "/api/v1/courses/1/sections?per_page=100",
            "/api/v1/courses/1/sections?per_page=50",
            "/api/v1/courses/1/sections?per_page=25",
            "/api/v1/courses/1/sections?per_page=12",
            "/api/v1/courses/1/sections?per_page=10",
            "/opaque?page=2",
            "/opaque?page=2");
    }

    [Fact]
    public async Task WaitAsLongAsABusyServerAsks()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(request =>
            request.Number == 1 ? RawReply.Of("503 Service Unavailable", "", "Retry-After: 90") : RawReply.Json(Rows));
        await using var client = new TestClient(server.Address, time);

        var reading = client.SectionsAsync();
        await Poll.UntilAsync(() => client.Usage.Retries == 1);
        var seconds = await Poll.AdvanceUntilAsync(time, () => reading.IsCompleted);

        seconds.Should().BeInRange(90, 200);
        (await reading).Should().HaveCount(2);
    }

    [Fact]
    public async Task NotTryAgainWhenCanvasAsksToComeBackMuchLater()
    {
        await using var server = new RawServer(_ => RawReply.Of("503 Service Unavailable", "", "Retry-After: 86400"));
        await using var client = new TestClient(server.Address, new HurriedTime());

        var reading = () => client.SectionsAsync();

        await reading.Should().ThrowAsync<CanvasUnavailableException>();
        server.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task GiveUpABodyThatStallsAfterTheStallTimeAndNoSooner()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(request => request.Number == 1 ? Failing["stalled in the body"]() : RawReply.Json(Rows));
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

    [Fact]
    public async Task LeaveACancelledCallAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new RawServer(_ => Failing["stalled in the body"]());
        await using var client = new TestClient(server.Address);

        var reading = client.SectionsAsync(cancel.Token);
        await Poll.UntilAsync(() => server.Requests.Count == 1);
        await cancel.CancelAsync();

        await reading.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        client.Usage.Retries.Should().Be(0);
        client.Log.Lines.Should().NotContain(line => line.Id.Id == 5001);
    }
}
