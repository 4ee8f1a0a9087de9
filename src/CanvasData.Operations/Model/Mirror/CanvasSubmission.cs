namespace CanvasData.Operations.Model;

/// <summary>The work of one student on one assignment.</summary>
public class CanvasSubmission : CanvasCourseRow
{
    /// <summary>The assignment.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The student; null when graded anonymously.</summary>
    public long? UserId { get; set; }

    /// <summary>Stands for the student when grading is anonymous.</summary>
    public string? AnonymousId { get; set; }

    /// <summary>unsubmitted, submitted, pending_review or graded; open.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>What was handed in; null for nothing.</summary>
    public string? SubmissionType { get; set; }

    /// <summary>When it was handed in.</summary>
    public DateTime? SubmittedAt { get; set; }

    /// <summary>1-based; null when nothing was handed in.</summary>
    public int? Attempt { get; set; }

    /// <summary>Points after deductions; null is no score, not zero.</summary>
    public double? Score { get; set; }

    /// <summary>The grade in the form of the assignment.</summary>
    public string? Grade { get; set; }

    /// <summary>Points before the late deduction.</summary>
    public double? EnteredScore { get; set; }

    /// <summary>Grade before the late deduction.</summary>
    public string? EnteredGrade { get; set; }

    /// <summary>The late deduction.</summary>
    public double? PointsDeducted { get; set; }

    /// <summary>late, missing, extended or none when set; null lets Canvas decide.</summary>
    public string? LatePolicyStatus { get; set; }

    /// <summary>Whether it was late when last synced.</summary>
    public bool? Late { get; set; }

    /// <summary>Whether it was missing when last synced.</summary>
    public bool? Missing { get; set; }

    /// <summary>How late, in seconds; null while nothing was handed in, because it would grow with every look.</summary>
    public double? SecondsLate { get; set; }

    /// <summary>Whether it is excused; null means no.</summary>
    public bool? Excused { get; set; }

    /// <summary>When it was graded.</summary>
    public DateTime? GradedAt { get; set; }

    /// <summary>Who graded it; negative for a quiz or a tool.</summary>
    public long? GraderId { get; set; }

    /// <summary>False when it was handed in again after grading.</summary>
    public bool? GradeMatchesCurrentSubmission { get; set; }

    /// <summary>When the grade was shown to the student; null for hidden.</summary>
    public DateTime? PostedAt { get; set; }

    /// <summary>When it is due for this student.</summary>
    public DateTime? CachedDueDate { get; set; }

    /// <summary>The grading period of the due date.</summary>
    public long? GradingPeriodId { get; set; }

    /// <summary>A custom status.</summary>
    public long? CustomGradeStatusId { get; set; }

    /// <summary>Attempts granted beyond the allowed ones.</summary>
    public int? ExtraAttempts { get; set; }

    /// <summary>Whether it was handed back to be done again.</summary>
    public bool? RedoRequest { get; set; }
}
