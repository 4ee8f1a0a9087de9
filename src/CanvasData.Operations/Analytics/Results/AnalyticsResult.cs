namespace CanvasData.Operations.Analytics;

/// <summary>Whether there is a result, and if not, why.</summary>
public enum AnalyticsStatus
{
    /// <summary>The result is there.</summary>
    Ok,

    /// <summary>The known work is less than 5% of the course and fewer than two items.</summary>
    InsufficientData,

    /// <summary>The remaining share of the course is unknown: no dates, and no open work.</summary>
    NoRemainingWorkKnown,

    /// <summary>The course has no work that counts.</summary>
    NoCountedWork,

    /// <summary>The course, or the student in it, is not stored.</summary>
    NotFound,

    /// <summary>The moment asked for is before the course began.</summary>
    BeforeStart,
}

/// <summary>The data that a prediction is based on.</summary>
public enum PredictionBasis
{
    /// <summary>The running class alone.</summary>
    ClassOnly,

    /// <summary>The finished offerings of the same course.</summary>
    CourseHistory,

    /// <summary>The finished offerings of the whole institution.</summary>
    InstitutionHistory,

    /// <summary>
    /// The finished offerings of the same course that were assessed in another way, see <see cref="AssessmentPlan.IsFarFrom"/>. Predictions
    /// lie half way between theirs and the student's own percentage; intervals allow half of the misses.
    /// </summary>
    ChangedPlan,
}

/// <summary>The origin of a result, so that it can be judged and computed again.</summary>
/// <param name="AsOf">The moment; nothing later was used.</param>
/// <param name="ModelVersion">The name and version of the model, for example <c>ridge-1</c>.</param>
/// <param name="Basis">The data that it is based on.</param>
/// <param name="Offerings">The course ids of the finished offerings used, in order; empty without history.</param>
/// <param name="InputsHash">The hash over every input: equal hashes mean equal results, bit by bit.</param>
public sealed record Provenance(DateTime AsOf, string ModelVersion, PredictionBasis Basis, IReadOnlyList<long> Offerings, ulong InputsHash);

/// <summary>An interval of percentages.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct GradeInterval(double Low, double High);
