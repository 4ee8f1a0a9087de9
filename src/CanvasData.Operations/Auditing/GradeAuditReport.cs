namespace CanvasData.Operations.Auditing;

/// <summary>The result of an audit of a course.</summary>
public sealed record GradeAuditReport
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The students looked at.</summary>
    public required int Students { get; init; }

    /// <summary>The students all of whose numbers and letters agree.</summary>
    public required int StudentsInAgreement { get; init; }

    /// <summary>The numbers compared.</summary>
    public required int Numbers { get; init; }

    /// <summary>The numbers that agree within 0.01.</summary>
    public required int NumbersInAgreement { get; init; }

    /// <summary>The students with differences, by cause.</summary>
    public required IReadOnlyDictionary<GradeDifferenceCause, int> Causes { get; init; }

    /// <summary>The first students with differences.</summary>
    public required IReadOnlyList<StudentGradeAudit> Examples { get; init; }
}
