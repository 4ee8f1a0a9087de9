namespace CanvasData.Operations.Queries;

/// <summary>A submission with its assignment, as the scope may see it: the one place where grades are hidden and percentages made.</summary>
internal sealed class VisibleSubmission
{
    public required long SubmissionId { get; init; }

    public required long CourseId { get; init; }

    public required string? CourseName { get; init; }

    public required long StudentId { get; init; }

    public required long AssignmentId { get; init; }

    public required string? AssignmentName { get; init; }

    public required long? AssignmentGroupId { get; init; }

    public required bool WeightsGroups { get; init; }

    public required double? PointsPossible { get; init; }

    public required bool OmitFromFinalGrade { get; init; }

    public required bool Shown { get; init; }

    public required double? Score { get; init; }

    public required bool NumbersShown { get; init; }

    public required bool GradeShown { get; init; }

    public required bool HasGrade { get; init; }

    public required string? Grade { get; init; }

    public required double? Percentage { get; init; }

    public required string? WorkflowState { get; init; }

    public required DateTime? SubmittedAt { get; init; }

    public required DateTime? GradedAt { get; init; }

    public required DateTime? PostedAt { get; init; }

    public required bool PostsWhenGraded { get; init; }

    public required DateTime? DueAt { get; init; }

    public required int? Attempt { get; init; }

    public required bool IsLate { get; init; }

    public required double? HoursLate { get; init; }

    public required bool IsMissing { get; init; }

    public required bool IsUpcoming { get; init; }

    public required bool IsExcused { get; init; }

    public required DateTime? MissingSince { get; init; }

    public required DateTime FirstSyncedAt { get; init; }
}

/// <summary>Counts over the work of one student in one course.</summary>
internal sealed class WorkTotals
{
    public required long CourseId { get; init; }

    public required long StudentId { get; init; }

    public required int Assignments { get; init; }

    public required int Completed { get; init; }

    public required int Graded { get; init; }

    public required int Late { get; init; }

    public required int Missing { get; init; }

    public required double? Average { get; init; }

    public required double? Lowest { get; init; }

    public required double? Highest { get; init; }
}

/// <summary>One student of one course with the totals that the scope may see.</summary>
internal sealed class Student
{
    public required long EnrollmentId { get; init; }

    public required long CourseId { get; init; }

    public required string? CourseName { get; init; }

    public required string? CourseCode { get; init; }

    public required string? SisCourseId { get; init; }

    public required bool TotalsShown { get; init; }

    public required bool NumbersShown { get; init; }

    public required long UserId { get; init; }

    public required long? SectionId { get; init; }

    public required string? EnrollmentState { get; init; }

    public required double? CurrentScore { get; init; }

    public required double? FinalScore { get; init; }

    public required string? CurrentGrade { get; init; }

    public required string? FinalGrade { get; init; }

    public required double? UnpostedCurrentScore { get; init; }

    public required double? OverrideScore { get; init; }

    public required string? OverrideGrade { get; init; }

    public required double? EffectiveScore { get; init; }

    public required string? EffectiveGrade { get; init; }

    public required DateTime? CreatedAt { get; init; }

    public required DateTime? LastActivityAt { get; init; }

    public required DateTime FirstSyncedAt { get; init; }
}
