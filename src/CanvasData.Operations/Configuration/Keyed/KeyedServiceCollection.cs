using System.Collections;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CanvasData.Operations.Configuration;

/// <summary>
/// The services of one of several Canvas instances in a host. What is added here is a service of the host under the key of the instance.
/// Loggers, meters and the clock are those of the host.
/// </summary>
internal sealed class KeyedServiceCollection : IServiceCollection
{
    private readonly List<(ServiceDescriptor Own, ServiceDescriptor? OfHost)> _services = [];

    private KeyedServiceCollection(IServiceCollection host, string key)
    {
        (Host, Key) = (host, key);
        host.AddOptions();
        host.AddLogging();
        host.TryAddSingleton(TimeProvider.System);
        host.AddKeyedSingleton(key, (provider, _) => new KeyedGenerics(new KeyedServiceProvider(provider, this)));
        host.AddSingleton<IHostedService>(provider => new KeyedStartup(new KeyedServiceProvider(provider, this)));
    }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Host { get; }

    /// <summary>The key of the instance.</summary>
    public string Key { get; }

    public int Count => _services.Count;

    public bool IsReadOnly => Host.IsReadOnly;

    public ServiceDescriptor this[int index]
    {
        get => _services[index].Own;
        set
        {
            RemoveAt(index);
            Insert(index, value);
        }
    }

    /// <summary>The services of an instance, made at the first call for its key.</summary>
    public static KeyedServiceCollection Of(IServiceCollection host, string key)
    {
        if (host is KeyedServiceCollection)
        {
            throw new CanvasConfigurationException("AddCanvasOperations was called on the services of a keyed instance.", "Call it on the services of the host, once for each key.");
        }

        var known = host.FirstOrDefault(service => service.IsKeyedService && service.ServiceType == typeof(KeyedServiceCollection) && key.Equals(service.ServiceKey));
        if (known?.KeyedImplementationInstance is KeyedServiceCollection earlier)
        {
            return earlier;
        }

        var services = new KeyedServiceCollection(host, key);
        host.AddKeyedSingleton(key, services);
        return services;
    }

    /// <summary>The open generic service from which a service of the instance is made; null when there is none.</summary>
    public ServiceDescriptor? FindGeneric(Type definition) => _services.FindLast(service => service.Own.ServiceType == definition && !service.Own.IsKeyedService).Own;

    public void Add(ServiceDescriptor item) => Insert(Count, item);

    public void Insert(int index, ServiceDescriptor item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (IsOfHost(item))
        {
            Host.TryAdd(item);
            return;
        }

        var ofHost = Translate(item);
        _services.Insert(index, (item, ofHost));
        if (ofHost is not null)
        {
            Host.Add(ofHost);
        }
    }

    public void RemoveAt(int index)
    {
        if (_services[index].OfHost is { } ofHost)
        {
            Host.Remove(ofHost);
        }

        _services.RemoveAt(index);
    }

    public bool Remove(ServiceDescriptor item)
    {
        var index = IndexOf(item);
        if (index >= 0)
        {
            RemoveAt(index);
        }

        return index >= 0;
    }

    public void Clear()
    {
        while (Count > 0)
        {
            RemoveAt(Count - 1);
        }
    }

    public bool Contains(ServiceDescriptor item) => IndexOf(item) >= 0;

    public int IndexOf(ServiceDescriptor item) => _services.FindIndex(service => service.Own == item);

    public void CopyTo(ServiceDescriptor[] array, int arrayIndex) => _services.ConvertAll(service => service.Own).CopyTo(array, arrayIndex);

    public IEnumerator<ServiceDescriptor> GetEnumerator() => _services.Select(service => service.Own).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsOfHost(ServiceDescriptor service) =>
        service.ServiceType == typeof(TimeProvider) ||
        service.ServiceType.Namespace is "Microsoft.Extensions.Logging" or "System.Diagnostics.Metrics" or "Microsoft.Extensions.Diagnostics.Metrics";

    /// <returns>The service of the host; null for an open generic one, which <see cref="KeyedServiceProvider"/> makes.</returns>
    private ServiceDescriptor? Translate(ServiceDescriptor service)
    {
        if (service.ServiceType.IsGenericTypeDefinition)
        {
            return null;
        }

        var create = FactoryOf(service);
        if (service.ServiceType == typeof(IHostedService))
        {
            return ServiceDescriptor.Singleton(typeof(IHostedService), provider => create(new KeyedServiceProvider(provider, this)));
        }

        object key = service.IsKeyedService ? new InnerKey(Key, service.ServiceKey) : Key;
        return (service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance) is { } instance
            ? new ServiceDescriptor(service.ServiceType, key, instance)
            : new ServiceDescriptor(service.ServiceType, key, (provider, _) => create(new KeyedServiceProvider(provider, this)), service.Lifetime);
    }

    private static Func<IServiceProvider, object> FactoryOf(ServiceDescriptor service)
    {
        if (service.IsKeyedService)
        {
            return service.KeyedImplementationFactory is { } keyed
                ? provider => keyed(provider, service.ServiceKey)
                : provider => service.KeyedImplementationInstance ?? ActivatorUtilities.CreateInstance(provider, service.KeyedImplementationType!);
        }

        return service.ImplementationFactory ?? (provider => service.ImplementationInstance ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!));
    }
}

/// <summary>The key of a service that has one of its own within an instance.</summary>
/// <param name="Instance">The key of the instance.</param>
/// <param name="Key">The service's own key.</param>
internal sealed record InnerKey(string Instance, object? Key);
