using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Monitoring;

/// <summary>The settings of <see cref="IPerformanceMonitor"/>.</summary>
public sealed class MonitoringOptions
{
    /// <summary>
    /// The most shapes of queries that are kept apart: 10 to 100,000, by default 1,000. Beyond that, the shapes that took the least time
    /// are added up in one for the rest. A shape takes about 6 KB.
    /// </summary>
    public int MaxShapes { get; set; } = 1_000;

    /// <summary>The time from which a command is slow: 1 ms to 1 hour, by default 500 ms. Slow commands are listed and logged.</summary>
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The number of slow commands that are listed, the latest ones: 0 to 10,000, by default 100.</summary>
    public int MaxSlowQueries { get; set; } = 100;

    /// <summary>
    /// The number of times that one shape runs in one request or scope until it counts as repeated: 2 to 10,000, by default 10.
    /// </summary>
    public int RepeatedFrom { get; set; } = 10;

    /// <summary>
    /// Whether one statement of each shape is kept in memory as it was sent, for <see cref="IPerformanceMonitor.SuggestIndexesAsync"/>; off
    /// by default. Literals in it stay, values of parameters do not; no report shows it.
    /// </summary>
    public bool KeepsStatements { get; set; }

    internal IEnumerable<string> Validate()
    {
        if (MaxShapes is < 10 or > 100_000)
        {
            yield return $"{nameof(MaxShapes)} is {MaxShapes}: give 10 to 100,000.";
        }

        if (SlowAfter < TimeSpan.FromMilliseconds(1) || SlowAfter > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(SlowAfter)} is {SlowAfter:c}: give 1 ms to 1 hour.";
        }

        if (MaxSlowQueries is < 0 or > 10_000)
        {
            yield return $"{nameof(MaxSlowQueries)} is {MaxSlowQueries}: give 0 to 10,000.";
        }

        if (RepeatedFrom is < 2 or > 10_000)
        {
            yield return $"{nameof(RepeatedFrom)} is {RepeatedFrom}: give 2 to 10,000.";
        }
    }
}

internal sealed class MonitoringOptionsValidator : IValidateOptions<MonitoringOptions>
{
    public ValidateOptionsResult Validate(string? name, MonitoringOptions options)
    {
        var problems = options.Validate().Select(problem => $"MonitoringOptions.{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
