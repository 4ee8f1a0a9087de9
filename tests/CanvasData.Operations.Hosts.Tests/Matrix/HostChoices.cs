using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests.Matrix;

/// <summary>The dimensions of the matrix: what a host chooses for its context, its model and its options.</summary>
public static class HostChoices
{
    private static readonly Dictionary<string, Registrar> ModelShapes = new()
    {
        ["default"] = new Registrar<DefaultModel>(),
        ["schema"] = new Registrar<SchemaModel>(),
        ["snake case"] = new Registrar<SnakeCaseModel>(),
        ["letters for bools"] = new Registrar<LetterBoolModel>(),
        ["numbers for bools"] = new Registrar<NumberBoolModel>(),
        ["row versions"] = new Registrar<RowVersionModel>(),
        ["lengths by convention"] = new Registrar<MaxLengthModel>(),
        ["query filters"] = new Registrar<FilteredModel>(),
        ["column types"] = new Registrar<ColumnTypeModel>(),
        ["own columns"] = new Registrar<OwnColumnModel>(),
    };

    private static readonly Dictionary<string, Action<DbContextOptionsBuilder, TestStore>> ContextOptions = new()
    {
        ["none"] = (options, store) => store.Configure(options),
        ["no tracking"] = (options, store) => store.Configure(options).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking),
        ["lazy proxies"] = (options, store) => store.Configure(options).UseLazyLoadingProxies(),
        ["sensitive data"] = (options, store) => store.Configure(options).EnableSensitiveDataLogging().EnableDetailedErrors(),
        ["relational nulls"] = (options, store) =>
        {
            _ = store.Provider == Provider.PostgreSql
                ? options.UseNpgsql(store.ConnectionString, npgsql => npgsql.UseRelationalNulls())
                : options.UseSqlite(store.ConnectionString, sqlite => sqlite.UseRelationalNulls());
        },
        ["retrying strategy"] = (options, store) =>
        {
            _ = store.Provider == Provider.PostgreSql
                ? options.UseNpgsql(store.ConnectionString, npgsql => npgsql.EnableRetryOnFailure())
                : options.UseSqlite(store.ConnectionString, sqlite => sqlite.ExecutionStrategy(dependencies => new Retrying(dependencies)));
        },
        ["split queries"] = (options, store) =>
        {
            _ = store.Provider == Provider.PostgreSql
                ? options.UseNpgsql(store.ConnectionString, npgsql => npgsql.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
                : options.UseSqlite(store.ConnectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
        },
    };

    /// <summary>Choices that only a relational database has.</summary>
    private static readonly string[] Relational = ["schema", "snake case", "column types", "relational nulls", "retrying strategy", "split queries"];

    public static IReadOnlyList<string> Contexts { get; } =
        ["plain", "transient", "derived", "abstract base", "pooled", "factory", "pooled factory", "own factory", "identity"];

    public static IReadOnlyList<string> Models { get; } = [.. ModelShapes.Keys];

    public static IReadOnlyList<string> Options { get; } = [.. ContextOptions.Keys];

    public static bool Has(Provider provider, string choice) => provider != Provider.InMemory || !Relational.Contains(choice);

    public static IEnumerable<string> Of(Provider provider, IReadOnlyList<string> dimension) => dimension.Where(choice => Has(provider, choice));

    /// <summary>Registers a host.</summary>
    public static CanvasOperationsBuilder Register(IServiceCollection services, HostCase host, TestStore store)
    {
        var registrar = ModelShapes[host.Model];
        return registrar.Register(services, host.Context, options =>
        {
            ContextOptions[host.Option](options, store);
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
            registrar.Choose(options);
        });
    }

    public static DbContext ContextOf(IServiceProvider services, HostCase host) => ModelShapes[host.Model].ContextOf(services, host.Context);

    private abstract class Registrar
    {
        public abstract void Choose(DbContextOptionsBuilder options);

        public abstract CanvasOperationsBuilder Register(IServiceCollection services, string context, Action<DbContextOptionsBuilder> choose);

        public abstract DbContext ContextOf(IServiceProvider services, string context);
    }

    private sealed class Registrar<TModel> : Registrar where TModel : ModelShape, new()
    {
        public override void Choose(DbContextOptionsBuilder options) => new TModel().Choose(options);

        public override CanvasOperationsBuilder Register(IServiceCollection services, string context, Action<DbContextOptionsBuilder> choose)
        {
            _ = context switch
            {
                "plain" => services.AddDbContext<School<TModel>>(choose),
                "transient" => services.AddDbContext<School<TModel>>(choose, ServiceLifetime.Transient),
                "derived" => services.AddDbContext<School<TModel>, LiteSchool<TModel>>(choose),
                "abstract base" => services.AddDbContext<BaseSchool<TModel>, School<TModel>>(choose),
                "pooled" => services.AddDbContextPool<School<TModel>>(choose, poolSize: 2),
                "factory" => services.AddDbContextFactory<School<TModel>>(choose),
                "pooled factory" => services.AddPooledDbContextFactory<School<TModel>>(choose),
                "own factory" => services.AddSingleton<IDbContextFactory<School<TModel>>>(new OwnFactory<TModel>(choose)),
                _ => services.AddDbContext<IdentitySchool<TModel>>(choose),
            };
            var builder = services.AddCanvasOperations(options => options.Sync.MaxConcurrentCourses = 1);
            return context switch
            {
                "abstract base" => builder.UseDbContext<BaseSchool<TModel>>(),
                "identity" => builder.UseDbContext<IdentitySchool<TModel>>(),
                _ => builder.UseDbContext<School<TModel>>(),
            };
        }

        public override DbContext ContextOf(IServiceProvider services, string context) => context switch
        {
            "abstract base" => services.GetRequiredService<BaseSchool<TModel>>(),
            "identity" => services.GetRequiredService<IdentitySchool<TModel>>(),
            "factory" or "pooled factory" or "own factory" => services.GetRequiredService<IDbContextFactory<School<TModel>>>().CreateDbContext(),
            _ => services.GetRequiredService<School<TModel>>(),
        };
    }

    private sealed class Retrying(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 3, TimeSpan.FromMilliseconds(10))
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;
    }
}

/// <summary>One host of the matrix.</summary>
public sealed record HostCase(Provider Provider, string Context, string Model, string Option)
{
    public static HostCase Plain(Provider provider) => new(provider, "plain", "default", "none");
}
