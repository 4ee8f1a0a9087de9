using CanvasData.Operations.Client;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class PrefetchShould
{
    [Fact]
    public async Task SendTheNextRequestWhileTheBodyOfThisPageIsStillOnItsWay()
    {
        var release = new TaskCompletionSource();
        await using var server = new RawServer(request => request.Number == 1
            ? new RawReply(HeldBack("""[{"id":1}]""", "Link: </next>; rel=\"next\"", release.Task), closes: false)
            : RawReply.Json("""[{"id":2}]"""));
        await using var client = new TestClient(server.Address);

        var reading = client.SectionsAsync();
        await Poll.UntilAsync(() => server.Requests.Count == 2);
        reading.IsCompleted.Should().BeFalse();
        release.SetResult();

        (await reading).Select(section => section.Id.Value).Should().Equal(1, 2);
    }

    [Fact]
    public async Task StayOnePageAheadOfTheConsumer()
    {
        await using var server = new RawServer(request =>
            RawReply.Json($$"""[{"id":{{request.Number}}}]""", $"Link: </page?page={request.Number}>; rel=\"next\""));
        await using var client = new TestClient(server.Address);

        await using var rows = client.Canvas.ListSectionsAsync(1, client.Usage).GetAsyncEnumerator();
        for (var page = 1; page <= 5; page++)
        {
            await rows.MoveNextAsync();
            await Poll.UntilAsync(() => server.Requests.Count == page + 1);
            await Task.Delay(30);
            server.Requests.Should().HaveCount(page + 1);
        }
    }

    [Fact]
    public async Task LeaveNothingRunningWhenTheConsumerStops()
    {
        await using var server = new RawServer(request => request.Number == 1
            ? RawReply.Json("""[{"id":1}]""", "Link: </next>; rel=\"next\"")
            : RawReply.Stalled("HTTP/1.1 200 OK\r\n"));
        await using var client = new TestClient(server.Address, configure: options => options.MaxConcurrentRequests = 1);

        await foreach (var section in client.Canvas.ListSectionsAsync(1, client.Usage))
        {
            await Poll.UntilAsync(() => server.Requests.Count == 2);
            break;
        }

        // The only slot is free again.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var another = client.Canvas.GetCourseAsync(1, new RequestCounter(), soon.Token);
        await Poll.UntilAsync(() => server.Requests.Count == 3);
        await soon.CancelAsync();
        await another.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        client.Usage.Should().BeEquivalentTo(new { Requests = 2, Retries = 0 });
    }

    [Fact]
    public async Task FollowTheLinkOfTheAttemptThatSucceeded()
    {
        var release = new TaskCompletionSource();
        await using var server = new RawServer(request => (request.Path, request.Number) switch
        {
            (_, 1) => new RawReply(HeldBack("[{\"id\":", "Link: </stale>; rel=\"next\"", release.Task), closes: true),
            ("/stale", _) => RawReply.Json("""[{"id":666}]"""),
            ("/fresh", _) => RawReply.Json("""[{"id":2}]"""),
            _ => RawReply.Json("""[{"id":1}]""", "Link: </fresh>; rel=\"next\""),
        });
        await using var client = new TestClient(server.Address, new HurriedTime(20));

        var reading = client.SectionsAsync();
        await Poll.UntilAsync(() => server.Requests.Any(request => request.Path == "/stale"));
        release.SetResult();

        (await reading).Select(section => section.Id.Value).Should().Equal(1, 2);
    }

    [Fact]
    public async Task AskForNoPageTwiceWhenABodyHadToBeFetchedAgain()
    {
        await using var server = new RawServer(request => request.Number switch
        {
            1 => RawReply.CloseDelimited("""[{"id":1},""", "Link: </next>; rel=\"next\""),
            _ when request.Path == "/next" => RawReply.Json("""[{"id":2}]"""),
            _ => RawReply.Json("""[{"id":1}]""", "Link: </next>; rel=\"next\""),
        });
        await using var client = new TestClient(server.Address, new HurriedTime());

        (await client.SectionsAsync()).Select(section => section.Id.Value).Should().Equal(1, 2);

        server.Requests.Count(request => request.Path == "/next").Should().Be(1);
        client.Usage.Should().BeEquivalentTo(new { Requests = 3, Retries = 1 });
    }

    private static IEnumerable<(TimeSpan, byte[])> HeldBack(string body, string link, Task release)
    {
        var head = RawReply.Head("200 OK", "Content-Type: application/json", $"Content-Length: {Math.Max(body.Length, 10)}", link);
        yield return (TimeSpan.Zero, head);
        while (!release.IsCompleted)
        {
            yield return (TimeSpan.FromMilliseconds(2), []);
        }

        yield return (TimeSpan.Zero, System.Text.Encoding.UTF8.GetBytes(body));
    }
}
