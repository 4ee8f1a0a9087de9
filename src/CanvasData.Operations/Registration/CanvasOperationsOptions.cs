using CanvasData.Operations.Analytics;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Registration;

/// <summary>Settings of the library.</summary>
public sealed class CanvasOperationsOptions
{
    /// <summary>The percentage from which a score passes, for passing rates. Default 60, range 0 to 100.</summary>
    public double PassingScore { get; set; } = 60;

    /// <summary>How syncs work.</summary>
    public SyncOptions Sync { get; } = new();

    /// <summary>How queries work.</summary>
    public QueryOptions Queries { get; } = new();

    /// <summary>How analytics work.</summary>
    public AnalyticsOptions Analytics { get; } = new();
}

internal sealed class CanvasOperationsOptionsValidator : IValidateOptions<CanvasOperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, CanvasOperationsOptions options)
    {
        var problems = options.Sync.Validate().Concat(options.Analytics.Validate()).Select(problem => $"CanvasOperationsOptions.{problem}").ToList();
        if (options.PassingScore is not (>= 0 and <= 100))
        {
            problems.Add($"CanvasOperationsOptions.PassingScore is {options.PassingScore}: give 0 to 100.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
