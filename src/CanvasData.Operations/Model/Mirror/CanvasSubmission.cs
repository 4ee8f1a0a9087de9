namespace CanvasData.Operations.Model;

/// <summary>The work of one student on one assignment.</summary>
public class CanvasSubmission : CanvasCourseRow
{
    /// <summary>The assignment.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The student; null when graded anonymously.</summary>
    public long? UserId { get; set; }

    /// <summary>The id that Canvas gives in place of the student when grading is anonymous.</summary>
    public string? AnonymousId { get; set; }

    /// <summary>The state: unsubmitted, submitted, pending_review or graded; other values may occur.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>The type of what was submitted; null when nothing was.</summary>
    public string? SubmissionType { get; set; }

    /// <summary>When it was submitted.</summary>
    public DateTime? SubmittedAt { get; set; }

    /// <summary>The number of the attempt, from 1; null when nothing was submitted.</summary>
    public int? Attempt { get; set; }

    /// <summary>The points after deductions; null means no score, not zero.</summary>
    public double? Score { get; set; }

    /// <summary>The grade in the form of the assignment.</summary>
    public string? Grade { get; set; }

    /// <summary>The points before the late deduction.</summary>
    public double? EnteredScore { get; set; }

    /// <summary>The grade before the late deduction.</summary>
    public string? EnteredGrade { get; set; }

    /// <summary>The late deduction.</summary>
    public double? PointsDeducted { get; set; }

    /// <summary>The late policy status that was set by hand: late, missing, extended or none. Null leaves it to Canvas.</summary>
    public string? LatePolicyStatus { get; set; }

    /// <summary>Whether it was late when last synced.</summary>
    public bool? Late { get; set; }

    /// <summary>Whether it was missing when last synced.</summary>
    public bool? Missing { get; set; }

    /// <summary>The lateness in seconds; null while nothing was submitted, because it would grow with every sync.</summary>
    public double? SecondsLate { get; set; }

    /// <summary>Whether it is excused; null means no.</summary>
    public bool? Excused { get; set; }

    /// <summary>When it was graded.</summary>
    public DateTime? GradedAt { get; set; }

    /// <summary>The id of the grader; negative for a quiz or a tool.</summary>
    public long? GraderId { get; set; }

    /// <summary>Whether the grade belongs to the current submission; false when it was submitted again after grading.</summary>
    public bool? GradeMatchesCurrentSubmission { get; set; }

    /// <summary>When the grade was shown to the student; null for hidden.</summary>
    public DateTime? PostedAt { get; set; }

    /// <summary>
    /// Whether Canvas has never sent <see cref="PostedAt"/>, as before 2019; null where it has. The grade then shows as soon as
    /// it is given, unless the assignment hides its grades (<see cref="CanvasAssignment.PostManually"/>).
    /// </summary>
    public bool? PostedAtUnspecified { get; set; }

    /// <summary>When it is due for this student.</summary>
    public DateTime? CachedDueDate { get; set; }

    /// <summary>The grading period of the due date.</summary>
    public long? GradingPeriodId { get; set; }

    /// <summary>A custom status.</summary>
    public long? CustomGradeStatusId { get; set; }

    /// <summary>The attempts granted beyond the allowed ones.</summary>
    public int? ExtraAttempts { get; set; }

    /// <summary>Whether it was handed back to be done again.</summary>
    public bool? RedoRequest { get; set; }
}
