using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Rest.Tests;

public sealed class SecretShould
{
    private const string Person = "Zebulon Canarybird";
    private const string Echo = $$"""{"errors":[{"message":"{{Person}} {{TestClient.Token}}"}],"error_report_id":"{{TestClient.Token}}","name":"{{Person}}"}""";
    private static readonly string[] Canaries = ["CANARY", "that-must-not-show", "Zebulon", "Canarybird"];

    private static Dictionary<string, Func<RawServer, RawReply>> Faults { get; } = new()
    {
        ["400"] = _ => RawReply.Of("400 Bad Request", $$$"""{"errors":{"{{{Person}}}":"{{{TestClient.Token}}}","ok":"{{{Person}}}"}}""", "Content-Type: application/json"),
        ["401 token"] = _ => RawReply.Of("401 Unauthorized", Echo, "Content-Type: application/json", $"WWW-Authenticate: Bearer realm=\"{TestClient.Token}\""),
        ["401"] = _ => RawReply.Of("401 Unauthorized", Echo, "Content-Type: application/json"),
        ["403"] = _ => RawReply.Of("403 Forbidden", Echo, "Content-Type: application/json", $"X-Request-Context-Id: {TestClient.Token}"),
        ["403 HTML"] = _ => RawReply.Of("403 Forbidden", $"<html>{Person}", "Content-Type: text/html"),
        ["404"] = _ => RawReply.Of("404 Not Found", Echo, "Content-Type: application/json"),
        ["429"] = _ => RawReply.Of("429 Too Many Requests", $"Rate Limit Exceeded {Person}", "Retry-After: 1"),
        ["500"] = _ => RawReply.Of("500 Oops", Echo, "Content-Type: application/json"),
        ["reason phrase"] = _ => RawReply.Of($"503 {Person}", Echo),
        ["HTML"] = _ => RawReply.Of("200 OK", $"<html>{Person}", "Content-Type: text/html"),
        ["strange type"] = _ => RawReply.Of("200 OK", "x", $"Content-Type: application/{Person.Replace(' ', '-')}"),
        ["not JSON"] = _ => RawReply.Json($"[{{\"name\":{Person}}}]"),
        ["cut"] = _ => RawReply.CloseDelimited($$"""[{"name":"{{Person}}"""),
        ["error object"] = _ => RawReply.Json(Echo),
        ["bad header"] = _ => RawReply.Bytes([.. RawReply.Head("200 OK", Person, $"{Person} {TestClient.Token}: x")], closes: true),
        ["bad encoding"] = _ => RawReply.Of("200 OK", Person, "Content-Type: application/json", "Content-Encoding: gzip"),
        ["foreign link"] = _ => RawReply.Json("[]", $"Link: <https://evil.example/{TestClient.Token}?name={Person}>; rel=\"next\""),
        ["broken link"] = _ => RawReply.Json("[]", $"Link: {TestClient.Token} {Person}; rel=\"next\""),
        ["link with a token"] = server => RawReply.Json("[]", $"Link: <{server.Address}next?search={Uri.EscapeDataString(Person)}&access_token={TestClient.Token}>; rel=\"next\""),
        ["redirect"] = _ => RawReply.Of("302 Found", "", $"Location: https://evil.example/{TestClient.Token}"),
        ["redirect in circles"] = _ => RawReply.Of("302 Found", "", $"Location: /login?access_token={TestClient.Token}"),
        ["bad rows"] = _ => RawReply.Json($$$"""["{{{Person}}}",{"id":"{{{Person}}}","start_at":"{{{TestClient.Token}}}","name":{"{{{Person}}}":1}}]"""),
        ["good rows"] = _ => RawReply.Json($$"""[{"id":"1","name":"{{Person}}"}]"""),
        ["paced"] = _ => RawReply.Json("[]", "X-Rate-Limit-Remaining: 0"),
        ["silence"] = _ => RawReply.Stalled("HTTP/1.1 200 OK\r\n"),
        ["dropped"] = _ => RawReply.Bytes([], closes: true),
    };

    public static TheoryData<string> FaultNames => new(Faults.Keys.ToArray());

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task StayOutOfLogsTracesAndExceptions(string fault)
    {
        var seen = new ConcurrentBag<string>();
        using var listener = Listen(seen);
        RawServer server = null!;
        await using var _ = server = new RawServer(_ => Faults[fault](server));
        await using var client = new TestClient(server.Address, new HurriedTime(2000, patience: fault == "silence" ? 1 : 15), options => options.MaxAttempts = 3);

        foreach (var call in new Func<Task>[]
        {
            () => client.SectionsAsync(),
            () => client.Canvas.GetCourseAsync(1, client.Usage),
            () => client.Canvas.ListGradingPeriodsAsync(1, client.Usage).ToListAsync().AsTask(),
            async () => (await client.SectionsAsync()).ForEach(row => seen.Add($"{row.Problem} {row.Id.Problem} {row.StartAt.Problem} {row.Name.Problem}")),
        })
        {
            if (await Record.ExceptionAsync(call) is { } thrown)
            {
                for (var cause = thrown; cause is not null; cause = cause.InnerException)
                {
                    seen.Add($"{cause} {string.Join(' ', cause.Data.Keys.Cast<object>().Concat(cause.Data.Values.Cast<object>()))}");
                }
            }
        }

        seen.Should().NotBeEmpty();
        string.Join('\n', seen.Concat(client.Log.Lines.Select(line => line.Text))).Should().NotContainAny(Canaries);
    }

    [Fact]
    public void StayOutOfWhatTheOptionsShow()
    {
        using var services = new ServiceCollection()
            .AddCanvasRestClient(options =>
            {
                options.BaseAddress = new Uri("https://canvas.school.edu");
                options.AccessToken = TestClient.Token;
            })
            .BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<CanvasRestOptions>>().Value;

        $"{options} {JsonSerializer.Serialize(options)}".Should().Contain("canvas.school.edu").And.NotContain("CANARY");
        typeof(CanvasRestOptions).GetProperty(nameof(CanvasRestOptions.AccessToken))!
            .GetCustomAttributes(typeof(DebuggerBrowsableAttribute), inherit: false).Should().HaveCount(1);
    }

    private static ActivityListener Listen(ConcurrentBag<string> seen)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Add(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
