namespace CanvasData.Operations.Simulator;

/// <summary>What happened while the school lived on. Ids only; the school tells the rest.</summary>
public sealed record SchoolChanges
{
    /// <summary>From when.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when; the school's clock now.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Submissions on which something happened: handed in, graded, excused, regraded.</summary>
    public required int SubmissionsTouched { get; init; }

    /// <summary>Enrollments that were deleted because the student dropped out.</summary>
    public required IReadOnlyList<long> DroppedEnrollments { get; init; }

    /// <summary>Enrollments that became active again.</summary>
    public required IReadOnlyList<long> ReturnedEnrollments { get; init; }

    /// <summary>Assignments that were deleted.</summary>
    public required IReadOnlyList<long> DeletedAssignments { get; init; }

    /// <summary>Assignments whose due date moved.</summary>
    public required IReadOnlyList<long> MovedAssignments { get; init; }

    /// <summary>People whose name changed.</summary>
    public required IReadOnlyList<long> RenamedUsers { get; init; }

    /// <summary>Students who are new to the school.</summary>
    public required IReadOnlyList<long> NewStudents { get; init; }
}
