using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>The tool <c>canvas-simulator</c>.</summary>
public sealed partial class SimulatorProgramShould
{
    private static readonly string Program = Path.Combine(
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!.Replace("CanvasData.Operations.Simulator.Tests", "CanvasData.Operations.Simulator.Tool", StringComparison.Ordinal),
        new DirectoryInfo(AppContext.BaseDirectory).Name,
        "CanvasData.Operations.Simulator.Tool.dll");

    [Fact]
    public async Task ServeUntilItIsAskedToEnd()
    {
        using var child = Run("--courses", "2", "--students", "30", "--seed", "9", "--assignments", "4", "--token", "tkn", "--port", "0", "--latency-ms", "1", "--rate-limit", "--fault", "error-500@*/sections#1");
        var printed = "";
        while (!printed.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            printed += await child.Process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"It ended early: {printed}{await child.Process.StandardError.ReadToEndAsync()}");
        }

        printed.Should().Contain("curl").And.Contain("tkn");
        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(printed).Value) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("test/1");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "tkn");
        (await http.GetStringAsync("api/v1/courses")).Should().Contain("\"id\":1001").And.Contain("\"id\":1002").And.NotContain("\"id\":1003");
        (await http.GetAsync("api/v1/courses/1001/sections")).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var second = await http.GetAsync("api/v1/courses/1001/sections");
        second.StatusCode.Should().Be(HttpStatusCode.OK);
        second.Headers.Contains("X-Rate-Limit-Remaining").Should().BeTrue();
        using var kill = Child.Start("kill", ["-TERM", $"{child.Process.Id}"], "This test needs a POSIX system.");
        (await child.EndAsync()).Code.Should().Be(0);
    }

    [Fact]
    public async Task LetTheSchoolLiveOnFromNow()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        using var child = Run("--courses", "1", "--students", "12", "--speed", "8640");
        var printed = "";
        while (!printed.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            printed += await child.Process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"It ended early: {printed}{await child.Process.StandardError.ReadToEndAsync()}");
        }

        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(printed).Value) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("test/1");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "simulator-token");
        var first = await PresentAsync();
        first.Should().BeOnOrAfter(before).And.BeBefore(before.AddMinutes(10));
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (await PresentAsync() is var now && now < first.AddDays(1))
        {
            waited.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(5), "a day passes in ten seconds");
            await Task.Delay(200);
        }

        using var kill = Child.Start("kill", ["-TERM", $"{child.Process.Id}"], "This test needs a POSIX system.");
        (await child.EndAsync()).Code.Should().Be(0);

        async Task<DateTimeOffset> PresentAsync()
        {
            using var answer = await http.GetAsync("api/v1/courses");
            return answer.Headers.Date!.Value;
        }
    }

    [Fact]
    public async Task ExplainItself()
    {
        using var child = Run("--help");
        var (code, output, _) = await child.EndAsync();
        code.Should().Be(0);
        string[] words = ["--port", "--seed", "--courses", "--students", "--assignments", "--token", "--latency-ms", "--starts-at", "--speed", "--real-shapes", "--fault", .. Fault.Names];
        output.Should().ContainAll(words);
    }

    [Theory]
    [InlineData("There is no argument \"--nonsense\".", "--nonsense")]
    [InlineData("--port needs a value.", "--port")]
    [InlineData("--port takes a whole number, not \"x\".", "--port", "x")]
    [InlineData("Courses is 0; it must be between 1 and 10,000.", "--courses", "0")]
    [InlineData("There is no fault \"gremlins\".", "--fault", "gremlins")]
    [InlineData("Fault \"slow\": \"x\" is not a whole number", "--fault", "slow:x")]
    [InlineData("--fault takes NAME", "--fault", "Slow!")]
    [InlineData("--starts-at takes a time", "--starts-at", "yesterday")]
    [InlineData("--speed takes 0, or a number", "--speed", "-1")]
    [InlineData("--speed takes 0, or a number", "--speed", "NaN")]
    [InlineData("the percentage must be above 0", "--fault", "slow%0")]
    public async Task SayWhatIsWrongWithItsArguments(string message, params string[] arguments)
    {
        using var child = Run(arguments);
        var (code, output, error) = await child.EndAsync();
        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Contain(message).And.Contain("--help");
    }

    private static Child Run(params string[] arguments) => Child.Start("dotnet", [Program, .. arguments], "The .NET SDK must be on the PATH.");

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
