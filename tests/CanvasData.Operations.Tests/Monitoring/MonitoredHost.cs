using CanvasData.Operations.Model;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Monitoring;

/// <summary>A host that monitors its queries, with a table of its own beside those of the library.</summary>
internal sealed class MonitoredHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestStore _store;

    private MonitoredHost(ServiceProvider services, TestStore store) => (_services, _store) = (services, store);

    public IServiceProvider Services => _services;

    public IPerformanceMonitor Monitor => _services.GetRequiredService<IPerformanceMonitor>();

    public TestStore Store => _store;

    /// <summary>Starts a host with 200 books; what its start sent is forgotten.</summary>
    /// <param name="register">Registers the context; null for AddDbContext.</param>
    public static async Task<MonitoredHost> StartAsync(
        Provider provider, Action<MonitoringOptions>? options = null, Action<IServiceCollection, TestStore>? register = null, ILoggerProvider? log = null)
    {
        var store = await TestStore.CreateAsync(provider);
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            if (log is not null)
            {
                logging.AddProvider(log);
            }
        });
        (register ?? ((collection, database) => collection.AddDbContext<LibraryContext>(context => database.Configure(context))))(services, store);
        services.AddCanvasOperations().UseDbContext<LibraryContext>().MonitorQueries(options);
        var host = new MonitoredHost(services.BuildServiceProvider(validateScopes: true), store);
        await host.UseAsync(async context =>
        {
            await context.Database.EnsureCreatedAsync();
            context.AddRange(Enumerable.Range(1, 200).Select(number => new Book { Title = $"Book {number}", Shelf = number % 20 }));
            return await context.SaveChangesAsync();
        });
        host.Monitor.Reset();
        return host;
    }

    public async Task<T> UseAsync<T>(Func<LibraryContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LibraryContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _store.Dispose();
    }
}

internal sealed class LibraryContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Book> Books => Set<Book>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCanvasData();
        modelBuilder.Entity<Book>().HasIndex(book => book.Title);
    }
}

internal sealed class Book
{
    public long Id { get; set; }

    public string Title { get; set; } = "";

    public int Shelf { get; set; }

    public int Row { get; set; }

    public int Side { get; set; }
}
