using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Monitoring;

/// <summary>The thresholds of the health check of syncs. A run is successful when at most <see cref="MaxFailedShare"/> of its courses failed.</summary>
public sealed class SyncHealthOptions
{
    /// <summary>The age of the last successful run from which the check is degraded: at least a minute, by default 36 hours.</summary>
    public TimeSpan DegradedAfter { get; set; } = TimeSpan.FromHours(36);

    /// <summary>
    /// The age of the last successful run from which the check is unhealthy: at least <see cref="DegradedAfter"/>, by default 72 hours.
    /// </summary>
    public TimeSpan UnhealthyAfter { get; set; } = TimeSpan.FromHours(72);

    /// <summary>The number of runs that failed one after the other from which the check is unhealthy: 1 to 1,000, by default 3. One failed run degrades it.</summary>
    public int UnhealthyFromFailedRuns { get; set; } = 3;

    /// <summary>The share of the courses of a run that may fail in a successful one: 0 to 1, by default 0.05.</summary>
    public double MaxFailedShare { get; set; } = 0.05;

    /// <summary>Whether migrations of the host that are not applied make the check unhealthy; true by default.</summary>
    public bool ChecksMigrations { get; set; } = true;

    internal IEnumerable<string> Validate()
    {
        if (DegradedAfter < TimeSpan.FromMinutes(1) || DegradedAfter > TimeSpan.FromDays(36_500))
        {
            yield return $"{nameof(DegradedAfter)} is {DegradedAfter:c}: give a minute to 100 years.";
        }
        else if (UnhealthyAfter < DegradedAfter || UnhealthyAfter > TimeSpan.FromDays(36_500))
        {
            yield return $"{nameof(UnhealthyAfter)} is {UnhealthyAfter:c}: give {nameof(DegradedAfter)} ({DegradedAfter:c}) to 100 years.";
        }

        if (UnhealthyFromFailedRuns is < 1 or > 1_000)
        {
            yield return $"{nameof(UnhealthyFromFailedRuns)} is {UnhealthyFromFailedRuns}: give 1 to 1,000.";
        }

        if (!(MaxFailedShare is >= 0 and <= 1))
        {
            yield return $"{nameof(MaxFailedShare)} is {MaxFailedShare}: give 0 to 1.";
        }
    }
}

internal sealed class SyncHealthOptionsValidator : IValidateOptions<SyncHealthOptions>
{
    public ValidateOptionsResult Validate(string? name, SyncHealthOptions options)
    {
        var problems = options.Validate().Select(problem => $"SyncHealthOptions.{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
