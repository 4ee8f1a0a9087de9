namespace CanvasData.Operations.History;

/// <summary>A submission as it stood at a moment.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="AssignmentId">The assignment.</param>
/// <param name="UserId">The student; null when graded anonymously.</param>
/// <param name="Score">The points; null is no score, not zero.</param>
/// <param name="Grade">The grade in the form of the assignment.</param>
/// <param name="EnteredScore">The points before the late deduction.</param>
/// <param name="PointsDeducted">The late deduction.</param>
/// <param name="WorkflowState">The state: unsubmitted, submitted, pending_review or graded; other values may occur.</param>
/// <param name="LatePolicyStatus">The status that was set; null for none.</param>
/// <param name="Late">Whether it was late.</param>
/// <param name="Missing">Whether it was missing.</param>
/// <param name="Excused">Whether it was excused; null means no.</param>
/// <param name="SubmittedAt">When it had been submitted.</param>
/// <param name="Attempt">The attempt; null when nothing had been submitted.</param>
/// <param name="GradedAt">When it had been graded.</param>
/// <param name="PostedAt">When the grade had been shown to the student; null for hidden.</param>
/// <param name="CachedDueDate">When it was due for this student.</param>
public sealed record SubmissionAsOf(
    long SubmissionId, long AssignmentId, long? UserId, double? Score, string? Grade, double? EnteredScore, double? PointsDeducted,
    string? WorkflowState, string? LatePolicyStatus, bool? Late, bool? Missing, bool? Excused, DateTime? SubmittedAt, int? Attempt,
    DateTime? GradedAt, DateTime? PostedAt, DateTime? CachedDueDate);

/// <summary>The totals of an enrollment as they stood at a moment. Percent; null is no score, not zero.</summary>
/// <param name="EnrollmentId">The enrollment.</param>
/// <param name="UserId">The person.</param>
/// <param name="EnrollmentState">The state: active, invited, completed and others.</param>
/// <param name="CurrentScore">The posted and graded work only.</param>
/// <param name="FinalScore">The posted work, ungraded work as zero.</param>
/// <param name="CurrentGrade">The letter of the current score.</param>
/// <param name="FinalGrade">The letter of the final score.</param>
/// <param name="UnpostedCurrentScore">The current, unposted work included.</param>
/// <param name="UnpostedFinalScore">The final, unposted work included.</param>
/// <param name="OverrideScore">The score set by hand.</param>
/// <param name="OverrideGrade">The letter of the override.</param>
public sealed record TotalsAsOf(
    long EnrollmentId, long UserId, string? EnrollmentState, double? CurrentScore, double? FinalScore, string? CurrentGrade, string? FinalGrade,
    double? UnpostedCurrentScore, double? UnpostedFinalScore, double? OverrideScore, string? OverrideGrade);
