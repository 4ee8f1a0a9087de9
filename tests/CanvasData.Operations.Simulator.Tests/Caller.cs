using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>A bare HTTP caller: it follows no redirect, decodes nothing, and shows answers as they came.</summary>
public sealed class Caller : IDisposable
{
    private readonly HttpClient http;

    public Caller(CanvasSimulator simulator, bool stringIds = false)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(simulator.BaseAddress, "api/v1/") };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("SimulatorTests/1.0");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Token);
        if (stringIds)
        {
            http.DefaultRequestHeaders.Accept.ParseAdd("application/json+canvas-string-ids");
        }
    }

    public HttpRequestHeaders Headers => http.DefaultRequestHeaders;

    public void Dispose() => http.Dispose();

    public async Task<Answer> GetAsync(string pathOrUrl, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, pathOrUrl);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    /// <summary>An answer whose body is read by the caller.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancel = default) => http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancel);

    public async Task<JsonArray> ListAsync(string path) => JsonNode.Parse((await OkAsync(path)).Body)!.AsArray();

    public async Task<JsonObject> ObjectAsync(string path) => JsonNode.Parse((await OkAsync(path)).Body)!.AsObject();

    /// <summary>Every page of a list, by its next links.</summary>
    public async Task<List<Answer>> PagesAsync(string path)
    {
        var pages = new List<Answer>();
        for (string? url = path; url is not null; url = pages[^1].Link("next"))
        {
            pages.Add(await OkAsync(url));
            pages.Count.Should().BeLessThan(10_000, "a list must end");
        }

        return pages;
    }

    public async Task<List<JsonObject>> RowsAsync(string path) =>
        [.. (await PagesAsync(path)).SelectMany(p => JsonNode.Parse(p.Body)!.AsArray()).Select(n => n!.AsObject())];

    private async Task<Answer> OkAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.Status.Should().Be(HttpStatusCode.OK, "{0} should be served, but said {1}", path, answer.Body);
        return answer;
    }
}

public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string MediaType => ContentHeaders.ContentType?.MediaType ?? "";

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string LinkHeader => Headers.TryGetValues("Link", out var values) ? values.Single() : "";

    public string? Link(string rel) => LinkHeader.Split(",<").Select(l => l.TrimStart('<')).Where(l => l.EndsWith($"rel=\"{rel}\"", StringComparison.Ordinal))
        .Select(l => l[..l.IndexOf('>', StringComparison.Ordinal)]).SingleOrDefault();
}

/// <summary>One school for all tests that only read it.</summary>
public sealed class SharedSchool : IAsyncLifetime
{
    public CanvasSimulator Simulator { get; private set; } = null!;

    public Caller Caller { get; private set; } = null!;

    public SimulatedSchool School => Simulator.School;

    public async Task InitializeAsync()
    {
        Simulator = await CanvasSimulator.StartAsync();
        Caller = new Caller(Simulator);
    }

    public async Task DisposeAsync()
    {
        Caller.Dispose();
        await Simulator.DisposeAsync();
    }
}

/// <summary>A small school of its own for each test that changes it or breaks it.</summary>
public abstract class OwnSchool : IAsyncLifetime
{
    protected static readonly CanvasSimulatorOptions Small = new() { Courses = 5, Students = 60, AssignmentsPerCourse = 20 };

    protected CanvasSimulator Simulator { get; private set; } = null!;

    protected Caller Caller { get; private set; } = null!;

    protected SimulatedSchool School => Simulator.School;

    protected long CourseId { get; private set; }

    protected string BulkPath => $"courses/{CourseId}/students/submissions?student_ids[]=all&per_page=100";

    public async Task InitializeAsync()
    {
        Simulator = await CanvasSimulator.StartAsync(Small);
        Caller = new Caller(Simulator);
        CourseId = School.Courses[0].Id;
    }

    public async Task DisposeAsync()
    {
        Caller.Dispose();
        await Simulator.DisposeAsync();
    }
}
