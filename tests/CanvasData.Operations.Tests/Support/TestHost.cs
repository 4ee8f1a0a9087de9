using CanvasData.Operations.Client;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Support;

/// <summary>A host of any shape: its own context, its own client, its own database.</summary>
internal sealed class TestHost<TContext> : IAsyncDisposable where TContext : DbContext
{
    private readonly ServiceProvider _services;

    private TestHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public ICanvasBridge Bridge => _services.GetRequiredService<ICanvasBridge>();

    public ICanvasSyncPipeline Pipeline => _services.GetRequiredService<ICanvasSyncPipeline>();

    /// <param name="services">Registers the context, a clock and the like.</param>
    /// <param name="client">The step that says which Canvas.</param>
    /// <param name="options">Settings of the library.</param>
    public static async Task<TestHost<TContext>> StartAsync(
        Action<IServiceCollection> services, Action<CanvasOperationsBuilder> client, Action<CanvasOperationsOptions>? options = null, bool createTables = true, bool ownWriters = true)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services(collection);
        var builder = collection.AddCanvasOperations(options).UseDbContext<TContext>();
        client(ownWriters ? builder.UsePostgreSqlBulkWriter().UseSqliteBulkWriter() : builder);
        var host = new TestHost<TContext>(collection.BuildServiceProvider(validateScopes: true));
        if (createTables)
        {
            await host.UseAsync(context => context is SchoolContext ? TableScripts.CreateAsync(context) : context.Database.EnsureCreatedAsync());
        }

        return host;
    }

    public async Task<T> UseAsync<T>(Func<TContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<TContext>() is { } context)
        {
            return await work(context);
        }

        await using var made = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync();
        return await work(made);
    }

    public Task<List<T>> RowsAsync<T>() where T : class => UseAsync(context => context.Set<T>().IgnoreQueryFilters().AsNoTracking().ToListAsync());

    /// <summary>Syncs everything and insists that it went well.</summary>
    public async Task<SyncReport> SyncAsync(SyncRequest? request = null)
    {
        var report = await Bridge.SyncAllCoursesAsync(request ?? new SyncRequest());
        report.Succeeded.Should().BeTrue(report.ToString());
        return report;
    }

    /// <summary>Syncs one course and insists that it went well.</summary>
    public async Task<CourseSyncReport> SyncCourseAsync(long courseId, SyncRequest? request = null)
    {
        var report = await Bridge.SyncCourseAsync(courseId, request ?? new SyncRequest());
        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, report.Failure?.Message);
        return report;
    }

    /// <summary>Changes stored rows as a host would.</summary>
    public Task ChangeAsync(Func<TContext, Task> change) => UseAsync(async context =>
    {
        await change(context);
        return await context.SaveChangesAsync();
    });

    /// <summary>Every cell of every table but the log of runs and the course lease.</summary>
    public async Task<SortedDictionary<string, List<string>>> TablesAsync(Func<string, bool>? columns = null)
    {
        var tables = await UseAsync(context => RowText.TablesAsync(context, columns));
        tables.Remove("CanvasCourseLease");
        tables.Remove("CanvasSyncRun");
        return tables;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>The usual hosts.</summary>
internal static class TestHost
{
    public static Task<TestHost<SchoolContext>> StartAsync(
        ICanvasClient canvas, TestStore store, Action<CanvasOperationsOptions>? options = null,
        Action<CanvasOperationsBuilder>? configure = null, Action<IServiceCollection>? services = null) =>
        StartAsync(store, builder => builder.UseCanvasClient(_ => canvas), options, configure, services);

    public static Task<TestHost<SchoolContext>> StartAsync(
        CanvasSimulator canvas, TestStore store, Action<CanvasOperationsOptions>? options = null,
        Action<CanvasOperationsBuilder>? configure = null, Action<IServiceCollection>? services = null) =>
        StartAsync(store, builder => builder.UseSimulator(canvas), options, configure, services);

    public static CanvasOperationsBuilder UseSimulator(this CanvasOperationsBuilder builder, CanvasSimulator canvas) => builder.UseRestClient(rest =>
    {
        rest.BaseAddress = canvas.BaseAddress;
        rest.AccessToken = canvas.Token;
    });

    private static Task<TestHost<SchoolContext>> StartAsync(
        TestStore store, Action<CanvasOperationsBuilder> client, Action<CanvasOperationsOptions>? options,
        Action<CanvasOperationsBuilder>? configure, Action<IServiceCollection>? services) =>
        TestHost<SchoolContext>.StartAsync(
            collection =>
            {
                services?.Invoke(collection);
                collection.AddDbContext<SchoolContext>(context => store.Configure(context));
            },
            builder =>
            {
                client(builder);
                configure?.Invoke(builder);
            },
            options);
}
