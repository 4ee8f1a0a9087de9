using System.Net;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The exception that is thrown when the web API refused a request.</summary>
public sealed class CanvasApiRequestException : CanvasOperationsException
{
    private const string NoRemedy = "Look at the status.";

    private CanvasApiRequestException(HttpStatusCode status, string? type, string title, string? detail, string? remedy)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The web API answered {(int)status}: {detail ?? title}"), remedy ?? NoRemedy) => (Status, Type, Title) = (status, type, title);

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The kind of problem, for example <c>urn:canvasdata:problem:edit-conflict</c>; null when the answer had no problem details.</summary>
    public string? Type { get; }

    /// <summary>A sentence for the person who asked.</summary>
    public string Title { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Status == HttpStatusCode.ServiceUnavailable;

    internal static async Task<CanvasApiRequestException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var problem = JsonDocument.Parse(text);
            return new CanvasApiRequestException(
                response.StatusCode, Part(problem, "type"), Part(problem, "title") ?? response.StatusCode.ToString(), Part(problem, "detail"), Part(problem, "remedy"));
        }
        catch (JsonException)
        {
            // A proxy before the host answers in its own way.
            return new CanvasApiRequestException(response.StatusCode, null, response.StatusCode.ToString(), null, null);
        }
    }

    private static string? Part(JsonDocument problem, string name) =>
        problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.String ? part.GetString() : null;
}
