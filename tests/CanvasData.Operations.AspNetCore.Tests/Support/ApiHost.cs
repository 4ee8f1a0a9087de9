using System.Collections.Concurrent;
using System.Net.Http.Headers;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
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
        Configure(builder.Services, _store, Canvas);
        _app = builder.Build();
        Map(_app);
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

    /// <summary>A client with a bearer token.</summary>
    /// <param name="roles">The roles, separated by commas; null for no sign-in.</param>
    /// <param name="userId">The Canvas user id; null for none.</param>
    public HttpClient Client(string? roles, long? userId = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app!.Urls.Single() + "/canvas/") };
        if (roles is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{roles}:{userId}");
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

    private void Configure(IServiceCollection services, TestStore store, CanvasSimulator canvas)
    {
        services.AddDbContext<SchoolContext>(options => store.Configure(options));
        services.AddCanvasOperations(options =>
            {
                options.Queries.RequireScope = true;
                options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "seat", Type = CustomFieldType.WholeNumber });
                options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Course, Name = "seat", Type = CustomFieldType.WholeNumber });
                options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Assignment, Name = "seat", Type = CustomFieldType.WholeNumber });
            })
            .UseDbContext<SchoolContext>()
            .UseSqliteBulkWriter()
            .UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (canvas.BaseAddress, canvas.Token))
            .AddWebApi(options =>
            {
                options.UserIdClaim = "canvas_user_id";
                options.FindRoles = http => ValueTask.FromResult(Enum.GetValues<CanvasApiRoles>()
                    .Where(role => http.User.IsInRole(role.ToString().ToLowerInvariant())).Aggregate(CanvasApiRoles.None, (all, role) => all | role));
                options.FindCaseload = _ => ValueTask.FromResult<IReadOnlyCollection<long>>([People.Student]);
                options.Policy = "portal";
            });
        services.AddHealthChecks().AddCanvasSync();
        services.AddAuthentication("Either")
            .AddPolicyScheme("Either", null, either => either.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.Count > 0 ? TestSignIn.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie => cookie.LoginPath = "/sign-in")
            .AddScheme<AuthenticationSchemeOptions, TestSignIn>(TestSignIn.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy("portal", policy => policy.RequireAuthenticatedUser());
    }

    private static void Map(WebApplication app)
    {
        app.MapCanvasOperations("/canvas");
        app.MapPost("/sign-in", (HttpContext http, string token) =>
            http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, TestSignIn.Person(token, CookieAuthenticationDefaults.AuthenticationScheme)));
    }
}

[CollectionDefinition(Name)]
public sealed class OneHost : ICollectionFixture<ApiHost>
{
    public const string Name = "One host";
}
