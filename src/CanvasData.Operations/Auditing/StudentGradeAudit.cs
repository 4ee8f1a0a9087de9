using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Auditing;

/// <summary>One student of an audited course.</summary>
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

    /// <summary>How many of Canvas's numbers were compared: four, or two where the unposted ones were not told.</summary>
    public required int Compared { get; init; }

    /// <summary>Where Canvas's numbers or letters differ; empty when all agree.</summary>
    public required IReadOnlyList<GradeDifference> Differences { get; init; }

    /// <summary>Why they differ; null when all agree.</summary>
    public required GradeDifferenceReason? Reason { get; init; }
}

/// <summary>One of Canvas's numbers, or its letter, that differs from what is computed.</summary>
/// <param name="Kind">Which total.</param>
/// <param name="Stored">Canvas's percent; null for none.</param>
/// <param name="Computed">The computed percent; null for none. A difference of up to 0.01 is none.</param>
/// <param name="StoredLetter">Canvas's letter; null for none.</param>
/// <param name="ComputedLetter">The letter of Canvas's percent in the scheme that is stored; null for none.</param>
public sealed record GradeDifference(GradeKind Kind, double? Stored, decimal? Computed, string? StoredLetter, string? ComputedLetter)
{
    /// <summary>Whether the percents differ; else only the letters do.</summary>
    public required bool IsOfPercent { get; init; }
}

/// <summary>Why a student's computed grades differ from Canvas's.</summary>
/// <param name="Cause">The likely cause.</param>
/// <param name="IsConfirmed">Whether computing under it gives Canvas's numbers exactly; else only circumstances speak for it.</param>
/// <param name="AssignmentIds">The assignments concerned; empty for none in particular.</param>
/// <param name="Since">Since when, UTC, as far as the cause has a moment; null for none.</param>
public sealed record GradeDifferenceReason(GradeDifferenceCause Cause, bool IsConfirmed, IReadOnlyList<long> AssignmentIds, DateTime? Since = null);
