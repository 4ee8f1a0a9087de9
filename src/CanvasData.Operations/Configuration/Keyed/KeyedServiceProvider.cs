using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Configuration;

/// <summary>
/// The services that an instance sees: those under its key first, then those of the host. Whatever the instance makes gets this provider.
/// </summary>
internal sealed class KeyedServiceProvider(IServiceProvider host, KeyedServiceCollection services) : IKeyedServiceProvider, IServiceProviderIsService
{
    private static readonly MethodInfo ListMethod = typeof(KeyedServiceProvider).GetMethod(nameof(List), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly IKeyedServiceProvider _inner = (IKeyedServiceProvider)host;

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IServiceProvider) || serviceType == typeof(IServiceProviderIsService) || serviceType == typeof(IKeyedServiceProvider))
        {
            return this;
        }

        if (serviceType == typeof(IServiceScopeFactory))
        {
            return new KeyedScopes(_inner.GetRequiredService<IServiceScopeFactory>(), services);
        }

        return IsList(serviceType)
            ? ListMethod.MakeGenericMethod(serviceType.GenericTypeArguments[0]).Invoke(this, BindingFlags.DoNotWrapExceptions, null, null, null)
            : _inner.GetKeyedService(serviceType, services.Key) ?? Generic(serviceType) ?? _inner.GetService(serviceType);
    }

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        _inner.GetKeyedService(serviceType, new InnerKey(services.Key, serviceKey)) ?? _inner.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        _inner.GetKeyedService(serviceType, new InnerKey(services.Key, serviceKey)) ?? _inner.GetRequiredKeyedService(serviceType, serviceKey);

    public bool IsService(Type serviceType) =>
        serviceType == typeof(IServiceProvider) || serviceType == typeof(IServiceScopeFactory) || IsList(serviceType) ||
        services.Any(service => !service.IsKeyedService && service.ServiceType == serviceType) ||
        (serviceType.IsConstructedGenericType && services.FindGeneric(serviceType.GetGenericTypeDefinition()) is not null) ||
        _inner.GetService<IServiceProviderIsService>()?.IsService(serviceType) == true;

    private static bool IsList(Type type) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>);

    // Options that only the host has configured are the host's: its steps are used where the instance has none.
    private IEnumerable<T> List<T>()
    {
        var own = _inner.GetKeyedServices<T>(services.Key).ToList();
        if (typeof(T).IsConstructedGenericType && services.FindGeneric(typeof(T).GetGenericTypeDefinition()) is not null)
        {
            own.Add((T)Generic(typeof(T))!);
        }

        return own.Count > 0 ? own : _inner.GetServices<T>();
    }

    // The container makes keyed services from open generic types, but gives them the services of the host only.
    private object? Generic(Type type)
    {
        if (!type.IsConstructedGenericType || services.FindGeneric(type.GetGenericTypeDefinition()) is not { } service)
        {
            return null;
        }

        var made = service.ImplementationType!.MakeGenericType(type.GenericTypeArguments);
        return service.Lifetime == ServiceLifetime.Singleton
            ? _inner.GetRequiredKeyedService<KeyedGenerics>(services.Key).GetOrAdd(made)
            : ActivatorUtilities.CreateInstance(this, made);
    }

    private sealed class KeyedScopes(IServiceScopeFactory scopes, KeyedServiceCollection services) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new KeyedScope(scopes.CreateScope(), services);
    }

    private sealed class KeyedScope(IServiceScope scope, KeyedServiceCollection services) : IServiceScope, IAsyncDisposable
    {
        public IServiceProvider ServiceProvider { get; } = new KeyedServiceProvider(scope.ServiceProvider, services);

        public void Dispose() => scope.Dispose();

        public ValueTask DisposeAsync()
        {
            if (scope is IAsyncDisposable asynchronous)
            {
                return asynchronous.DisposeAsync();
            }

            scope.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
