using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>The options of the background sync: when it runs, and what it syncs.</summary>
public sealed class SyncScheduleOptions : ScheduleOptions
{
    /// <summary>Creates options with an interval of 1 hour.</summary>
    public SyncScheduleOptions() => Interval = TimeSpan.FromHours(1);

    /// <summary>The request of each run. Default: everything, incrementally, after all other work.</summary>
    public SyncRequest Request { get; set; } = new() { Strategy = SyncStrategy.Incremental, Priority = SyncPriority.Low };

    internal override IEnumerable<string> Validate() =>
        (Request is null
            ? ["SyncScheduleOptions.Request is null: give a SyncRequest."]
            : (Request.Profile?.Validate() ?? []).Select(problem => $"SyncScheduleOptions.Request.Profile: {problem}"))
        .Concat(base.Validate());
}
