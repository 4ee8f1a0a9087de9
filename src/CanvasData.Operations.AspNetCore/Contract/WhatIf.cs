using CanvasData.Operations.Grading;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A question about a student's grades: supposed scores, and targets to reach.</summary>
public sealed record WhatIfRequest
{
    /// <summary>The most supposed scores and targets of one question.</summary>
    public const int MaxParts = 1_000;

    /// <summary>The supposed scores in points, by assignment; null for the grades as they are.</summary>
    public IReadOnlyDictionary<long, double>? Scores { get; init; }

    /// <summary>Totals to reach, percent; null for none.</summary>
    public IReadOnlyList<decimal>? Targets { get; init; }

    /// <summary>Letters to reach, such as B; null for none.</summary>
    public IReadOnlyList<string>? Letters { get; init; }
}

/// <summary>The answer to a <see cref="WhatIfRequest"/>.</summary>
public sealed record WhatIfResult
{
    /// <summary>The totals as they are.</summary>
    public required GradeTotals Now { get; init; }

    /// <summary>The totals with the supposed scores.</summary>
    public required GradeTotals Then { get; init; }

    /// <summary>What the open work must bring for each target, with the supposed scores.</summary>
    public required IReadOnlyList<TargetAnswer> Targets { get; init; }
}

/// <summary>Two totals of a student in a course.</summary>
/// <param name="Current">The graded work only.</param>
/// <param name="Final">The total in which ungraded work counts as 0.</param>
public sealed record GradeTotals(GradeTotal Current, GradeTotal Final);

/// <summary>What the open work must bring for a target.</summary>
/// <param name="Percent">The target in percent; null for a letter.</param>
/// <param name="Letter">The letter; null for a target in percent.</param>
/// <param name="Required">The score that it takes.</param>
public sealed record TargetAnswer(decimal? Percent, string? Letter, RequiredScore Required);
