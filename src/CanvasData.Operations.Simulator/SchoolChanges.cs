namespace CanvasData.Operations.Simulator;

/// <summary>The changes of the school while its time advanced. Ids only; the school has the rest.</summary>
public sealed record SchoolChanges
{
    /// <summary>The start of the time.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end of the time: the school's clock now.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The submissions on which something happened: submitted, graded, excused, regraded.</summary>
    public required int SubmissionsTouched { get; init; }

    /// <summary>The enrollments that were deleted because the student dropped out.</summary>
    public required IReadOnlyList<long> DroppedEnrollments { get; init; }

    /// <summary>The enrollments that became active again.</summary>
    public required IReadOnlyList<long> ReturnedEnrollments { get; init; }

    /// <summary>The assignments that were deleted.</summary>
    public required IReadOnlyList<long> DeletedAssignments { get; init; }

    /// <summary>The assignments whose due date moved.</summary>
    public required IReadOnlyList<long> MovedAssignments { get; init; }

    /// <summary>The people whose name changed.</summary>
    public required IReadOnlyList<long> RenamedUsers { get; init; }

    /// <summary>The students who are new to the school.</summary>
    public required IReadOnlyList<long> NewStudents { get; init; }
}
