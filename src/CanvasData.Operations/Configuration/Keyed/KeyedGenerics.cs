using System.Collections.Concurrent;

namespace CanvasData.Operations.Configuration;

/// <summary>The singletons of an instance that are made from open generic services, such as its options.</summary>
internal sealed class KeyedGenerics : IDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _made = [];

    public object GetOrAdd(Type type, Func<object> create) => _made.GetOrAdd(type, _ => new Lazy<object>(create)).Value;

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
