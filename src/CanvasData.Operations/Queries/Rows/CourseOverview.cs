namespace CanvasData.Operations.Queries;

/// <summary>A course with its term, the roles of the person of the scope, and counts.</summary>
public sealed record CourseOverview : IQueryRow<CourseOverview>
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The code.</summary>
    public required string? CourseCode { get; init; }

    /// <summary>The SIS id; null to students and observers.</summary>
    public required string? SisCourseId { get; init; }

    /// <summary>The state, one of <see cref="Model.CourseStates"/>; other values may occur.</summary>
    public required string? WorkflowState { get; init; }

    /// <summary>The account that holds the course.</summary>
    public required long? AccountId { get; init; }

    /// <summary>The term.</summary>
    public required long? TermId { get; init; }

    /// <summary>The name of the term.</summary>
    public required string? TermName { get; init; }

    /// <summary>The first day, of the course or of its term, whichever Canvas goes by; null for none.</summary>
    public required DateTime? StartAt { get; init; }

    /// <summary>The last day, of the course or of its term, whichever Canvas goes by; null for none.</summary>
    public required DateTime? EndAt { get; init; }

    /// <summary>The roles in the course of the person for whom the scope is made; none in scopes without a person.</summary>
    public required CourseRoles Roles { get; init; }

    /// <summary>The active students in scope, each counted once.</summary>
    public required int ActiveStudentCount { get; init; }

    /// <summary>The sections in scope: with a section-limited enrollment that section; for students and observers those of the students in scope.</summary>
    public required int SectionCount { get; init; }

    /// <summary>The published assignments; for students and observers those that the students in scope have.</summary>
    public required int AssignmentCount { get; init; }

    /// <summary>The moment from which Canvas lacks the course; null while it has it.</summary>
    public required DateTime? MissingSince { get; init; }

    static IReadOnlyList<string> IQueryRow<CourseOverview>.Key => [nameof(CourseId)];

    static string IQueryRow<CourseOverview>.DefaultSort => "CourseName";
}

/// <summary>The roles of a person in a course, by enrollments that are active or completed.</summary>
[Flags]
public enum CourseRoles
{
    /// <summary>The person has no role.</summary>
    None = 0,

    /// <summary>The person is a student.</summary>
    Student = 1,

    /// <summary>The person is a teacher.</summary>
    Teacher = 2,

    /// <summary>The person is a teaching assistant.</summary>
    TeachingAssistant = 4,

    /// <summary>The person observes a student.</summary>
    Observer = 8,
}
