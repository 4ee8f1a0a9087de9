using CanvasData.Operations.Analytics;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Transformers;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers CanvasData.Operations.</summary>
public static class CanvasOperationsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the services: <see cref="ICanvasBridge"/>, <see cref="ICanvasSyncPipeline"/>, <see cref="IQueryBuilder"/>,
    /// <see cref="IAnalyticsBuilder"/> and what they need. Choose the context and the client next:
    /// <c>.UseDbContext&lt;SchoolContext&gt;().UseRestClient(…)</c>. Safe to call twice.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes settings; null for the defaults.</param>
    /// <returns>The next steps.</returns>
    public static CanvasOperationsBuilder AddCanvasOperations(this IServiceCollection services, Action<CanvasOperationsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<CanvasOperationsOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CanvasOperationsOptions>, CanvasOperationsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        AddTransformers(services);
        services.TryAddSingleton<ICanvasContexts>(_ => throw new CanvasConfigurationException(
            "No context is chosen for CanvasData.Operations to work in.", "Call .UseDbContext<YourContext>() after AddCanvasOperations()."));
        services.TryAddScoped<IRequestContext>(_ => throw new CanvasConfigurationException(
            "No context is chosen for CanvasData.Operations to query.", "Call .UseDbContext<YourContext>() after AddCanvasOperations()."));
        services.TryAddSingleton(provider => new ReadContexts(provider.GetRequiredService<ICanvasContexts>(), IsReplica: false));
        services.TryAddScoped<IReadContext, HostReadContext>();
        services.TryAddSingleton<ICanvasClient>(_ => throw new CanvasConfigurationException(
            "No Canvas client is chosen for CanvasData.Operations to read from.", "Call .UseRestClient(...) or .UseCanvasClient<YourClient>() after AddCanvasOperations()."));
        AddRoomOptions(services, options => options.Grading);
        AddRoomOptions(services, options => options.Sync);
        AddRoomOptions(services, options => options.Queries);
        AddRoomOptions(services, options => options.Analytics);
        AddRoomOptions(services, options => options.Metadata);
        AddRoomOptions(services, options => options.Cleanup);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBulkWriter, PortableBulkWriter>());
        services.TryAddSingleton<BulkWriters>();
        services.TryAddSingleton<CourseLeases>();
        services.TryAddSingleton<FencedTransaction>();
        services.TryAddSingleton<SuspectListingDetector>();
        services.TryAddSingleton<SchemaGuard>();
        services.TryAddSingleton<SyncRuns>();
        services.TryAddSingleton<AccountSync>();
        services.TryAddSingleton<MissingCourseMarker>();
        services.TryAddSingleton<SharedRowsLock>();
        services.TryAddSingleton<StoredTables>();
        services.TryAddSingleton<CourseSync>();
        services.TryAddSingleton<Verification>();
        services.TryAddSingleton<ICanvasBridge, CanvasBridge>();
        services.TryAddSingleton<ICanvasRefresh, CanvasRefresh>();
        services.TryAddSingleton<BridgeFactory>();
        services.TryAddSingleton<ISourceSync, SourceSync>();
        services.TryAddScoped<IStalenessReader, StalenessReader>();
        services.TryAddScoped<IReplicaLagReader, ReplicaLagReader>();
        services.TryAddScoped<ISyncOrchestrator, SyncOrchestrator>();
        services.TryAddSingleton<IGradebookHistory, GradebookHistory>();
        services.TryAddSingleton<ICanvasSyncPipeline, CanvasSyncPipeline>();
        services.TryAddSingleton<IBackgroundSync, BackgroundSync>();
        services.TryAddScoped<RunningUnit>();
        services.TryAddScoped<UnitOfWork>();
        services.TryAddScoped<IUnitOfWork>(provider => provider.GetRequiredService<UnitOfWork>());
        services.TryAddScoped<IBulkUnits, BulkUnits>();
        services.TryAddScoped<IBulkOperations, BulkOperations>();
        services.TryAddScoped<ILifecycleManager, LifecycleManager>();
        services.TryAddScoped<IDependencyTracker, DependencyTracker>();
        services.TryAddScoped<IQueryBuilder, QueryBuilder>();
        services.TryAddScoped<ICanvasIdentity, CanvasIdentity>();
        services.TryAddScoped<IGradeAudit, GradeAudit>();
        services.TryAddScoped<IStoredGrades, StoredGrades>();
        services.TryAddScoped<IPersonalData, PersonalData>();
        services.TryAddScoped<HistoryReader>();
        services.TryAddScoped<HistoryArchiver>();
        services.TryAddScoped<IHistoryManager, HistoryManager>();
        services.TryAddScoped<ICleanupManager, CleanupManager>();
        services.TryAddScoped<IntegrityRepairs>();
        services.TryAddScoped<IIntegrityChecker, IntegrityChecker>();
        services.TryAddScoped<IMigrationHelper, MigrationHelper>();
        AddMetadata(services);
        AddAnalytics(services);
        return new CanvasOperationsBuilder(services);
    }

    /// <summary>
    /// Adds the services for one of several Canvas instances in a host. Each instance has a client, settings and a context of its own. Its
    /// services are keyed: <c>[FromKeyedServices("north")] IQueryBuilder</c>, or <c>GetRequiredKeyedService</c>. Functions that are given
    /// to the builder get a provider that has the services of the instance, and of the host. Safe to call twice.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="key">The key of the instance.</param>
    /// <param name="configure">Changes settings; null for the defaults.</param>
    /// <returns>The next steps, for this instance.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    /// <exception cref="CanvasConfigurationException"><paramref name="services"/> are those of an instance.</exception>
    public static CanvasOperationsBuilder AddCanvasOperations(this IServiceCollection services, string key, Action<CanvasOperationsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);

        // An instance that configures nothing has the defaults, not the settings of the host's own instance.
        return KeyedServiceCollection.Of(services, key).AddCanvasOperations(configure ?? (_ => { }));
    }

    // Each feature depends on its own settings only.
    private static void AddRoomOptions<TOptions>(IServiceCollection services, Func<CanvasOperationsOptions, TOptions> select) where TOptions : class =>
        services.TryAddSingleton(provider => Options.Options.Create(select(provider.GetRequiredService<IOptions<CanvasOperationsOptions>>().Value)));

    private static void AddAnalytics(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new AnalyticsCache(
            provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value is var options && provider.GetService<HybridCache>() is { } hybrid
                ? new HybridResultStore(hybrid, options.Freshness)
                : new BoundedResultStore(options.CachedStudents)));
        services.TryAddSingleton<FinalGradeModelCache>();
        services.TryAddSingleton<FinalGradeModelProvider>();
        services.TryAddSingleton<RowSharing>();
        services.TryAddScoped<AnalyticsQuestions>();
        services.TryAddScoped<OfferingCapture>();
        services.TryAddScoped<IAnalyticsBuilder, AnalyticsBuilder>();
    }

    private static void AddMetadata(IServiceCollection services)
    {
        services.TryAddScoped<NoteStore>();
        services.TryAddScoped<NoteRows>();
        services.TryAddScoped<MetadataWriter>();
        services.TryAddScoped<MetadataReader>();
        services.TryAddScoped<OrphanReader>();
        services.TryAddScoped<IMetadataManager, MetadataManager>();
        services.TryAddScoped<TagStore>();
        services.TryAddScoped<TagMerger>();
        services.TryAddScoped<TagReader>();
        services.TryAddScoped<ITagManager, TagManager>();
    }

    private static void AddTransformers(IServiceCollection services)
    {
        services.TryAddSingleton<ICanvasTransformer<CourseRecord, CanvasCourse>, CourseTransformer>();
        services.TryAddSingleton<ICanvasTransformer<AccountRecord, CanvasAccount>, AccountTransformer>();
        services.TryAddSingleton<ICanvasTransformer<TermRecord, CanvasTerm>, TermTransformer>();
        services.TryAddSingleton<ICanvasTransformer<SectionRecord, CanvasSection>, SectionTransformer>();
        services.TryAddSingleton<ICanvasTransformer<UserRecord, CanvasUser>, UserTransformer>();
        services.TryAddSingleton<ICanvasTransformer<EnrollmentRecord, CanvasEnrollment>, EnrollmentTransformer>();
        services.TryAddSingleton<ICanvasTransformer<AssignmentGroupRecord, CanvasAssignmentGroup>, AssignmentGroupTransformer>();
        services.TryAddSingleton<ICanvasTransformer<AssignmentRecord, CanvasAssignment>, AssignmentTransformer>();
        services.TryAddSingleton<ICanvasTransformer<AssignmentOverrideRecord, CanvasAssignmentOverride>, AssignmentOverrideTransformer>();
        services.TryAddSingleton<ICanvasTransformer<CheckpointRecord, CanvasCheckpoint>, CheckpointTransformer>();
        services.TryAddSingleton<ICanvasTransformer<SubmissionRecord, CanvasSubmission>, SubmissionTransformer>();
        services.TryAddSingleton<ICanvasTransformer<CheckpointSubmissionRecord, CanvasCheckpointSubmission>, CheckpointSubmissionTransformer>();
        services.TryAddSingleton<ICanvasTransformer<GradingPeriodRecord, CanvasGradingPeriod>, GradingPeriodTransformer>();
        services.TryAddSingleton<ICanvasTransformer<GradingStandardRecord, CanvasGradingStandard>, GradingStandardTransformer>();
        services.TryAddSingleton<ICanvasTransformer<LatePolicyRecord, CanvasLatePolicy>, LatePolicyTransformer>();
        services.TryAddSingleton<ICanvasTransformer<ModuleRecord, CanvasModule>, ModuleTransformer>();
        services.TryAddSingleton<ICanvasTransformer<ModuleItemRecord, CanvasModuleItem>, ModuleItemTransformer>();
        services.TryAddSingleton<TransformerSet>();
    }
}
