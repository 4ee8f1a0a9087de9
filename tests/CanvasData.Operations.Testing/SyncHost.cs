using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Testing;

/// <summary>The plainest host: a context with nothing but the tables of the library.</summary>
public class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}

/// <summary>A host that syncs a simulated Canvas into a database, put together as a user would.</summary>
public sealed class SyncHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SyncHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public ICanvasBridge Bridge => _services.GetRequiredService<ICanvasBridge>();

    public ICanvasSyncPipeline Pipeline => _services.GetRequiredService<ICanvasSyncPipeline>();

    /// <summary>Starts a host; the tables are made when they are not there.</summary>
    /// <param name="canvas">The Canvas to read.</param>
    /// <param name="store">The database to write.</param>
    /// <param name="configure">Changes the registration, after the usual steps.</param>
    /// <param name="services">Changes the services, before everything else (logging, a clock).</param>
    public static Task<SyncHost> StartAsync(
        CanvasSimulator canvas, TestStore store, Action<CanvasOperationsBuilder>? configure = null, Action<IServiceCollection>? services = null) =>
        StartAsync(canvas.BaseAddress, canvas.Token, store, configure, services);

    /// <inheritdoc cref="StartAsync(CanvasSimulator, TestStore, Action{CanvasOperationsBuilder}?, Action{IServiceCollection}?)"/>
    /// <param name="address">Where the Canvas is, perhaps in another process.</param>
    /// <param name="token">Its token.</param>
    public static async Task<SyncHost> StartAsync(
        Uri address, string token, TestStore store, Action<CanvasOperationsBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        services?.Invoke(collection);
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        collection.AddDbContext<SchoolContext>(options => store.Configure(options));
        var builder = collection.AddCanvasOperations()
            .UseDbContext<SchoolContext>()
            .UsePostgreSqlBulkWriter()
            .UseSqliteBulkWriter()
            .UseSqlServerBulkWriter()
            .UseRestClient(rest =>
            {
                rest.BaseAddress = address;
                rest.AccessToken = token;
            });
        configure?.Invoke(builder);
        var host = new SyncHost(collection.BuildServiceProvider(validateScopes: true));
        await host.UseAsync(TableScripts.CreateAsync);
        await store.SplitIfWantedAsync();
        return host;
    }

    /// <summary>Does something in a context of its own.</summary>
    public async Task<T> UseAsync<T>(Func<SchoolContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SchoolContext>());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
