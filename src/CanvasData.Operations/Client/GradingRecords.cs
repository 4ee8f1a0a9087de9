namespace CanvasData.Operations.Client;

/// <summary>A grading period of a course.</summary>
public sealed class GradingPeriodRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The set that it belongs to.</summary>
    public Optional<long?> GradingPeriodGroupId { get; set; }

    /// <summary>The title of the period.</summary>
    public Optional<string?> Title { get; set; }

    /// <summary>The start, exclusive.</summary>
    public Optional<DateTimeOffset?> StartDate { get; set; }

    /// <summary>The end, inclusive.</summary>
    public Optional<DateTimeOffset?> EndDate { get; set; }

    /// <summary>When grades close.</summary>
    public Optional<DateTimeOffset?> CloseDate { get; set; }

    /// <summary>The percentage, null when not weighted.</summary>
    public Optional<double?> Weight { get; set; }

    /// <summary>Whether it is closed.</summary>
    public Optional<bool?> IsClosed { get; set; }
}

/// <summary>A letter scheme.</summary>
public sealed class GradingStandardRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The title of the scheme.</summary>
    public Optional<string?> Title { get; set; }

    /// <summary>The owner: Course or Account; other values may occur.</summary>
    public Optional<string?> ContextType { get; set; }

    /// <summary>The course or account.</summary>
    public Optional<long?> ContextId { get; set; }

    /// <summary>Whether bounds are points.</summary>
    public Optional<bool?> PointsBased { get; set; }

    /// <summary>The points that make 100 percent.</summary>
    public Optional<double?> ScalingFactor { get; set; }

    /// <summary>The letters, highest first.</summary>
    public Optional<IReadOnlyList<GradingSchemeEntryRecord>?> GradingScheme { get; set; }
}

/// <summary>A letter of a scheme.</summary>
public sealed class GradingSchemeEntryRecord : CanvasRecord
{
    /// <summary>The letter.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The lower bound, 0 to 1.</summary>
    public Optional<double?> Value { get; set; }
}

/// <summary>The late policy of a course.</summary>
public sealed class LatePolicyRecord : CanvasRecord
{
    /// <summary>The Canvas id of the policy.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The course.</summary>
    public Optional<long?> CourseId { get; set; }

    /// <summary>Whether missing work gets a score.</summary>
    public Optional<bool?> MissingSubmissionDeductionEnabled { get; set; }

    /// <summary>The percentage taken off for missing work.</summary>
    public Optional<double?> MissingSubmissionDeduction { get; set; }

    /// <summary>Whether late work loses points.</summary>
    public Optional<bool?> LateSubmissionDeductionEnabled { get; set; }

    /// <summary>The percentage of the possible points taken off per interval.</summary>
    public Optional<double?> LateSubmissionDeduction { get; set; }

    /// <summary>The interval: hour or day; other values may occur.</summary>
    public Optional<string?> LateSubmissionInterval { get; set; }

    /// <summary>Whether there is a floor.</summary>
    public Optional<bool?> LateSubmissionMinimumPercentEnabled { get; set; }

    /// <summary>The floor, percent.</summary>
    public Optional<double?> LateSubmissionMinimumPercent { get; set; }

    /// <summary>When it was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>When it was last edited.</summary>
    public Optional<DateTimeOffset?> UpdatedAt { get; set; }
}
