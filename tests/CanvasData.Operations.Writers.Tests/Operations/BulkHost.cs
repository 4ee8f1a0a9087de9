using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>The bulk operations of a host, as its requests get them, over a context of the test.</summary>
internal sealed class BulkHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    public BulkHost(HostContext context, bool portable = false)
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => context);
        var builder = services.AddCanvasOperations().UseDbContext<HostContext>();
        if (!portable)
        {
            builder.UseSqliteBulkWriter().UsePostgreSqlBulkWriter().UseSqlServerBulkWriter();
        }

        (Context, _services) = (context, services.BuildServiceProvider());
        _scope = _services.CreateAsyncScope();
    }

    public HostContext Context { get; }

    public IBulkOperations Bulk => Get<IBulkOperations>();

    public T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }
}

/// <summary>Rows that come one by one.</summary>
internal static class Streams
{
    public static async IAsyncEnumerable<T> Stream<T>(this IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            await Task.CompletedTask;
            yield return row;
        }
    }
}
