using CanvasData.Operations.Client;
using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Configuration;

/// <summary>The services of a cluster.</summary>
internal static class ClusterServices
{
    public static void Add(IServiceCollection services, Action<ClusterOptions>? configure)
    {
        services.AddOptions<ClusterOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusterOptions>, ClusterOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CanvasOperationsOptions>, ClusterLease>());
        services.TryAddSingleton<ClusterNode>();
        services.TryAddSingleton<ClusterDatabase>();
        services.TryAddSingleton<ClusterRunStore>();
        services.TryAddSingleton<ClusterCourseStore>();
        services.TryAddSingleton<SilentNodes>();
        services.TryAddSingleton<RunPlanner>();
        services.TryAddSingleton<RunFinisher>();
        services.TryAddSingleton<CourseTurn>();
        services.TryAddSingleton<RequestShareStore>();
        services.TryAddSingleton<IRequestBudget, SharedRequestBudget>();
        services.TryAddSingleton<IClusterWorker, ClusterWorker>();
        services.TryAddSingleton<IClusterSync, ClusterSync>();
    }

    // A course must be free no later than the work of a silent node is taken over.
    private sealed class ClusterLease(IOptions<ClusterOptions> cluster) : IPostConfigureOptions<CanvasOperationsOptions>
    {
        public void PostConfigure(string? name, CanvasOperationsOptions options) => options.Sync.LeaseDuration = cluster.Value.LeaseDuration;
    }
}
