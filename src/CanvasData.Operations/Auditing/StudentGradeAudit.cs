using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Auditing;

/// <summary>A student of an audited course.</summary>
public sealed record StudentGradeAudit
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The enrollment whose numbers are compared: an active one before others.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The grades as computed from the stored rows.</summary>
    public required CourseGrades Grades { get; init; }

    /// <summary>The number of Canvas's values that were compared: four, or two where the unposted ones were not sent.</summary>
    public required int Compared { get; init; }

    /// <summary>Where Canvas's numbers or letters differ; empty when all agree.</summary>
    public required IReadOnlyList<GradeDifference> Differences { get; init; }

    /// <summary>The reason why they differ; null when all agree.</summary>
    public required GradeDifferenceReason? Reason { get; init; }
}

/// <summary>A number of Canvas's, or its letter, that differs from what is computed.</summary>
/// <param name="Kind">The total that differs.</param>
/// <param name="Stored">The percentage in Canvas; null for none.</param>
/// <param name="Computed">The computed percent; null for none. A difference of up to 0.01 is none.</param>
/// <param name="StoredLetter">The letter in Canvas; null for none.</param>
/// <param name="ComputedLetter">The letter of Canvas's percent in the scheme that is stored; null for none.</param>
public sealed record GradeDifference(GradeKind Kind, double? Stored, decimal? Computed, string? StoredLetter, string? ComputedLetter)
{
    /// <summary>Whether the percents differ; else only the letters do.</summary>
    public required bool IsOfPercent { get; init; }
}

/// <summary>The reason why a student's computed grades differ from Canvas's.</summary>
/// <param name="Cause">The likely cause.</param>
/// <param name="IsConfirmed">Whether computing under it gives Canvas's numbers exactly; else only circumstances speak for it.</param>
/// <param name="AssignmentIds">The assignments concerned; empty for none in particular.</param>
/// <param name="Since">The moment from which it applies, UTC, as far as the cause has a moment; null for none.</param>
public sealed record GradeDifferenceReason(GradeDifferenceCause Cause, bool IsConfirmed, IReadOnlyList<long> AssignmentIds, DateTime? Since = null);
