namespace CanvasData.Operations.Queries;

/// <summary>A point in the series of a student's totals in a course. The first point is what the first sync saw.</summary>
public sealed record GradePoint : IQueryRow<GradePoint>
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The enrollment of these totals; of several in one course, the one that represents the student.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>When a sync saw this.</summary>
    public required DateTime At { get; init; }

    /// <summary>The kind of change: observed (the first point), changed, removed or returned.</summary>
    public required string Change { get; init; }

    /// <summary>The percentage over posted and graded work; null means no score, not zero.</summary>
    public required double? CurrentScore { get; init; }

    /// <summary>The percentage over posted work, ungraded work as zero.</summary>
    public required double? FinalScore { get; init; }

    /// <summary>The letter of the current score.</summary>
    public required string? CurrentGrade { get; init; }

    /// <summary>The percentage, unposted work included; null for students and observers.</summary>
    public required double? UnpostedCurrentScore { get; init; }

    /// <summary>The score set by hand.</summary>
    public required double? OverrideScore { get; init; }

    /// <summary>Rises along the series; 0 for the first point.</summary>
    public required long Sequence { get; init; }

    static IReadOnlyList<string> IQueryRow<GradePoint>.Key => [nameof(EnrollmentId), nameof(Sequence)];

    static string IQueryRow<GradePoint>.DefaultSort => "CourseId,StudentId,At";
}

/// <summary>A point in the series of a student's score on an assignment. The first point is what the first sync saw.</summary>
public sealed record ScorePoint : IQueryRow<ScorePoint>
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The assignment.</summary>
    public required long AssignmentId { get; init; }

    /// <summary>The submission.</summary>
    public required long SubmissionId { get; init; }

    /// <summary>When a sync saw this.</summary>
    public required DateTime At { get; init; }

    /// <summary>The kind of change: observed (the first point), changed, removed or returned.</summary>
    public required string Change { get; init; }

    /// <summary>The points; null means no score, not zero.</summary>
    public required double? Score { get; init; }

    /// <summary>The grade in the form of the assignment.</summary>
    public required string? Grade { get; init; }

    /// <summary>
    /// The score in percent of the assignment's points at the time; null without a score or points, or where a change was recorded before
    /// points were kept.
    /// </summary>
    public required double? Percentage { get; init; }

    /// <summary>Rises along the series; 0 for the first point.</summary>
    public required long Sequence { get; init; }

    static IReadOnlyList<string> IQueryRow<ScorePoint>.Key => [nameof(SubmissionId), nameof(Sequence)];

    static string IQueryRow<ScorePoint>.DefaultSort => "CourseId,StudentId,AssignmentId,At";
}
