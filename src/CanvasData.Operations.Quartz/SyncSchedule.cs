using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Quartz;

/// <summary>A sync that the cluster starts by itself.</summary>
/// <param name="Name">The name, at most 100 characters. A schedule of the same name on another node is the same schedule.</param>
/// <param name="Cron">
/// When, as a cron expression of Quartz with seconds: <c>0 0/30 * * * ?</c> is every half hour. The zone is that of the options.
/// </param>
/// <param name="Request">What to sync, and how.</param>
public sealed record SyncSchedule(string Name, string Cron, SyncRequest Request);
