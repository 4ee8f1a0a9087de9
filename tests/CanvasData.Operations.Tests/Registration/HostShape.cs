using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>One way in which a host registers and shapes its context.</summary>
internal abstract class HostShape
{
    private static readonly Dictionary<string, HostShape> Shapes = new()
    {
        ["plain"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options))),
        ["transient"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options), ServiceLifetime.Transient)),
        ["pooled"] = new Shape<PortalContext>((services, store) => services.AddDbContextPool<PortalContext>(options => store.Configure(options), poolSize: 2)),
        ["factory only"] = new Shape<PortalContext>((services, store) => services.AddDbContextFactory<PortalContext>(options => store.Configure(options))),
        ["pooled factory"] = new Shape<PortalContext>((services, store) => services.AddPooledDbContextFactory<PortalContext>(options => store.Configure(options))),
        ["identity"] = new Shape<PortalIdentityContext>((services, store) => services.AddDbContext<PortalIdentityContext>(options => store.Configure(options))),
        ["snake case"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options).UseSnakeCaseNamingConvention())),
        ["custom schema"] = new Shape<SchemaContext>((services, store) => services.AddDbContext<SchemaContext>(options => store.Configure(options))),
        ["renamed and converted"] = new Shape<RenamingContext>((services, store) => services.AddDbContext<RenamingContext>(options => store.Configure(options))),
        ["retrying strategy"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options =>
        {
            _ = store.Provider == Provider.PostgreSql
                ? options.UseNpgsql(store.ConnectionString, npgsql => npgsql.EnableRetryOnFailure())
                : options.UseSqlite(store.ConnectionString, sqlite => sqlite.ExecutionStrategy(dependencies => new RetryingStrategy(dependencies)));
        })),
        ["no tracking"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking))),
        ["split queries"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options =>
        {
            _ = store.Provider == Provider.PostgreSql
                ? options.UseNpgsql(store.ConnectionString, npgsql => npgsql.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
                : options.UseSqlite(store.ConnectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
        })),
        ["query filters"] = new Shape<FilteredContext>((services, store) => services.AddDbContext<FilteredContext>(options => store.Configure(options))),
        ["foreign model customizer"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options).ReplaceService<IModelCustomizer, ForeignModelCustomizer>())),
        ["sensitive data logging"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options).EnableSensitiveDataLogging().EnableDetailedErrors())),
        ["portable writer"] = new Shape<PortalContext>((services, store) => services.AddDbContext<PortalContext>(options => store.Configure(options)), builder => builder.AddBulkWriter<PlainWriter>()),
        ["registered twice"] = new Shape<PortalContext>((services, store) =>
        {
            services.AddCanvasOperations().UseDbContext<PortalContext>();
            services.AddDbContext<PortalContext>(options => store.Configure(options));
        }),
    };

    public static IEnumerable<string> Names => Shapes.Keys;

    public static HostShape Named(string name) => Shapes[name];

    public abstract Task<ShapedHost> StartAsync(CanvasSimulator canvas, TestStore store);

    private sealed class Shape<TContext>(Action<IServiceCollection, TestStore> register, Action<CanvasOperationsBuilder>? configure = null) : HostShape where TContext : DbContext
    {
        public override async Task<ShapedHost> StartAsync(CanvasSimulator canvas, TestStore store)
        {
            var host = await TestHost<TContext>.StartAsync(
                services => register(services, store),
                builder =>
                {
                    builder.UseSimulator(canvas);
                    configure?.Invoke(builder);
                });
            return new ShapedHost(host, host.SyncAsync, work => host.UseAsync(context => work(context)));
        }
    }
}

internal sealed record ShapedHost(IAsyncDisposable Host, Func<SyncRequest?, Task<SyncReport>> SyncAsync, Func<Func<DbContext, Task<bool>>, Task<bool>> UseAsync) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
