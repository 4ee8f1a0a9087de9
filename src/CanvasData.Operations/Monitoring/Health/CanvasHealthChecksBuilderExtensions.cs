using CanvasData.Operations.Monitoring;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of syncs to the health checks of a host.</summary>
public static class CanvasHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the syncs: the age of the last successful run, the runs that failed since, and migrations that are not applied. Runs
    /// of courses that were named do not count. It reads the database of the host's context, at most six short statements.
    /// </summary>
    /// <param name="builder">The health checks of the host, from <c>services.AddHealthChecks()</c>.</param>
    /// <param name="configure">Changes the thresholds; null for the defaults.</param>
    /// <param name="name">The name of the check; null for <c>canvas-sync</c>, or <c>canvas-sync-KEY</c> with a key.</param>
    /// <param name="failureStatus">The status instead of unhealthy; null for unhealthy.</param>
    /// <param name="tags">The tags by which the host chooses checks; null for none.</param>
    /// <param name="key">The key of the Canvas instance, as in <c>AddCanvasOperations(key)</c>; null for that without a key.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddCanvasSync(
        this IHealthChecksBuilder builder, Action<SyncHealthOptions>? configure = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= key is null ? "canvas-sync" : $"canvas-sync-{key}";
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.AddOptions<SyncHealthOptions>(name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SyncHealthOptions>, SyncHealthOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new SyncHealthCheck(provider, key, provider.GetRequiredService<IOptionsMonitor<SyncHealthOptions>>(), provider.GetRequiredService<TimeProvider>()),
            failureStatus, tags));
    }
}
