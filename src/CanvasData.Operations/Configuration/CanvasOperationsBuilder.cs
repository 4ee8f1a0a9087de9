using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The steps after <c>AddCanvasOperations()</c>. Each may be called again; the last call wins.</summary>
public sealed class CanvasOperationsBuilder
{
    internal CanvasOperationsBuilder(IServiceCollection services) => Services = services;

    /// <summary>
    /// The services of the host, for packages that add steps. Of a keyed instance these are its own: each becomes a service of the host
    /// under the key.
    /// </summary>
    public IServiceCollection Services { get; }

    /// <summary>The key of the instance; null for the one without a key.</summary>
    public string? Key => (Services as KeyedServiceCollection)?.Key;

    private IServiceCollection Host => Services is KeyedServiceCollection keyed ? keyed.Host : Services;

    /// <summary>
    /// The host's context, registered with <c>AddDbContext</c>, <c>AddDbContextPool</c> or
    /// <c>AddDbContextFactory</c>. Its model must call <c>AddCanvasData()</c>. A host that makes the context or its options
    /// itself calls <see cref="CanvasDbContextOptionsBuilderExtensions.UseCanvasData(DbContextOptionsBuilder)"/> on them.
    /// A keyed instance may register it with <see cref="Services"/>: then the same class serves several instances.
    /// </summary>
    /// <typeparam name="TContext">The host's context.</typeparam>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">Another context was chosen before: one instance has one context.</exception>
    public CanvasOperationsBuilder UseDbContext<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TContext>() where TContext : DbContext
    {
        if (Services.LastOrDefault(service => service.ServiceType == typeof(ICanvasContexts))?.ImplementationType is { } chosen && chosen != typeof(CanvasContexts<TContext>))
        {
            throw new CanvasConfigurationException(
                $"UseDbContext<{typeof(TContext).Name}>() was called after UseDbContext<{chosen.GenericTypeArguments[0].Name}>(), and would replace it silently.",
                "One Canvas has one context. For several call AddCanvasOperations(key) for each Canvas, with a context of its own.");
        }

        Services.Replace(ServiceDescriptor.Singleton<ICanvasContexts, CanvasContexts<TContext>>());
        Services.TryAddSingleton(new ContextOrigin<TContext>(Services, Host));
        Services.Replace(ServiceDescriptor.Scoped<IRequestContext, RequestContext<TContext>>());
        foreach (var services in (IServiceCollection[])[Services, Host])
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IDbContextOptionsConfiguration<>), typeof(SaveGuardConfiguration<>)));
        }

        return this;
    }

    /// <summary>
    /// Reads queries, analytics, past gradebooks and grade audits from a replica. The context is registered as that of
    /// <see cref="UseDbContext{TContext}"/> is, maps the same tables, and is never written. Inside <see cref="IUnitOfWork"/> reads go to
    /// the context of the host. <see cref="IReplicaLagReader"/> reads how far the replica is behind.
    /// </summary>
    /// <typeparam name="TContext">The context over the replica, of another class than that of <see cref="UseDbContext{TContext}"/>.</typeparam>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">No context was chosen before, or the same class was.</exception>
    public CanvasOperationsBuilder UseReadContext<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TContext>() where TContext : DbContext
    {
        var chosen = Services.LastOrDefault(service => service.ServiceType == typeof(ICanvasContexts))?.ImplementationType;
        if (chosen is null || chosen == typeof(CanvasContexts<TContext>))
        {
            throw new CanvasConfigurationException(
                chosen is null ? $"UseReadContext<{typeof(TContext).Name}>() was called before UseDbContext." : $"{typeof(TContext).Name} is the context of UseDbContext already.",
                "Call UseDbContext first, and give UseReadContext a class of its own, for example one derived from the first, with the connection string of the replica.");
        }

        Services.TryAddSingleton(new ContextOrigin<TContext>(Services, Host));
        Services.TryAddSingleton<CanvasContexts<TContext>>();
        Services.Replace(ServiceDescriptor.Singleton(provider => new ReadContexts(provider.GetRequiredService<CanvasContexts<TContext>>(), IsReplica: true)));
        Services.Replace(ServiceDescriptor.Scoped<IReadContext, ReplicaReadContext<TContext>>());
        return this;
    }

    /// <summary>The host's own Canvas client.</summary>
    /// <typeparam name="TClient">A client, safe for concurrent use; one instance serves the process.</typeparam>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder UseCanvasClient<TClient>() where TClient : class, ICanvasClient
    {
        Services.Replace(ServiceDescriptor.Singleton<ICanvasClient, TClient>());
        return this;
    }

    /// <summary>The host's own Canvas client, made by a function.</summary>
    /// <param name="create">Makes the client; called once.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder UseCanvasClient(Func<IServiceProvider, ICanvasClient> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }

    /// <summary>
    /// Wraps the Canvas client that was registered before, for example in a <see cref="DelegatingCanvasClient"/>. Several calls wrap one
    /// another.
    /// </summary>
    /// <param name="wrap">Makes the client from the earlier one; called once.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder WrapCanvasClient(Func<ICanvasClient, IServiceProvider, ICanvasClient> wrap)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        var earlier = Services.Last(service => service.ServiceType == typeof(ICanvasClient) && !service.IsKeyedService);

        // Under a key, so that the container disposes of the wrapped client.
        var key = new object();
        Services.Add(earlier switch
        {
            { ImplementationInstance: { } instance } => ServiceDescriptor.KeyedSingleton(typeof(ICanvasClient), key, instance),
            { ImplementationFactory: { } create } => ServiceDescriptor.KeyedSingleton(typeof(ICanvasClient), key, (provider, _) => create(provider)),
            _ => ServiceDescriptor.KeyedSingleton(typeof(ICanvasClient), key, earlier.ImplementationType!),
        });
        Services.Replace(ServiceDescriptor.Singleton(provider => wrap(provider.GetRequiredKeyedService<ICanvasClient>(key), provider)));
        return this;
    }

    /// <summary>Replaces the transformer of one entity by another.</summary>
    /// <typeparam name="TRecord">What Canvas says.</typeparam>
    /// <typeparam name="TRow">The row of Layer 1.</typeparam>
    /// <typeparam name="TTransformer">The transformer; pure, one instance serves the process.</typeparam>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder ReplaceTransformer<TRecord, TRow, TTransformer>()
        where TRecord : CanvasRecord
        where TRow : CanvasRow
        where TTransformer : class, ICanvasTransformer<TRecord, TRow>
    {
        Services.Replace(ServiceDescriptor.Singleton<ICanvasTransformer<TRecord, TRow>, TTransformer>());
        return this;
    }

    /// <summary>A bulk writer; of several that serve the context's provider the last added one writes.</summary>
    /// <typeparam name="TWriter">The writer; one instance serves the process.</typeparam>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddBulkWriter<TWriter>() where TWriter : class, IBulkWriter
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IBulkWriter, TWriter>());
        return this;
    }

    /// <summary>The locks of migrations on one database; the packages of the databases call it.</summary>
    /// <typeparam name="TDatabase">The locks; one instance serves the process.</typeparam>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddMigrationDatabase<TDatabase>() where TDatabase : class, IMigrationDatabase
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IMigrationDatabase, TDatabase>());
        return this;
    }

    /// <summary>A backup that runs before migrations; of several that serve the context's database the last added one is used.</summary>
    /// <typeparam name="TBackup">The backup; one instance a scope.</typeparam>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddMigrationBackup<TBackup>() where TBackup : class, IMigrationBackup
    {
        Services.TryAddEnumerable(ServiceDescriptor.Scoped<IMigrationBackup, TBackup>());
        return this;
    }

    /// <summary>A change of rows that belongs to a migration: see <see cref="IMigrationHelper"/>.</summary>
    /// <typeparam name="TTransformation">The transformation; one instance a scope.</typeparam>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddDataTransformation<TTransformation>() where TTransformation : class, IDataTransformation
    {
        Services.TryAddEnumerable(ServiceDescriptor.Scoped<IDataTransformation, TTransformation>());
        return this;
    }

    /// <summary>
    /// Syncs on a schedule in the background. Off unless called; each call adds a schedule, for example one for an
    /// incremental sync every hour and one for a full sync every week.
    /// </summary>
    /// <param name="configure">When, and what; null for the defaults.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddSyncSchedule(Action<SyncScheduleOptions>? configure = null)
    {
        ScheduledWork.Add(Services, "sync", configure, (options, services, cancellationToken) =>
            services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync(options.Request, progress: null, cancellationToken));
        return this;
    }

    /// <summary>
    /// Stores finished offerings in the background, so that predictions learn from them: see
    /// <see cref="IAnalyticsBuilder.CaptureFinishedOfferingsAsync"/>. Off unless called.
    /// </summary>
    /// <param name="configure">When; null for once a day.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddOfferingCapture(Action<ScheduleOptions>? configure = null)
    {
        ScheduledWork.Add(Services, "capture of finished offerings", configure, (_, services, cancellationToken) =>
            services.GetRequiredService<IAnalyticsBuilder>().CaptureFinishedOfferingsAsync(cancellationToken: cancellationToken));
        return this;
    }

    /// <summary>
    /// Adds <see cref="IClusterSync"/>, by which hosts start and steer runs that all nodes of a cluster share, and
    /// <see cref="IClusterWorker"/>, which does the work of a node. The requests of all nodes to Canvas are counted together. Map the tables by
    /// <c>modelBuilder.AddCanvasCluster()</c>. A node calls <see cref="AddClusterWorker"/> too, or an engine runs its worker.
    /// </summary>
    /// <param name="configure">Changes settings; null for the defaults.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder UseCluster(Action<ClusterOptions>? configure = null)
    {
        ClusterServices.Add(Services, configure);
        return this;
    }

    /// <summary>Makes this host a node of a cluster while it runs: its worker is a service in the background.</summary>
    /// <param name="configure">Changes settings; null for the defaults.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder AddClusterWorker(Action<ClusterOptions>? configure = null)
    {
        UseCluster(configure);
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClusterService>());
        return this;
    }

    /// <summary>
    /// Adds <see cref="ILiveEvents"/>, which takes Live Events of Canvas and refreshes what they name while the host runs. Map the
    /// tables by <c>modelBuilder.AddCanvasLiveEvents()</c>.
    /// </summary>
    /// <param name="configure">Sets the root account. Wrong options stop the host at its start.</param>
    /// <returns>The same builder.</returns>
    public CanvasOperationsBuilder UseLiveEvents(Action<LiveEventOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        LiveEventServices.Add(Services, configure);
        return this;
    }

    /// <summary>
    /// Measures every command of every context whose options the host's services make: see <see cref="IPerformanceMonitor"/>. Off unless
    /// called. Contexts that the host makes itself get it from
    /// <see cref="MonitoringDbContextOptionsBuilderExtensions.UsePerformanceMonitor(DbContextOptionsBuilder, IPerformanceMonitor)"/>.
    /// </summary>
    /// <param name="configure">Changes settings; null for the defaults.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">The builder is that of a keyed instance.</exception>
    public CanvasOperationsBuilder MonitorQueries(Action<MonitoringOptions>? configure = null)
    {
        if (Services is KeyedServiceCollection keyed)
        {
            throw new CanvasConfigurationException(
                $"MonitorQueries was called for the keyed instance '{keyed.Key}', but one monitor measures all contexts of the host.",
                "Call AddCanvasOperations().MonitorQueries() without a key, or UsePerformanceMonitor on the options of the context.");
        }

        Services.AddOptions<MonitoringOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MonitoringOptions>, MonitoringOptionsValidator>());
        Services.TryAddSingleton<PerformanceMonitor>();
        Services.TryAddSingleton<IPerformanceMonitor>(provider => provider.GetRequiredService<PerformanceMonitor>());
        Services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IDbContextOptionsConfiguration<>), typeof(MonitorConfiguration<>)));
        return this;
    }
}
