using CanvasData.Operations.Analytics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Quartz;

/// <summary>The kinds of work that one node does for all at a time of day. Each may be repeated at any moment.</summary>
internal static class NightlyWork
{
    public static IReadOnlyDictionary<string, Func<IServiceProvider, CancellationToken, Task>> Kinds { get; } = new Dictionary<string, Func<IServiceProvider, CancellationToken, Task>>
    {
        ["Capture"] = (services, token) => services.GetRequiredService<IAnalyticsBuilder>().CaptureFinishedOfferingsAsync(cancellationToken: token),
        ["Snapshot"] = (services, token) => services.GetRequiredService<ISyncOrchestrator>().TakeSnapshotsAsync(token),
        ["Cleanup"] = (services, token) => services.GetRequiredService<ICleanupManager>().RunAsync(cancellationToken: token),
        ["Integrity"] = (services, token) => services.GetRequiredService<IIntegrityChecker>().CheckAsync(cancellationToken: token),
    };

    /// <summary>The kinds with their times; null for those that are not wanted.</summary>
    public static IEnumerable<(string Name, string? Cron)> Times(QuartzClusterOptions options) =>
        [("Capture", options.CaptureCron), ("Snapshot", options.SnapshotCron), ("Cleanup", options.CleanupCron), ("Integrity", options.IntegrityCron)];
}
