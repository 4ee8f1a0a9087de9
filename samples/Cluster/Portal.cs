using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.ClusterSample;

/// <summary>The context of the portal: the tables of the library, and those of a cluster.</summary>
internal sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData().AddCanvasCluster();
}

/// <summary>A portal on one database. It starts and reads runs, and is no worker itself.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Portal(ServiceProvider services, string database) => (_services, Database) = (services, database);

    public string Database { get; }

    public IClusterSync Cluster => _services.GetRequiredService<IClusterSync>();

    /// <summary>Makes the tables in an empty database.</summary>
    public static async Task<Portal> CreateAsync(string database, CanvasSimulator canvas)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        Add(services, database, canvas.BaseAddress, canvas.Token).UseCluster();
        var portal = new Portal(services.BuildServiceProvider(validateScopes: true), database);
        await portal.UseAsync(context => context.Database.EnsureCreatedAsync());
        return portal;
    }

    /// <summary>Adds what the portal and its workers have in common.</summary>
    public static CanvasOperationsBuilder Add(IServiceCollection services, string database, Uri canvas, string token)
    {
        services.AddDbContext<SchoolContext>(options => options.UseNpgsql(database));
        return services.AddCanvasOperations().UseDbContext<SchoolContext>().UsePostgreSqlBulkWriter().UseRestClient(rest =>
        {
            rest.BaseAddress = canvas;
            rest.AccessToken = token;
        });
    }

    public async Task<T> UseAsync<T>(Func<SchoolContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SchoolContext>());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
