namespace CanvasData.Operations.Queries;

/// <summary>
/// The values of one question. Queries read values from here and from nowhere else, so that one that was compiled
/// for one question answers the next. Null is "not asked for"; which ones are null decides the SQL.
/// </summary>
internal sealed record QueryParameters
{
    /// <summary>The user of the scope; null when the scope has none.</summary>
    public long? UserId { get; init; }

    /// <summary>The students of an adviser, or the courses of a scope of courses.</summary>
    public long[]? MemberIds { get; init; }

    public long[]? WithinCourseIds { get; init; }

    public DateTime Now { get; init; }

    public long? CourseId { get; init; }

    public long? StudentId { get; init; }

    public long? AssignmentId { get; init; }

    public long? TermId { get; init; }

    public long? AccountId { get; init; }

    public long[]? AssignmentIds { get; init; }

    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    public string? Name { get; init; }

    /// <summary>The last cell of a gradebook that was read; its rest is asked for.</summary>
    public long? AfterStudentId { get; init; }

    public long? AfterAssignmentId { get; init; }

    /// <summary>How many rows are asked for, from the first on; 0 for all.</summary>
    public int First { get; init; }

    /// <summary>Which values are given, a bit each.</summary>
    public int Given =>
        (UserId is null ? 0 : 1) | (MemberIds is null ? 0 : 2) | (WithinCourseIds is null ? 0 : 4) | (CourseId is null ? 0 : 8) | (StudentId is null ? 0 : 16) |
        (AssignmentId is null ? 0 : 32) | (AssignmentIds is null ? 0 : 64) | (From is null ? 0 : 128) | (To is null ? 0 : 256) | (Name is null ? 0 : 512) | (AfterStudentId is null ? 0 : 1024) | (First is 0 ? 0 : 2048) | (TermId is null ? 0 : 4096) | (AccountId is null ? 0 : 8192);

    /// <summary>Whether all rows have the same value in a field, because the question names one course, student or assignment.</summary>
    public bool Settle(string field) => field switch
    {
        "CourseId" or "CourseName" => CourseId is not null,
        "StudentId" or "StudentName" or "SortableName" => StudentId is not null,
        "AssignmentId" or "AssignmentName" => AssignmentId is not null,
        _ => false,
    };

    /// <summary>The same question about what was submitted, or seen, within a range.</summary>
    public QueryParameters Within(TimeRange? range) => this with { From = range?.From?.UtcDateTime, To = range?.To?.UtcDateTime };

    /// <summary>The same question about what is due within a span from now.</summary>
    public QueryParameters Until(TimeSpan within, string argument)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero, argument);
        return this with { To = within < DateTime.MaxValue - Now ? Now + within : DateTime.MaxValue };
    }

    /// <summary>The same question about some assignments; one is asked for by its id.</summary>
    public QueryParameters ForAssignments(IReadOnlyCollection<long>? assignments) => assignments?.ToArray() switch
    {
        null => this,
        [var only] => this with { AssignmentId = only },
        var several => this with { AssignmentIds = several },
    };
}
