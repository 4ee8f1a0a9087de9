namespace CanvasData.Operations.History;

/// <summary>The totals of a student in a course at the end of a day. Percent; null is no score, not zero.</summary>
public sealed record GradeDay
{
    /// <summary>The day on which the totals stood so at its end.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The current score, over posted and graded work.</summary>
    public required double? CurrentScore { get; init; }

    /// <summary>The final score, over posted work, with ungraded work as zero.</summary>
    public required double? FinalScore { get; init; }

    /// <summary>The letter of the current score.</summary>
    public required string? CurrentGrade { get; init; }

    /// <summary>The current score with unposted work.</summary>
    public required double? UnpostedCurrentScore { get; init; }

    /// <summary>The score that was set by hand.</summary>
    public required double? OverrideScore { get; init; }

    /// <summary>Whether the student was enrolled at the end of the day.</summary>
    public required bool IsEnrolled { get; init; }

    /// <summary>The change of the current score since the day before in the series; null when one of the two has none.</summary>
    public required double? Change { get; init; }

    /// <summary>How many changes syncs saw on the day; 0 for the totals that open the series.</summary>
    public required int Changes { get; init; }
}

/// <summary>A recorded change of a student's work on an assignment.</summary>
public sealed record ScoreChange
{
    /// <summary>The submission.</summary>
    public required long SubmissionId { get; init; }

    /// <summary>The student; null when graded anonymously.</summary>
    public required long? StudentId { get; init; }

    /// <summary>When a sync saw the change.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The kind of change: changed, removed or returned; see <see cref="Model.HistoryChange"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The points before; null is no score.</summary>
    public required double? PreviousScore { get; init; }

    /// <summary>The points after; null is no score.</summary>
    public required double? Score { get; init; }

    /// <summary>The grade before.</summary>
    public required string? PreviousGrade { get; init; }

    /// <summary>The grade after.</summary>
    public required string? Grade { get; init; }

    /// <summary>The state before.</summary>
    public required string? PreviousWorkflowState { get; init; }

    /// <summary>The state after.</summary>
    public required string? WorkflowState { get; init; }

    /// <summary>Whether the change is in the archive.</summary>
    public required bool IsArchived { get; init; }
}

/// <summary>Counts of a course. The test student is never counted.</summary>
public sealed record CourseSnapshot
{
    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The number of distinct students with an enrollment that Canvas still has.</summary>
    public required int TotalStudents { get; init; }

    /// <summary>The number of these students with an active enrollment.</summary>
    public required int ActiveStudents { get; init; }

    /// <summary>The number of assignments that Canvas still has.</summary>
    public required int TotalAssignments { get; init; }

    /// <summary>The number of these assignments that are published.</summary>
    public required int PublishedAssignments { get; init; }

    /// <summary>The number of these assignments with at least one score.</summary>
    public required int GradedAssignments { get; init; }

    /// <summary>The number of submissions handed in during the seven days before.</summary>
    public required int RecentSubmissions { get; init; }

    /// <summary>The number of submissions handed in and not graded.</summary>
    public required int PendingGrading { get; init; }

    /// <summary>The mean current score of active students, percent; null when none has a score.</summary>
    public required double? AverageScore { get; init; }

    /// <summary>The median current score of active students, percent; null when none has a score.</summary>
    public required double? MedianScore { get; init; }

    /// <summary>The share of active students with a score who reach the passing score, 0 to 1; null when none has a score.</summary>
    public required double? PassingRate { get; init; }
}

/// <summary>The numbers of rows that were moved to the archive.</summary>
/// <param name="ScoreChanges">The number of changes of submissions.</param>
/// <param name="GradeChanges">The number of changes of totals.</param>
/// <param name="Snapshots">The number of snapshots of courses.</param>
public sealed record HistoryArchived(long ScoreChanges, long GradeChanges, long Snapshots);
