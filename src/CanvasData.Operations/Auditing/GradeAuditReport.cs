namespace CanvasData.Operations.Auditing;

/// <summary>What an audit of a course found.</summary>
public sealed record GradeAuditReport
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>Students looked at.</summary>
    public required int Students { get; init; }

    /// <summary>Students all of whose numbers and letters agree.</summary>
    public required int StudentsInAgreement { get; init; }

    /// <summary>Numbers compared.</summary>
    public required int Numbers { get; init; }

    /// <summary>Numbers that agree within 0.01.</summary>
    public required int NumbersInAgreement { get; init; }

    /// <summary>Students with differences, by cause.</summary>
    public required IReadOnlyDictionary<GradeDifferenceCause, int> Causes { get; init; }

    /// <summary>The first students with differences.</summary>
    public required IReadOnlyList<StudentGradeAudit> Examples { get; init; }
}
