using CanvasData.Operations.Analytics;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Configuration;

/// <summary>The settings of the library.</summary>
public sealed class CanvasOperationsOptions
{
    /// <summary>The settings of grades.</summary>
    public GradingOptions Grading { get; } = new();

    /// <summary>The options of syncs.</summary>
    public SyncOptions Sync { get; } = new();

    /// <summary>The options of queries.</summary>
    public QueryOptions Queries { get; } = new();

    /// <summary>The options of analytics.</summary>
    public AnalyticsOptions Analytics { get; } = new();

    /// <summary>The options of metadata.</summary>
    public MetadataOptions Metadata { get; } = new();

    /// <summary>The rules of clean-ups.</summary>
    public CleanupOptions Cleanup { get; } = new();
}

internal sealed class CanvasOperationsOptionsValidator : IValidateOptions<CanvasOperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, CanvasOperationsOptions options)
    {
        var problems = options.Grading.Validate().Concat(options.Sync.Validate()).Concat(options.Analytics.Validate()).Concat(options.Metadata.Validate()).Concat(options.Cleanup.Validate()).Select(problem => $"CanvasOperationsOptions.{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
