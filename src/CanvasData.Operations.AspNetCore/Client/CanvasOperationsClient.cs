using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CanvasData.Operations.Orchestration;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Calls the web API, for Blazor and other .NET programs. It has a method for each operation of the OpenAPI document. Safe for concurrent
/// use once its properties are set.
/// </summary>
/// <param name="http">
/// Sends the requests. Its base address ends with the prefix of the API and a slash, for example <c>https://portal.school.edu/canvas/</c>,
/// and it carries the sign-in.
/// </param>
/// <remarks>
/// A refused request throws <see cref="CanvasApiRequestException"/>, and a broken connection <see cref="HttpRequestException"/>.
/// </remarks>
public sealed partial class CanvasOperationsClient(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = CreateOptions();

    /// <summary>The role of the requests; null for the widest one of the person.</summary>
    public CanvasApiRoles? Role { get; set; }

    /// <summary>The antiforgery token of writes, from <see cref="GetFormTokenAsync"/>; null with a bearer token, which needs none.</summary>
    public FormToken? FormToken { get; set; }

    /// <summary>Follows a run until it ends. Where events are no longer kept, the next event holds the whole state.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="after">The number of the last event that the caller has; 0 for all.</param>
    /// <param name="cancellationToken">Ends the reading, not the run.</param>
    public async IAsyncEnumerable<SyncProgressEvent> FollowSyncAsync(Guid runId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = Create(HttpMethod.Get, $"syncs/{runId}/events", null);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            yield break;
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<SyncProgressEvent>(data, Json)!);
            await foreach (var item in parser.EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                if (item.EventType != ProgressEvents.SignOfLife)
                {
                    yield return item.Data;
                }
            }
        }
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Add(options);
        return options;
    }

    private async Task<T> GetAsync<T>(string path, ApiQuery? query, CancellationToken cancellationToken, HttpStatusCode? alsoGood = null)
    {
        using var request = Create(HttpMethod.Get, path, query);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, alsoGood, cancellationToken).ConfigureAwait(false);
        return (await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken).ConfigureAwait(false))!;
    }

    private async Task<ApiPage<T>> PageAsync<T>(string path, ApiQuery query, CancellationToken cancellationToken)
    {
        using var request = Create(HttpMethod.Get, path, query);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, null, cancellationToken).ConfigureAwait(false);
        var rows = await response.Content.ReadFromJsonAsync<IReadOnlyList<T>>(Json, cancellationToken).ConfigureAwait(false);
        return new ApiPage<T>(rows!, ApiQuery.CursorOf(response));
    }

    private async Task<T> SendAsync<TBody, T>(HttpMethod method, string path, TBody body, CancellationToken cancellationToken, int? version = null)
    {
        using var request = Create(method, path, null, version);
        request.Content = JsonContent.Create(body, options: Json);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, null, cancellationToken).ConfigureAwait(false);
        return (await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken).ConfigureAwait(false))!;
    }

    private async Task SendAsync(HttpMethod method, string path, CancellationToken cancellationToken, int? version = null)
    {
        using var request = Create(method, path, null, version);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, null, cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage Create(HttpMethod method, string path, ApiQuery? query, int? version = null)
    {
        query ??= new ApiQuery();
        var request = new HttpRequestMessage(method, new Uri(path + query.Add(CallerReader.RoleParameter, Role?.ToString()), UriKind.Relative));
        if (version is { } number)
        {
            request.Headers.Add("If-Match", RowVersion.Tag(number));
        }

        if (method != HttpMethod.Get && FormToken is { } token)
        {
            request.Headers.Add(token.Header, token.Token);
        }

        return request;
    }

    private static async Task CheckAsync(HttpResponseMessage response, HttpStatusCode? alsoGood, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode && response.StatusCode != alsoGood)
        {
            throw await CanvasApiRequestException.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
