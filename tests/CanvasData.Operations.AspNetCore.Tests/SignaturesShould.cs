using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class SignaturesShould(ApiHost host)
{
    private static readonly NoteText Private = new() { Text = "For me only.", Visibility = NoteVisibility.Author };

    [Theory]
    [InlineData("a-17", "a-18")]
    [InlineData("sub=17", "sub=18")]
    public async Task KeepTwoPeopleOfOneNameApart(string key, string otherKey)
    {
        using var http = host.Client("adviser", key: key);
        using var otherHttp = host.Client("adviser", key: otherKey);
        var (writer, other) = (new CanvasOperationsClient(http), new CanvasOperationsClient(otherHttp));

        var note = await writer.AddStudentNoteAsync(host.People.Student, Private);

        note.Author.Should().Be(NoteAuthor.Named(key.Replace("sub=", "", StringComparison.Ordinal)));
        (await writer.GetNoteAsync(note.Id)).Text.Should().Be(Private.Text);
        await other.Awaiting(one => one.GetNoteAsync(note.Id)).Should().ThrowAsync<CanvasApiRequestException>().Where(error => error.Status == HttpStatusCode.NotFound);
        await other.Awaiting(one => one.DeleteNoteAsync(note.Id, note.Version)).Should().ThrowAsync<CanvasApiRequestException>().Where(error => error.Status == HttpStatusCode.NotFound);
        (await other.ListStudentNotesAsync(host.People.Student)).Rows.Should().NotContain(one => one.Id == note.Id);
        (await writer.ListStudentNotesAsync(host.People.Student)).Rows.Should().Contain(one => one.Id == note.Id);
        await writer.DeleteNoteAsync(note.Id, note.Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task BeRefusedForAPersonWithoutAKey(int keyLength)
    {
        using var client = host.Client("administrator", key: new string('k', keyLength));
        foreach (var row in Rows.All.Where(row => row.Name is "AddStudentNote" or "AddCourseNote" or "EditNote" or "DeleteNote" or "Decide" or "DeletePermanently"))
        {
            using var request = new HttpRequestMessage(row.Method, row.Path(Own));
            request.Content = row.Body is { } body ? new StringContent(body(Own), System.Text.Encoding.UTF8, "application/json") : null;
            using var response = await client.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.Forbidden, row.Name);
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().Should().EndWith("person-unknown");
        }

        (await client.GetAsync($"students/{host.People.Student}/notes")).StatusCode.Should().Be(HttpStatusCode.OK, "reading needs no signature");
    }

    [Fact]
    public async Task UseTheClaimThatTheHostNames()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Portal.Configure(builder.Services, store, () => []).UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (host.Canvas.BaseAddress, host.Canvas.Token));
        builder.Services.Configure<CanvasApiOptions>(options => options.PersonKeyClaim = "sub");
        await using var app = builder.Build();
        Portal.Map(app);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
        }

        await app.StartAsync();

        (await DecideAsync("someone")).Should().Be(HttpStatusCode.Forbidden);
        (await DecideAsync("sub=17")).Should().Be(HttpStatusCode.NotFound, "nothing is stored");

        async Task<HttpStatusCode> DecideAsync(string key)
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/canvas/") };
            http.DefaultRequestHeaders.Authorization = new("Bearer", $"administrator::{key}");
            using var response = await http.PostAsJsonAsync("lifecycle/decisions", new { decision = "keep", objectType = "assignment", ids = new[] { 1 } });
            return response.StatusCode;
        }
    }

    private Objects Own => new(host.People.Course, host.People.Student, host.People.Assignment, 1, Guid.NewGuid());
}
