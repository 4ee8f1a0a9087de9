namespace CanvasData.Operations.Analytics;

/// <summary>Whether there is a result, and if not, why.</summary>
public enum AnalyticsStatus
{
    /// <summary>There is a result.</summary>
    Ok,

    /// <summary>Less than 5% of the course and fewer than two items are known.</summary>
    InsufficientData,

    /// <summary>Nothing says how much of the course remains: no dates, and no open work.</summary>
    NoRemainingWorkKnown,

    /// <summary>The course has no work that counts.</summary>
    NoCountedWork,

    /// <summary>The course, or the student in it, is not stored.</summary>
    NotFound,

    /// <summary>The moment asked for is before the course began.</summary>
    BeforeStart,
}

/// <summary>What a prediction stands on.</summary>
public enum PredictionBasis
{
    /// <summary>The running class alone.</summary>
    ClassOnly,

    /// <summary>Finished offerings of the same course.</summary>
    CourseHistory,

    /// <summary>All finished offerings of the institution.</summary>
    InstitutionHistory,

    /// <summary>
    /// Finished offerings of the same course that were assessed in another way, see <see cref="AssessmentPlan.IsFarFrom"/>.
    /// Predictions lie half way between theirs and the student's own percentage; intervals allow half of the misses.
    /// </summary>
    ChangedPlan,
}

/// <summary>Where a result comes from, so that it can be judged and computed again.</summary>
/// <param name="AsOf">The moment; nothing later was used.</param>
/// <param name="ModelVersion">Name and version of the model, for example <c>ridge-1</c>.</param>
/// <param name="Basis">What it stands on.</param>
/// <param name="Offerings">Course ids of the finished offerings used, in order; empty without history.</param>
/// <param name="InputsHash">Hash over every input: equal hashes mean equal results, bit by bit.</param>
public sealed record Provenance(DateTime AsOf, string ModelVersion, PredictionBasis Basis, IReadOnlyList<long> Offerings, ulong InputsHash);

/// <summary>An interval of percentages.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct GradeInterval(double Low, double High);
