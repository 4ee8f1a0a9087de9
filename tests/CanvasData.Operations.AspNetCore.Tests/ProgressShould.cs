using System.Net;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator.Testing;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests;

public sealed class ProgressShould
{
    private const int KeptEvents = 1_000;

    [Fact]
    public async Task BeFollowedToTheEndResumedAndAnsweredByTheWholeStateAfterAGap()
    {
        var school = new TestSchool();
        for (var number = 1; number <= 130; number++)
        {
            school.AddCourse($"Course {number}").WithAssignment("Essay").WithStudent("Ana Example").Graded(5);
        }

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Portal.Configure(builder.Services, store, () => []).UseCanvasClient(_ => school);
        await using var app = builder.Build();
        Portal.Map(app);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
        }

        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/canvas/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "administrator:");
        var client = new CanvasOperationsClient(http);
        var start = await client.StartSyncAsync(new SyncStart());

        var events = new List<SyncProgressEvent>();
        await foreach (var happened in client.FollowSyncAsync(start.RunId))
        {
            events.Add(happened);
        }

        var last = events[^1];
        last.Progress.State.Should().Be(SyncProgressState.Succeeded);
        last.Progress.EndedCourses.Should().Be(130);
        last.Number.Should().BeGreaterThan(KeptEvents, "the test needs more events than are kept");
        events.Select(happened => happened.Number).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (await client.GetSyncAsync(start.RunId)).Should().BeEquivalentTo(last.Progress);

        // A reader that lost the connection goes on after its last event.
        var resumed = await FramesAsync(http, start.RunId, last.Number - 3);
        resumed.Should().HaveCount(3);
        resumed[0].Should().Contain("event: progress").And.Contain($"id: {last.Number - 2}");

        // Events after this one are no longer kept: the first event replaces what the reader knows.
        var gap = await FramesAsync(http, start.RunId, 1);
        gap.Should().HaveCount(KeptEvents);
        gap[0].Should().Contain("event: state").And.Contain("\"progress\":").And.Contain($"id: {last.Number - KeptEvents + 1}");
        gap[1].Should().Contain("event: progress");

        // A browser that has everything is asked to stop.
        using var done = await SendAsync(http, start.RunId, last.Number);
        done.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    private static async Task<IReadOnlyList<string>> FramesAsync(HttpClient http, Guid run, long after)
    {
        using var response = await SendAsync(http, run, after);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, Guid run, long after)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"syncs/{run}/events");
        request.Headers.Add("Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return http.SendAsync(request);
    }
}
