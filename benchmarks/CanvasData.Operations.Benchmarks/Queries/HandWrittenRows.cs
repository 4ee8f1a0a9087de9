namespace CanvasData.Operations.Benchmarks.Queries;

// The same columns as our results have. Dapper cannot make records with required members.
internal sealed class GradeRow
{
    public long SubmissionId { get; set; }

    public long CourseId { get; set; }

    public string? CourseName { get; set; }

    public long StudentId { get; set; }

    public string? StudentName { get; set; }

    public string? SortableName { get; set; }

    public long AssignmentId { get; set; }

    public string? AssignmentName { get; set; }

    public long? AssignmentGroupId { get; set; }

    public string? GroupName { get; set; }

    public double? GroupWeight { get; set; }

    public double? PointsPossible { get; set; }

    public double? Score { get; set; }

    public string? Grade { get; set; }

    public double? Percentage { get; set; }

    public string? WorkflowState { get; set; }

    public DateTime? SubmittedAt { get; set; }

    public DateTime? GradedAt { get; set; }

    public DateTime? PostedAt { get; set; }

    public DateTime? DueAt { get; set; }

    public bool IsLate { get; set; }

    public bool IsMissing { get; set; }

    public bool IsExcused { get; set; }

    public bool OmitFromFinalGrade { get; set; }

    public DateTime? MissingSince { get; set; }
}

internal sealed class SubmissionLine
{
    public long SubmissionId { get; set; }

    public long CourseId { get; set; }

    public string? CourseName { get; set; }

    public long AssignmentId { get; set; }

    public string? AssignmentName { get; set; }

    public double? PointsPossible { get; set; }

    public long StudentId { get; set; }

    public string? StudentName { get; set; }

    public string? SortableName { get; set; }

    public string? Status { get; set; }

    public double? Score { get; set; }

    public double? Percentage { get; set; }

    public DateTime? SubmittedAt { get; set; }

    public DateTime? GradedAt { get; set; }

    public DateTime? DueAt { get; set; }

    public int? Attempt { get; set; }

    public bool IsLate { get; set; }

    public double? HoursLate { get; set; }

    public DateTime? ChangedAt { get; set; }

    public double? PreviousScore { get; set; }
}

internal sealed class Member
{
    public long EnrollmentId { get; set; }

    public long CourseId { get; set; }

    public string? CourseName { get; set; }

    public string? CourseCode { get; set; }

    public string? SisCourseId { get; set; }

    public long? SectionId { get; set; }

    public string? SectionName { get; set; }

    public string? SisSectionId { get; set; }

    public long StudentId { get; set; }

    public string? StudentName { get; set; }

    public string? SortableName { get; set; }

    public string? SisUserId { get; set; }

    public string? EnrollmentState { get; set; }

    public double? CurrentScore { get; set; }

    public double? FinalScore { get; set; }

    public string? CurrentGrade { get; set; }

    public string? FinalGrade { get; set; }

    public double? OverrideScore { get; set; }

    public string? OverrideGrade { get; set; }

    public DateTime? EnrolledAt { get; set; }

    public DateTime? LastActivityAt { get; set; }

    public long? AssignmentCount { get; set; }

    public long? GradedCount { get; set; }

    public long? MissingCount { get; set; }

    public long? LateCount { get; set; }
}

internal sealed class Activity
{
    public int Kind { get; set; }

    public long ItemId { get; set; }

    public DateTime At { get; set; }

    public long StudentId { get; set; }

    public string? StudentName { get; set; }

    public long CourseId { get; set; }

    public string? CourseName { get; set; }

    public string? Title { get; set; }

    public double? Score { get; set; }

    public double? PointsPossible { get; set; }
}

internal sealed class Owed
{
    public long SubmissionId { get; set; }

    public long CourseId { get; set; }

    public long AssignmentId { get; set; }

    public string? AssignmentName { get; set; }

    public double? PointsPossible { get; set; }

    public DateTime? DueAt { get; set; }

    public bool IsMissing { get; set; }
}

internal sealed record Cell(
    long StudentId, string? SortableName, long AssignmentId, string? AssignmentName, double? PointsPossible, double? Score, string? Grade, string? WorkflowState, bool IsLate, bool IsMissing, bool IsExcused);
