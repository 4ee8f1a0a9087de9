namespace CanvasData.Operations.Queries;

/// <summary>An item of recent activity: a grade, a submission or a note.</summary>
public sealed record ActivityItem : IQueryRow<ActivityItem>
{
    /// <summary>The kind of activity.</summary>
    public required ActivityKinds Kind { get; init; }

    /// <summary>The submission, or the note.</summary>
    public required long ItemId { get; init; }

    /// <summary>The time of the grade, the submission or the note.</summary>
    public required DateTime At { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The full name.</summary>
    public required string? StudentName { get; init; }

    /// <summary>The course; null for a note that belongs to none.</summary>
    public required long? CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The title of the assignment, or the category of the note.</summary>
    public required string? Title { get; init; }

    /// <summary>The points, for a grade; null for no score and for other kinds.</summary>
    public required double? Score { get; init; }

    /// <summary>The points possible, for a grade.</summary>
    public required double? PointsPossible { get; init; }

    /// <summary>The text of a note; null for other kinds.</summary>
    public required string? Text { get; init; }

    static IReadOnlyList<string> IQueryRow<ActivityItem>.Key => [nameof(Kind), nameof(ItemId)];

    static string IQueryRow<ActivityItem>.DefaultSort => "-At";
}

/// <summary>The kinds of activity.</summary>
[Flags]
public enum ActivityKinds
{
    /// <summary>The work was graded.</summary>
    Grade = 1,

    /// <summary>The work was submitted.</summary>
    Submission = 2,

    /// <summary>A note about a student was made.</summary>
    Note = 4,

    /// <summary>The union of all kinds.</summary>
    All = Grade | Submission | Note,
}
