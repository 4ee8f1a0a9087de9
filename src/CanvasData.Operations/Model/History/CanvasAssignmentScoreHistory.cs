namespace CanvasData.Operations.Model;

/// <summary>
/// A change of a submission's place in the gradebook. Append-only. What was before the first change is in its previous values; without any
/// change it is the current row.
/// </summary>
public class CanvasAssignmentScoreHistory
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The submission.</summary>
    public long SubmissionId { get; set; }

    /// <summary>The assignment.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The student; null when graded anonymously.</summary>
    public long? UserId { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>When a sync saw the change.</summary>
    public DateTime RecordedAt { get; set; }

    /// <summary>The kind of change: changed, removed (Canvas no longer has it) or returned.</summary>
    public string Change { get; set; } = "";

    /// <summary>The points; null is no score, after the change.</summary>
    public double? Score { get; set; }

    /// <summary>The points; null is no score, before the change.</summary>
    public double? PreviousScore { get; set; }

    /// <summary>The assignment's points after the change; null for none, or for a change that was recorded before this was kept.</summary>
    public double? PointsPossible { get; set; }

    /// <summary>The assignment's points before the change; null for none, or for a change that was recorded before this was kept.</summary>
    public double? PreviousPointsPossible { get; set; }

    /// <summary>The grade after the change.</summary>
    public string? Grade { get; set; }

    /// <summary>The grade before the change.</summary>
    public string? PreviousGrade { get; set; }

    /// <summary>The points before the late deduction after the change.</summary>
    public double? EnteredScore { get; set; }

    /// <summary>The points before the late deduction before the change.</summary>
    public double? PreviousEnteredScore { get; set; }

    /// <summary>The late deduction after the change.</summary>
    public double? PointsDeducted { get; set; }

    /// <summary>The late deduction before the change.</summary>
    public double? PreviousPointsDeducted { get; set; }

    /// <summary>The state after the change.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>The state before the change.</summary>
    public string? PreviousWorkflowState { get; set; }

    /// <summary>The set status after the change.</summary>
    public string? LatePolicyStatus { get; set; }

    /// <summary>The set status before the change.</summary>
    public string? PreviousLatePolicyStatus { get; set; }

    /// <summary>Whether late after the change.</summary>
    public bool? Late { get; set; }

    /// <summary>Whether late before the change.</summary>
    public bool? PreviousLate { get; set; }

    /// <summary>Whether missing after the change.</summary>
    public bool? Missing { get; set; }

    /// <summary>Whether missing before the change.</summary>
    public bool? PreviousMissing { get; set; }

    /// <summary>Whether excused after the change.</summary>
    public bool? Excused { get; set; }

    /// <summary>Whether excused before the change.</summary>
    public bool? PreviousExcused { get; set; }

    /// <summary>The time of submission after the change.</summary>
    public DateTime? SubmittedAt { get; set; }

    /// <summary>The time of submission before the change.</summary>
    public DateTime? PreviousSubmittedAt { get; set; }

    /// <summary>The attempt after the change.</summary>
    public int? Attempt { get; set; }

    /// <summary>The attempt before the change.</summary>
    public int? PreviousAttempt { get; set; }

    /// <summary>The time of grading after the change.</summary>
    public DateTime? GradedAt { get; set; }

    /// <summary>The time of grading before the change.</summary>
    public DateTime? PreviousGradedAt { get; set; }

    /// <summary>The time of posting after the change.</summary>
    public DateTime? PostedAt { get; set; }

    /// <summary>The time of posting before the change.</summary>
    public DateTime? PreviousPostedAt { get; set; }

    /// <summary>The due date of this student after the change.</summary>
    public DateTime? CachedDueDate { get; set; }

    /// <summary>The due date of this student before the change.</summary>
    public DateTime? PreviousCachedDueDate { get; set; }
}
