using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>Two databases of one shape: one for the writer under test, one for plain EF Core.</summary>
public abstract class Hosts(Provider provider) : IAsyncLifetime
{
    private readonly Dictionary<(Naming, bool), Task<TestStore>> _stores = [];

    public async Task<HostContext> ContextAsync(Naming naming, bool reference, Action<DbContextOptionsBuilder>? configure = null)
    {
        Task<TestStore> store;
        lock (_stores)
        {
            if (!_stores.TryGetValue((naming, reference), out store!))
            {
                _stores[(naming, reference)] = store = CreateAsync(naming);
            }
        }

        return Open(await store, naming, configure);
    }

    /// <summary>Every writer that the packages register.</summary>
    public static IEnumerable<IBulkWriter> Writers() =>
        new ServiceCollection().AddCanvasOperations().UsePostgreSqlBulkWriter().UseSqliteBulkWriter().UseSqlServerBulkWriter()
            .Services.BuildServiceProvider().GetServices<IBulkWriter>();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _stores.Values)
        {
            (await store).Dispose();
        }
    }

    private async Task<TestStore> CreateAsync(Naming naming)
    {
        var store = await TestStore.CreateAsync(provider);
        await using var context = Open(store, naming, null);
        await context.Database.EnsureCreatedAsync();
        return store;
    }

    private static HostContext Open(TestStore store, Naming naming, Action<DbContextOptionsBuilder>? configure)
    {
        var options = store.Configure(new DbContextOptionsBuilder()).EnableSensitiveDataLogging();
        if (naming == Naming.SnakeCase)
        {
            options.UseSnakeCaseNamingConvention();
        }

        configure?.Invoke(options);
        return naming == Naming.Schema ? new SchemaHostContext(options.Options) : new HostContext(options.Options);
    }
}

public sealed class SqliteHosts() : Hosts(Provider.Sqlite);

public sealed class PostgreSqlHosts() : Hosts(Provider.PostgreSql);

public sealed class InMemoryHosts() : Hosts(Provider.InMemory);

public sealed class SqlServerHosts() : Hosts(Provider.SqlServer);
