using System.Data.Common;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>A portal on one database, as a user would put it together, with a clock that stands still.</summary>
public sealed class QueryHost : IAsyncDisposable
{
    public static readonly DateTime Now = new(2026, 3, 15, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestStore _store;
    private readonly ServiceProvider _services;

    private QueryHost(TestStore store, ServiceProvider services) => (_store, _services) = (store, services);

    public required StatementLog Statements { get; init; }

    public IServiceProvider Services => _services;

    public Provider Provider => _store.Provider;

    public static async Task<QueryHost> StartAsync(Provider provider, bool requireScope = false)
    {
        var store = await TestStore.CreateAsync(provider);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        var log = new StatementLog();
        services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(log));
        services.AddCanvasOperations(options => options.Queries.RequireScope = requireScope).UseDbContext<SchoolContext>();
        var host = new QueryHost(store, services.BuildServiceProvider(validateScopes: true)) { Statements = log };
        await host.InContextAsync(TableScripts.CreateAsync);
        return host;
    }

    public async Task<T> InContextAsync<T>(Func<SchoolContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SchoolContext>());
    }

    public Task<T> AskAsync<T>(Func<IQueryBuilder, Task<T>> work) => UseAsync(work);

    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<List<T>> ListAsync<T>(Func<IQueryBuilder, IQueryable<T>> query) => AskAsync(queries => query(queries).ToListAsync());

    /// <summary>Replaces the whole school.</summary>
    public Task FillAsync(params IEnumerable<object> rows) => InContextAsync(async context =>
    {
        if (!context.Database.IsRelational())
        {
            // It is new, and filled once.
            context.AddRange(rows);
            return await context.SaveChangesAsync();
        }

        var tables = context.Model.GetEntityTypes().OrderBy(type => type.GetForeignKeys().Any() ? 0 : 1).Select(type => $"DELETE FROM \"{type.GetTableName()}\";");
        await context.Database.ExecuteSqlRawAsync(string.Concat(tables));
        context.AddRange(rows);
        return await context.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _store.Dispose();
    }
}

/// <summary>Remembers the statements that were sent.</summary>
public sealed class StatementLog : DbCommandInterceptor
{
    public List<string> Texts { get; } = [];

    /// <summary>The last statements with their values.</summary>
    public List<(string Text, List<(string Name, object? Value)> Values)> Asked { get; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        lock (Texts)
        {
            Texts.Add(command.CommandText);
            Asked.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
        }

        return ValueTask.FromResult(result);
    }
}
