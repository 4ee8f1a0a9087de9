using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The health of the syncs.</summary>
/// <param name="Status">Whether it is healthy, degraded or unhealthy.</param>
/// <param name="Description">What is wrong, for staff; null for others, and when nothing is.</param>
/// <param name="LastSuccess">When the last successful run ended; null for never, or unknown.</param>
public sealed record HealthState(HealthStatus Status, string? Description, DateTimeOffset? LastSuccess);
