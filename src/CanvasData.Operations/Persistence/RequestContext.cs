using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Persistence;

/// <summary>The contexts of a request, in which questions are asked.</summary>
internal interface IRequestContext
{
    /// <summary>
    /// The context for one question: the host's scoped one; where the host gives a factory instead, a new one, so that
    /// questions of one scope may be asked at once. It ends with the scope. Inside a unit of work it is that of the unit.
    /// </summary>
    DbContext ForQuestion();
}

/// <summary>Whether contexts come from a factory of the host alone. A host with both asks in its own scoped context.</summary>
/// <param name="places">Where the context may be registered; the first place that has it holds.</param>
internal sealed class ContextOrigin<TContext>(params IServiceCollection[] places) where TContext : DbContext
{
    private readonly Lazy<bool> _isFactory = new(() => places.FirstOrDefault(place => Has(place, typeof(TContext)) || Has(place, typeof(IDbContextFactory<TContext>))) is { } services && IsFactoryAlone(services));

    public bool IsFactory => _isFactory.Value;

    // AddDbContext names the class; AddDbContextFactory asks the factory for scoped contexts too.
    private static bool IsFactoryAlone(IServiceCollection services) =>
        Has(services, typeof(IDbContextFactory<TContext>)) &&
        services.LastOrDefault(service => !service.IsKeyedService && service.ServiceType == typeof(TContext))?.ImplementationType is null;

    private static bool Has(IServiceCollection services, Type type) => services.Any(service => !service.IsKeyedService && service.ServiceType == type);
}

/// <inheritdoc/>
internal sealed class RequestContext<TContext>(IServiceProvider services, ContextOrigin<TContext> origin, RunningUnit running) : IRequestContext, IDisposable, IAsyncDisposable where TContext : DbContext
{
    private const int FirstSweep = 32;

    private readonly Lock _lock = new();

    // The scope of a circuit lives for hours: what is no longer read is left to the garbage collector.
    private readonly List<WeakReference<TContext>> _made = [];
    private int _sweepAt = FirstSweep;

    public DbContext ForQuestion()
    {
        if (!origin.IsFactory)
        {
            return SupportedDatabases.Check(services.GetRequiredService<TContext>(), services);
        }

        if (running.Unit is { } unit)
        {
            return unit.Context;
        }

        var context = services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
        SupportedDatabases.Check(context, services);
        lock (_lock)
        {
            if (_made.Count == _sweepAt)
            {
                _made.RemoveAll(made => !made.TryGetTarget(out _));
                _sweepAt = _made.Count + FirstSweep;
            }

            _made.Add(new WeakReference<TContext>(context));
        }

        return context;
    }

    public void Dispose()
    {
        foreach (var context in Living())
        {
            context.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in Living())
        {
            await context.DisposeAsync().ConfigureAwait(false);
        }
    }

    private List<TContext> Living() => [.. _made.Select(made => made.TryGetTarget(out var context) ? context : null).OfType<TContext>()];
}
