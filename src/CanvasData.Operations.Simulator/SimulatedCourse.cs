namespace CanvasData.Operations.Simulator;

/// <summary>A course as the API would serve it at this moment.</summary>
public sealed record SimulatedCourse
{
    /// <summary>The course's id; some are above 2^53.</summary>
    public required long Id { get; init; }

    /// <summary>The name of the course.</summary>
    public required string Name { get; init; }

    /// <summary>The short code.</summary>
    public required string CourseCode { get; init; }

    /// <summary>The id in the student information system, or null.</summary>
    public string? SisCourseId { get; init; }

    /// <summary>The state: <c>unpublished</c>, <c>available</c> or <c>completed</c>.</summary>
    public required string WorkflowState { get; init; }

    /// <summary>The account that owns it.</summary>
    public long AccountId { get; init; } = Generation.Ids.Account;

    /// <summary>The term.</summary>
    public required long TermId { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it begins; null leaves that to the term.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>When it ends; null leaves that to the term.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>The IANA time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether it is public; null on some, as in real data.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Whether its total is made of weighted groups.</summary>
    public bool AppliesGroupWeights { get; init; }

    /// <summary>Whether students see no totals.</summary>
    public bool HidesFinalGrades { get; init; }

    /// <summary>Whether students see letters in place of points and percents.</summary>
    public bool RestrictsQuantitativeData { get; init; }

    /// <summary>Whether teachers may override final grades.</summary>
    public bool AllowsFinalGradeOverride { get; init; }

    /// <summary>The grading scheme; 0 for Canvas's own, null when it has no letter grades.</summary>
    public long? GradingStandardId { get; init; }

    /// <summary>The late policy; null when it has none (the API then answers 404).</summary>
    public SimulatedLatePolicy? LatePolicy { get; init; }

    /// <summary>Whether lists show only its id and this flag, and nothing inside it may be read.</summary>
    public bool AccessRestrictedByDate { get; init; }
}

/// <summary>A section of a course.</summary>
/// <param name="Id">The section's id.</param>
/// <param name="CourseId">The course that it is in now.</param>
/// <param name="Name">The name of the section.</param>
/// <param name="NonCrossListedCourseId">The course that it came from when it is cross-listed, else null.</param>
/// <param name="SisSectionId">The id in the student information system, or null.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record SimulatedSection(long Id, long CourseId, string Name, long? NonCrossListedCourseId, string? SisSectionId, DateTimeOffset CreatedAt);

/// <summary>A module of a course.</summary>
/// <param name="Id">The module's id.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Name">The name of the module.</param>
/// <param name="Position">The place, from 1.</param>
/// <param name="UnlockAt">When it opens, or null.</param>
/// <param name="Items">The items in order.</param>
public sealed record SimulatedModule(long Id, long CourseId, string Name, int Position, DateTimeOffset? UnlockAt, IReadOnlyList<SimulatedModuleItem> Items)
{
    /// <summary>The sections that the module is assigned to; null when it is assigned to everyone.</summary>
    public IReadOnlyList<long>? AssignedSectionIds { get; init; }

    /// <summary>The students that the module is assigned to; null when it is assigned to everyone.</summary>
    public IReadOnlyList<long>? AssignedStudentIds { get; init; }

    /// <summary>Whether the API answers 404 for the module's items, as recorded answers of real installations do.</summary>
    public bool ItemsAreNotFound { get; init; }

    /// <summary>Whether the module is assigned to some only.</summary>
    public bool IsAssignedToSome => AssignedSectionIds is not null || AssignedStudentIds is not null;
}

/// <summary>An item of a module.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="ModuleId">The module.</param>
/// <param name="Position">The place, from 1.</param>
/// <param name="Title">The title of the item.</param>
/// <param name="Type">The type: <c>Assignment</c>, <c>Quiz</c>, <c>Discussion</c>, <c>Page</c>, <c>SubHeader</c> or <c>ExternalUrl</c>.</param>
/// <param name="ContentId">The id of its content; null (and absent in JSON) for pages, headers and links.</param>
public sealed record SimulatedModuleItem(long Id, long ModuleId, int Position, string Title, string Type, long? ContentId);
