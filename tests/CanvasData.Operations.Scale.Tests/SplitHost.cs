using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>The tables of the library in so many partitions; in none for 0.</summary>
public sealed class SplitContext(DbContextOptions<SplitContext> options, SplitCount count) : DbContext(options)
{
    public int Count => count.Value;

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(coursePartitions: Count);
}

public sealed record SplitCount(int Value);

/// <summary>Contexts with other numbers of partitions have other models.</summary>
public sealed class SplitModels : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as SplitContext)?.Count, designTime);
}

/// <summary>A host with or without partitions, put together as a user would.</summary>
public sealed class SplitHost : IAsyncDisposable
{
    private SplitHost(ServiceProvider services, string connectionString) => (Services, ConnectionString) = (services, connectionString);

    public string ConnectionString { get; }

    public ServiceProvider Services { get; }

    public ICanvasBridge Bridge => Services.GetRequiredService<ICanvasBridge>();

    public static async Task<SplitHost> StartAsync(CanvasSimulator canvas, TestStore store, int partitions)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new SplitCount(partitions));
        services.AddDbContext<SplitContext>(options => store.Configure(options).ReplaceService<IModelCacheKeyFactory, SplitModels>());
        services.AddCanvasOperations().UseDbContext<SplitContext>().UsePostgreSqlBulkWriter().UseSqliteBulkWriter().UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (canvas.BaseAddress, canvas.Token));
        var host = new SplitHost(services.BuildServiceProvider(validateScopes: true), store.ConnectionString);
        await host.UseAsync(context => context.Database.EnsureCreatedAsync());
        return host;
    }

    public Task SplitAsync() => UseAsync(async context =>
    {
        await context.Database.SplitCanvasDataAsync();
        return true;
    });

    /// <summary>Does something in a context of its own.</summary>
    public async Task<T> UseAsync<T>(Func<SplitContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SplitContext>());
    }

    /// <summary>Uses a service in a scope of its own.</summary>
    public async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>The first column of a query.</summary>
    public Task<List<string>> TextsAsync(string sql) => UseAsync(async context =>
    {
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetValue(0).ToString()!);
        }

        return texts;
    });

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
