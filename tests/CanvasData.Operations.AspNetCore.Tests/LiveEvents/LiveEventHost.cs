using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

/// <summary>The tables of the library and those of Live Events.</summary>
public class LiveContext(DbContextOptions<LiveContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData().AddCanvasLiveEvents();
}

/// <summary>A host on Kestrel that receives the Live Events of a simulated school, put together as a user would.</summary>
internal sealed class LiveEventHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveEventHost(WebApplication app, LogTexts logs) => (_app, Logs) = (app, logs);

    public IServiceProvider Services => _app.Services;

    public LogTexts Logs { get; }

    public ILiveEvents Handler => Services.GetRequiredService<ILiveEvents>();

    public Uri Address => new(new Uri(_app.Urls.Single()), "/canvas/events");

    public static async Task<LiveEventHost> StartAsync(
        CanvasSimulator canvas, TestStore store, Action<LiveEventOptions>? configure = null, Action<LiveEventEndpointOptions>? endpoint = null, Action<CanvasOperationsBuilder>? library = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        var logs = new LogTexts();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddDbContext<LiveContext>(options => store.Configure(options));
        var operations = builder.Services.AddCanvasOperations(options => options.Sync.LeaseDuration = TimeSpan.FromSeconds(5))
            .UseDbContext<LiveContext>()
            .UsePostgreSqlBulkWriter()
            .UseSqliteBulkWriter()
            .UseRestClient(client => (client.BaseAddress, client.AccessToken, client.MaxAttempts) = (canvas.BaseAddress, canvas.Token, 2))
            .UseLiveEvents(options =>
            {
                options.RootAccountUuid = canvas.LiveEvents.RootAccountUuid;
                options.CollectFor = TimeSpan.FromMilliseconds(50);
                configure?.Invoke(options);
            })
            .AddLiveEventEndpoint(options =>
            {
                options.KeysAddress = canvas.LiveEvents.KeysAddress;
                endpoint?.Invoke(options);
            });
        library?.Invoke(operations);
        var app = builder.Build();
        app.MapCanvasLiveEvents("/canvas/events");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<LiveContext>().Database.EnsureCreatedAsync();
        }

        await app.StartAsync();
        return new LiveEventHost(app, logs);
    }

    public async Task SyncAsync() => (await Services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync()).Succeeded.Should().BeTrue();

    public async Task<T> UseAsync<T>(Func<LiveContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LiveContext>());
    }

    /// <summary>The hints that are stored.</summary>
    public Task<int> HintsAsync() => UseAsync(database => database.Set<CanvasLiveEventHint>().CountAsync());

    public Task UntilNothingWaitsAsync() => Wait.UntilAsync(async () => (await Handler.ReadBacklogAsync()).Waiting == 0, "every event should be served");

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Logs.Dispose();
    }
}

internal static class Wait
{
    // Only a test that fails waits that long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task UntilAsync(Func<Task<bool>> holds, string because)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(Patience, because);
            await Task.Delay(20);
        }
    }
}
