using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Persistence;

/// <summary>The context of the request, in which queries run.</summary>
internal interface IRequestContext
{
    DbContext Database { get; }
}

/// <summary>The host's scoped context; where the host has only a factory, one of its own that ends with the scope.</summary>
internal sealed class RequestContext<TContext>(IServiceProvider services) : IRequestContext, IDisposable, IAsyncDisposable where TContext : DbContext
{
    private TContext? _own;

    public DbContext Database =>
        SupportedDatabases.Check(
            _own ?? services.GetService<TContext>() ?? (_own = services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext()));

    public void Dispose() => _own?.Dispose();

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
