using System.Net.Http.Json;
using System.Text.Json;

namespace CanvasData.Operations.AspNetCore.Tests;

internal static class HttpClientExtensions
{
    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        response.IsSuccessStatusCode.Should().BeTrue($"{path} answered {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
