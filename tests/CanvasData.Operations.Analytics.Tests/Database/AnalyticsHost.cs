using System.Data.Common;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>A portal on one database, put together as a user would, with a clock that stands still.</summary>
public sealed class AnalyticsHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AnalyticsHost(ServiceProvider services, FakeTimeProvider clock, StatementLog statements) => (_services, Clock, Statements) = (services, clock, statements);

    public IServiceProvider Services => _services;

    public FakeTimeProvider Clock { get; }

    public StatementLog Statements { get; }

    public static async Task<AnalyticsHost> StartAsync(TestStore store, Action<IServiceCollection>? configure = null)
    {
        var (clock, statements) = (new FakeTimeProvider(GeneratedOfferings.Now), new StatementLog());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(statements));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        configure?.Invoke(services);
        var host = new AnalyticsHost(services.BuildServiceProvider(validateScopes: true), clock, statements);
        await host.InContextAsync(TableScripts.CreateAsync);
        return host;
    }

    public async Task<T> InContextAsync<T>(Func<SchoolContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SchoolContext>());
    }

    public async Task<T> AskAsync<T>(Func<IAnalyticsBuilder, Task<T>> ask)
    {
        await using var scope = _services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>());
    }

    public Task<List<T>> StreamAsync<T>(Func<IAnalyticsBuilder, IAsyncEnumerable<T>> ask) => AskAsync(analytics => ask(analytics).ToListAsync().AsTask());

    public Task FillAsync(params IEnumerable<object> rows) => InContextAsync(context =>
    {
        context.AddRange(rows);
        return context.SaveChangesAsync();
    });

    public Task ChangeAsync(Func<SchoolContext, Task> change) => InContextAsync(async context =>
    {
        await change(context);
        return await context.SaveChangesAsync();
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Remembers the statements that were sent.</summary>
public sealed class StatementLog : DbCommandInterceptor
{
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Take()
    {
        lock (_texts)
        {
            var taken = _texts.ToList();
            _texts.Clear();
            return taken;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        lock (_texts)
        {
            _texts.Add(command.CommandText);
        }

        return ValueTask.FromResult(result);
    }
}
