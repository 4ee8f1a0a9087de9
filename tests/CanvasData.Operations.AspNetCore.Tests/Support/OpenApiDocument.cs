using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>The OpenAPI document of the host.</summary>
internal sealed partial class OpenApiDocument(JsonElement json)
{
    public JsonElement Json => json;

    public string Version => json.GetProperty("openapi").GetString()!;

    /// <summary>The operations of the web API.</summary>
    public IReadOnlyList<Operation> Operations { get; } =
        [.. json.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/canvas/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(method => new Operation(path.Name, method.Name, method.Value)))];

    public static async Task<OpenApiDocument> ReadAsync(ApiHost host)
    {
        using var client = host.Client(null);
        return new OpenApiDocument(await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json"));
    }

    internal sealed partial class Operation(string path, string method, JsonElement json)
    {
        public string Path => path;

        public string Method => method;

        public JsonElement Json => json;

        public string Id => json.GetProperty("operationId").GetString()!;

        public IEnumerable<string> PathParameters => Part().Matches(path).Select(match => match.Groups[1].Value);

        /// <summary>Whether the answer is to be had as CSV.</summary>
        public bool HasCsv => json.GetProperty("responses").TryGetProperty("200", out var answer) && answer.TryGetProperty("content", out var content) && content.TryGetProperty("text/csv", out _);

        public bool HasBody => json.TryGetProperty("requestBody", out _);

        /// <summary>The example of the answer; null for an operation without JSON.</summary>
        public JsonElement? Example => json.GetProperty("responses").EnumerateObject().Where(response => response.Name[0] == '2' && response.Value.TryGetProperty("content", out _))
            .Select(response => response.Value.GetProperty("content")).Where(content => content.TryGetProperty("application/json", out var body) && body.TryGetProperty("example", out _))
            .Select(content => (JsonElement?)content.GetProperty("application/json").GetProperty("example")).FirstOrDefault();

        public IEnumerable<string> Parameters(string place) => json.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == place).Select(one => one.GetProperty("name").GetString()!)
            : [];

        [GeneratedRegex(@"\{(\w+)\}")]
        private static partial Regex Part();
    }
}
