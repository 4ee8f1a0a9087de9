using CanvasData.Operations.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Testing;

/// <summary>A portal that migrates its database with the helper, put together as a user would.</summary>
public sealed class MigratingHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private MigratingHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    /// <summary>Makes a portal; its database is not touched.</summary>
    /// <param name="store">The database.</param>
    /// <param name="migrations">The migrations of the portal.</param>
    /// <param name="configure">Changes the registration, after the usual steps.</param>
    /// <param name="options">Changes the options of the context.</param>
    public static MigratingHost Create(TestStore store, PortalMigrations migrations, Action<CanvasOperationsBuilder>? configure = null, Action<DbContextOptionsBuilder>? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(migrations);
        services.AddDbContext<PortalContext>(builder =>
        {
            store.Configure(builder).ReplaceService<IMigrationsAssembly, ListedMigrations>().ReplaceService<IModelCacheKeyFactory, PortalModels>();
            options?.Invoke(builder);
        });
        var canvas = services.AddCanvasOperations().UseDbContext<PortalContext>().UseSqliteBulkWriter().UsePostgreSqlBulkWriter().UseSqliteMigrations().UsePostgreSqlMigrations();
        configure?.Invoke(canvas);
        return new MigratingHost(services.BuildServiceProvider(validateScopes: true));
    }

    public Task<MigrationReport> MigrateAsync(MigrationOptions? options = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        HelpAsync(helper => helper.MigrateAsync(options, progress, cancellationToken));

    public Task<MigrationPlan> PlanAsync(MigrationOptions? options = null) => HelpAsync(helper => helper.PlanAsync(options));

    /// <summary>Asks the helper in a scope of its own.</summary>
    public async Task<T> HelpAsync<T>(Func<IMigrationHelper, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IMigrationHelper>());
    }

    /// <summary>Does something in a context of its own.</summary>
    public async Task<T> UseAsync<T>(Func<PortalContext, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PortalContext>());
    }

    /// <summary>Runs statements.</summary>
    public Task ExecuteAsync(params string[] statements) => UseAsync(async context =>
    {
        foreach (var statement in statements)
        {
            await context.Database.ExecuteSqlRawAsync(statement);
        }

        return true;
    });

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
            texts.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return texts;
    });

    /// <summary>The definitions of all tables, columns, indexes and constraints, in a comparable form.</summary>
    public async Task<List<string>> DefinitionsAsync() => await UseAsync(context => Task.FromResult(context.Database.IsSqlite()))
        ? await TextsAsync("SELECT type || ' ' || name || ' ' || replace(coalesce(sql, ''), '  ', ' ') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY type, name")
        : await TextsAsync("""
            SELECT * FROM (
                SELECT 'column ' || c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE c.relnamespace = 'public'::regnamespace
                UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
                UNION ALL SELECT 'options ' || relname || ' ' || reloptions::text FROM pg_class WHERE reloptions IS NOT NULL AND relnamespace = 'public'::regnamespace
                UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public') lines
            WHERE line NOT LIKE '%\_\_EF%' AND line NOT LIKE '%\_\_Canvas%' ORDER BY 1
            """);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
