using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// The contexts that answer queries and analytics: those of the host, or those of a replica. Leases, fences, comparisons of a sync and the
/// portal's own rows never come from here: a replica is behind.
/// </summary>
internal interface IReadContext
{
    /// <summary>The context for one question of a request. Inside a unit of work it is that of the unit, which sees what it wrote.</summary>
    DbContext ForQuestion();

    /// <summary>Contexts beside that of the question, over the same database.</summary>
    ICanvasContexts Beside { get; }
}

/// <summary>The contexts of reads that no request makes.</summary>
/// <param name="Contexts">The contexts; those of the host without a replica.</param>
/// <param name="IsReplica">Whether a replica is read.</param>
internal sealed record ReadContexts(ICanvasContexts Contexts, bool IsReplica);

/// <summary>Reads where the host writes.</summary>
internal sealed class HostReadContext(IRequestContext request, ICanvasContexts contexts) : IReadContext
{
    public ICanvasContexts Beside => contexts;

    public DbContext ForQuestion() => request.ForQuestion();
}

/// <summary>Reads in the contexts of a replica, except inside a unit of work.</summary>
internal sealed class ReplicaReadContext<TContext>(
    IServiceProvider services, ContextOrigin<TContext> origin, RunningUnit running, ICanvasContexts host, ReadContexts replica) : IReadContext, IDisposable, IAsyncDisposable where TContext : DbContext
{
    private readonly RequestContext<TContext> _replica = new(services, origin, new RunningUnit());

    public ICanvasContexts Beside => running.Unit is null ? replica.Contexts : host;

    public DbContext ForQuestion() => running.Unit is { } unit ? unit.Context : _replica.ForQuestion();

    public void Dispose() => _replica.Dispose();

    public ValueTask DisposeAsync() => _replica.DisposeAsync();
}
