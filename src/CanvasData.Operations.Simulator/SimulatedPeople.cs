namespace CanvasData.Operations.Simulator;

/// <summary>How a student's work develops over the term.</summary>
public enum StudentKind
{
    /// <summary>The student's work is of about the same quality throughout.</summary>
    Steady,

    /// <summary>Gets better and submits more.</summary>
    Rising,

    /// <summary>Gets worse and submits less.</summary>
    Falling,

    /// <summary>Works until some day and is not seen again.</summary>
    Vanishing,
}

/// <summary>A person. All of them are invented.</summary>
public sealed record SimulatedUser
{
    /// <summary>The user's id; some are above 2^53.</summary>
    public required long Id { get; init; }

    /// <summary>The full name.</summary>
    public required string Name { get; init; }

    /// <summary>The name as "Last, First".</summary>
    public required string SortableName { get; init; }

    /// <summary>The login.</summary>
    public required string LoginId { get; init; }

    /// <summary>The id in the student information system, or null.</summary>
    public string? SisUserId { get; init; }

    /// <summary>When the account was created; the API shows it with the offset of a local zone.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last logged in. It stands still, so that it does not hide what else changes.</summary>
    public DateTimeOffset LastLoginAt => CreatedAt.AddDays(30);

    /// <summary>How the person works; of meaning for students only.</summary>
    public StudentKind Kind { get; init; }

    /// <summary>How good the work is on average, 0 to 1; of meaning for students only.</summary>
    internal double Ability { get; init; }

    /// <summary>A number of the person's own that stays when ids do not fit an array.</summary>
    internal int Ordinal { get; init; }
}

/// <summary>An enrollment; a person can have several in one course.</summary>
public sealed record SimulatedEnrollment
{
    /// <summary>The enrollment's id.</summary>
    public required long Id { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The section.</summary>
    public required long SectionId { get; init; }

    /// <summary>The person.</summary>
    public required long UserId { get; init; }

    /// <summary>
    /// The type: <c>StudentEnrollment</c>, <c>TeacherEnrollment</c>, <c>TaEnrollment</c>, <c>ObserverEnrollment</c> or
    /// <c>StudentViewEnrollment</c> (the test student).
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The role's name; a custom name for custom roles.</summary>
    public required string Role { get; init; }

    /// <summary>The role's id.</summary>
    public required long RoleId { get; init; }

    /// <summary>The state: <c>active</c>, <c>invited</c>, <c>inactive</c>, <c>completed</c> or <c>deleted</c>.</summary>
    public required string State { get; init; }

    /// <summary>The observed student of an observer, else null.</summary>
    public long? AssociatedUserId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed; a new grade does not move it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the person was last seen in the course, or null.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>The seconds spent in the course.</summary>
    public int TotalActivitySeconds { get; init; }

    /// <summary>The final score that a teacher has set over the computed one, or null.</summary>
    public decimal? OverrideScore { get; init; }

    /// <summary>Whether it is a student's or the test student's.</summary>
    public bool IsStudent => Type is "StudentEnrollment" or "StudentViewEnrollment";

    /// <summary>Whether it is the test student's.</summary>
    public bool IsTestStudent => Type is "StudentViewEnrollment";

    /// <summary>The scores at the moment of conclusion; null while they still move.</summary>
    internal SimulatedGrades? Frozen { get; init; }
}

/// <summary>The scores of a student in a course, in percent with two decimals; null where there is nothing to count.</summary>
/// <param name="CurrentScore">The posted work only, ungraded work left out.</param>
/// <param name="FinalScore">The posted work only, ungraded work as zero.</param>
/// <param name="UnpostedCurrentScore">The current score with grades not yet posted.</param>
/// <param name="UnpostedFinalScore">The final score with grades not yet posted.</param>
/// <param name="CurrentPoints">The points kept in the current score; in weighted courses the percent again.</param>
/// <param name="UnpostedCurrentPoints">The same with grades not yet posted.</param>
public sealed record SimulatedGrades(
    decimal? CurrentScore,
    decimal? FinalScore,
    decimal? UnpostedCurrentScore,
    decimal? UnpostedFinalScore,
    decimal? CurrentPoints,
    decimal? UnpostedCurrentPoints);
