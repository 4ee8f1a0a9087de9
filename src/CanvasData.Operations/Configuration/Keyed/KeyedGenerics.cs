using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Configuration;

/// <summary>The singletons of an instance that are made from open generic services, such as its options.</summary>
/// <param name="services">What the instance sees outside of scopes: a singleton outlives the scope that first asks for it.</param>
internal sealed class KeyedGenerics(IServiceProvider services) : IDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _made = [];

    public object GetOrAdd(Type type) => _made.GetOrAdd(type, _ => new Lazy<object>(() => ActivatorUtilities.CreateInstance(services, type))).Value;

    public void Dispose()
    {
        foreach (var made in _made.Values)
        {
            if (made is { IsValueCreated: true, Value: IDisposable disposable })
            {
                disposable.Dispose();
            }
        }
    }
}
