using System.Transactions;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Persistence;

/// <summary>Fresh contexts of the host's type: the one place that knows it.</summary>
internal interface ICanvasContexts
{
    /// <summary>Does work in a context of its own, never a request's.</summary>
    Task<T> UseAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Refuses contexts whose writes the library cannot see: it promises conflicts for edits, and a history without changes.
    /// </summary>
    void RefuseUnwatched();
}

internal static class CanvasContextsExtensions
{
    public static Task UseAsync(this ICanvasContexts contexts, Func<DbContext, Task> work, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async database =>
            {
                await work(database).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}

internal sealed class CanvasContexts<TContext>(IServiceScopeFactory scopes) : ICanvasContexts where TContext : DbContext
{
    public async Task<T> UseAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        // The host's ambient transaction is not ours: what we claim and write must not wait for it, nor go with it.
        using var alone = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is not { } factory)
            {
                return await UseAsync(scope.ServiceProvider.GetService<TContext>() ?? throw NotRegistered(), scope.ServiceProvider, work, cancellationToken).ConfigureAwait(false);
            }

            var context = await factory.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                return await UseAsync(context, scope.ServiceProvider, work, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A host may have both, each made in its own way: the sync works in contexts of the factory, requests edit in the other.
    public void RefuseUnwatched()
    {
        using var scope = scopes.CreateScope();
        using var made = scope.ServiceProvider.GetService<IDbContextFactory<TContext>>()?.CreateDbContext();
        foreach (var context in (DbContext?[])[made, scope.ServiceProvider.GetService<TContext>()])
        {
            if (context is not null && !CanvasSaveGuard.Watches(context))
            {
                throw new CanvasConfigurationException(
                    $"{context.GetType().Name} was made without the library's save guard, so that edits of the mirror would be overwritten unseen and history could be deleted.",
                    "Call UseCanvasData() on the options of the context where the host makes them, or in its OnConfiguring; AddDbContext, AddDbContextPool and AddDbContextFactory do it.");
            }
        }
    }

    private static Task<T> UseAsync<T>(TContext context, IServiceProvider services, Func<DbContext, Task<T>> work, CancellationToken cancellationToken) =>
        ConnectionTurns.RunAsync(SupportedDatabases.Check(context, services), () => work(context), cancellationToken);

    private static CanvasConfigurationException NotRegistered() => new(
        $"{typeof(TContext).Name} is not among the services of the host.",
        $"Call services.AddDbContext<{typeof(TContext).Name}>(...), or its pooled or factory form.");
}
