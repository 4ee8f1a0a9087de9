using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Rest.Tests;

public sealed class RetryShould
{
    private const string Rows = """[{"id":1},{"id":2}]""";

    public static TheoryData<string> Failures => FailingReply.Names;

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task GetTheWholePageAfterAFailure(string failure)
    {
        await using var server = new RawServer(request => request.Number == 1 ? FailingReply.Of(failure) : RawReply.Json(Rows));
        await using var client = new TestClient(server.Address, new HurriedTime());

        var sections = await client.SectionsAsync();

        sections.Select(section => section.Id.Value).Should().Equal(1, 2);
        client.Usage.Requests.Should().Be(2);
        client.Usage.Retries.Should().Be(1);
        client.Usage.Throttled.Should().Be(0);
        client.Log.Lines.Should().ContainSingle(line => line.Id.Id == 5001);
    }

    [Fact]
    public async Task NameTheReportThatCanvasMade()
    {
        await using var server = new RawServer(_ => FailingReply.Of("500"));
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
    public async Task LeaveACancelledCallAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new RawServer(_ => FailingReply.Of("stalled in the body"));
        await using var client = new TestClient(server.Address);

        var reading = client.SectionsAsync(cancel.Token);
        await Poll.UntilAsync(() => server.Requests.Count == 1);
        await cancel.CancelAsync();

        await reading.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        client.Usage.Retries.Should().Be(0);
        client.Log.Lines.Should().NotContain(line => line.Id.Id == 5001);
    }
}
