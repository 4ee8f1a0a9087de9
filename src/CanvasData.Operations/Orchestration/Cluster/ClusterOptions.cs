using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>The options of a cluster. All nodes need the same.</summary>
public sealed class ClusterOptions
{
    /// <summary>
    /// The time after which other nodes take over what a silent node was doing. It is also the lease of a course
    /// (<c>SyncOptions.LeaseDuration</c>) on the nodes. Default 10 seconds, range 5 seconds to 5 minutes.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time that courses get to finish when a node stops. Courses that need longer stop at their next page, and other nodes take them.
    /// Default 5 seconds, range 0 to 10 minutes; it must be shorter than <c>HostOptions.ShutdownTimeout</c>.
    /// </summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The requests to Canvas in flight at once, over all nodes. Canvas holds 50 of the points of a token for each, of at least 600.
    /// Default 12, range 1 to 100; the nodes send fewer while the answers of Canvas say that the bucket holds less.
    /// </summary>
    public int RequestsInFlight { get; set; } = 12;

    /// <summary>
    /// The age at which the reports of the courses of ended runs are deleted. A run over 50,000 courses leaves about 50 to 100 MB of them.
    /// Default 1 day, range 1 hour to 365 days.
    /// </summary>
    public TimeSpan KeepReports { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The age at which ended runs are deleted, with their numbers. Default 30 days, range 1 hour to 365 days; it must not be shorter than
    /// <see cref="KeepReports"/>.
    /// </summary>
    public TimeSpan KeepRuns { get; set; } = TimeSpan.FromDays(30);

    internal IEnumerable<string> Validate()
    {
        if (LeaseDuration < TimeSpan.FromSeconds(5) || LeaseDuration > TimeSpan.FromMinutes(5))
        {
            yield return $"ClusterOptions.LeaseDuration is {LeaseDuration}: give 5 seconds to 5 minutes.";
        }

        if (DrainTime < TimeSpan.Zero || DrainTime > TimeSpan.FromMinutes(10))
        {
            yield return $"ClusterOptions.DrainTime is {DrainTime}: give 0 to 10 minutes.";
        }

        if (RequestsInFlight is < 1 or > 100)
        {
            yield return $"ClusterOptions.RequestsInFlight is {RequestsInFlight}: give 1 to 100.";
        }

        if (KeepReports < TimeSpan.FromHours(1) || KeepReports > TimeSpan.FromDays(365))
        {
            yield return $"ClusterOptions.KeepReports is {KeepReports}: give 1 hour to 365 days.";
        }

        if (KeepRuns < KeepReports || KeepRuns > TimeSpan.FromDays(365))
        {
            yield return $"ClusterOptions.KeepRuns is {KeepRuns}: give at least KeepReports, {KeepReports}, and at most 365 days.";
        }
    }
}

internal sealed class ClusterOptionsValidator : IValidateOptions<ClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterOptions options) =>
        options.Validate().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
