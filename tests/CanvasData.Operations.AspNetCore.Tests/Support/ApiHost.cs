using System.Collections.Concurrent;
using System.Net.Http.Headers;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>A portal with the web API on Kestrel, whose school was synced from a simulated Canvas into a SQLite file.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly ConcurrentDictionary<CanvasApiRoles, HttpClient> _clients = new();
    private TestStore? _store;
    private WebApplication? _app;

    public CanvasSimulator Canvas { get; private set; } = null!;

    public People People { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public IReadOnlyList<RouteEndpoint> Endpoints => [.. ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>What the host logged, as text.</summary>
    public LogTexts Logs { get; } = new();

    public async Task InitializeAsync()
    {
        var now = DateTimeOffset.UtcNow;
        Canvas = await CanvasSimulator.StartAsync(new() { Courses = 6, Students = 60, AssignmentsPerCourse = 12, StartsAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) });
        _store = await TestStore.CreateAsync(Provider.Sqlite);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Information);
        Portal.Configure(builder.Services, _store, () => [People.Student])
            .UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (Canvas.BaseAddress, Canvas.Token));
        _app = builder.Build();
        Portal.Map(_app);
        await using (var scope = Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
            var report = await scope.ServiceProvider.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync();
            report.Succeeded.Should().BeTrue();
            People = await People.FindAsync(scope.ServiceProvider.GetRequiredService<SchoolContext>());
        }

        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _app!.DisposeAsync();
        await Canvas.DisposeAsync();
        _store!.Dispose();
        Logs.Dispose();
    }

    /// <summary>Where the portal listens.</summary>
    public Uri Address => new(_app!.Urls.Single());

    /// <summary>Syncs the course of the people, as after a change in Canvas.</summary>
    public async Task SyncAsync() => (await Services.GetRequiredService<ICanvasBridge>().SyncCourseAsync(People.Course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);

    /// <summary>A client with a bearer token.</summary>
    /// <param name="roles">The roles, separated by commas; null for no sign-in.</param>
    /// <param name="userId">The Canvas user id; null for none.</param>
    /// <param name="key">The key of the person, empty for none; null for one of these roles and this id.</param>
    public HttpClient Client(string? roles, long? userId = null, string? key = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address, "/canvas/") };
        if (roles is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{roles}:{userId}{(key is null ? "" : ":")}{key}");
        }

        return client;
    }

    /// <summary>The same for many requests; it belongs to the host.</summary>
    public HttpClient SharedClient(CanvasApiRoles role) => _clients.GetOrAdd(role, Client);

    /// <summary>The person of a role, as the portal knows it.</summary>
    public HttpClient Client(CanvasApiRoles role) => role switch
    {
        CanvasApiRoles.None => Client(null),
        CanvasApiRoles.Administrator => Client("administrator"),
        CanvasApiRoles.Adviser => Client("adviser"),
        CanvasApiRoles.Teacher => Client("teacher", People.Teacher),
        CanvasApiRoles.Observer => Client("observer", People.Observer),
        _ => Client("student", People.Student),
    };
}

[CollectionDefinition(Name)]
public sealed class OneHost : ICollectionFixture<ApiHost>
{
    public const string Name = "One host";
}
