using System.Text.Json.Serialization;

namespace CanvasData.Operations.Client;

/// <summary>The work of one student on one assignment; it exists from the moment the assignment is assigned.</summary>
public sealed class SubmissionRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The assignment.</summary>
    public Optional<long?> AssignmentId { get; set; }

    /// <summary>The student; not sent when the assignment is graded anonymously.</summary>
    public Optional<long?> UserId { get; set; }

    /// <summary>The id that Canvas gives in place of the student when grading is anonymous.</summary>
    public Optional<string?> AnonymousId { get; set; }

    /// <summary>The state: unsubmitted, submitted, pending_review or graded; other values may occur.</summary>
    public Optional<string?> WorkflowState { get; set; }

    /// <summary>The type of what was submitted; null when nothing was.</summary>
    public Optional<string?> SubmissionType { get; set; }

    /// <summary>When it was submitted.</summary>
    public Optional<DateTimeOffset?> SubmittedAt { get; set; }

    /// <summary>The number of the attempt, from 1; null when nothing was submitted.</summary>
    public Optional<int?> Attempt { get; set; }

    /// <summary>The points after deductions; null means no score, not zero.</summary>
    public Optional<double?> Score { get; set; }

    /// <summary>The grade in the form of the assignment: "20", "87.5%", "B+", "complete".</summary>
    public Optional<string?> Grade { get; set; }

    /// <summary>The points before the late deduction.</summary>
    public Optional<double?> EnteredScore { get; set; }

    /// <summary>The grade before the late deduction.</summary>
    public Optional<string?> EnteredGrade { get; set; }

    /// <summary>The late deduction; sent when late.</summary>
    public Optional<double?> PointsDeducted { get; set; }

    /// <summary>The late policy status that was set by hand: late, missing, extended or none. Null leaves it to Canvas.</summary>
    public Optional<string?> LatePolicyStatus { get; set; }

    /// <summary>Whether it is late, as computed now.</summary>
    public Optional<bool?> Late { get; set; }

    /// <summary>Whether it is missing, as computed now.</summary>
    public Optional<bool?> Missing { get; set; }

    /// <summary>The lateness in seconds; grows while missing.</summary>
    public Optional<double?> SecondsLate { get; set; }

    /// <summary>Whether it is excused; null means no.</summary>
    public Optional<bool?> Excused { get; set; }

    /// <summary>When it was graded.</summary>
    public Optional<DateTimeOffset?> GradedAt { get; set; }

    /// <summary>The id of the grader; negative for a quiz or a tool.</summary>
    public Optional<long?> GraderId { get; set; }

    /// <summary>Whether the grade belongs to the current submission; false when it was submitted again after grading.</summary>
    public Optional<bool?> GradeMatchesCurrentSubmission { get; set; }

    /// <summary>When the grade was shown to the student; null for hidden.</summary>
    public Optional<DateTimeOffset?> PostedAt { get; set; }

    /// <summary>When it is due for this student.</summary>
    public Optional<DateTimeOffset?> CachedDueDate { get; set; }

    /// <summary>The grading period of the due date.</summary>
    public Optional<long?> GradingPeriodId { get; set; }

    /// <summary>A custom status.</summary>
    public Optional<long?> CustomGradeStatusId { get; set; }

    /// <summary>The attempts granted beyond the allowed ones.</summary>
    public Optional<int?> ExtraAttempts { get; set; }

    /// <summary>Whether it was handed back to be done again.</summary>
    public Optional<bool?> RedoRequest { get; set; }

    /// <summary>The work on each checkpoint; sent when asked for, and where the institution has switched checkpoints on.</summary>
    public Optional<IReadOnlyList<CheckpointSubmissionRecord>?> SubAssignmentSubmissions { get; set; }
}

/// <summary>The work of one student on one checkpoint, as sent inside the submission.</summary>
public sealed class CheckpointSubmissionRecord : CanvasRecord
{
    /// <summary>The submission that holds it. The reader sets it.</summary>
    [JsonIgnore]
    public long SubmissionId { get; set; }

    /// <summary>The assignment of that submission.</summary>
    [JsonIgnore]
    public long AssignmentId { get; set; }

    /// <summary>The student of that submission; null when the assignment is graded anonymously.</summary>
    [JsonIgnore]
    public long? StudentId { get; set; }

    /// <summary>When the checkpoint is due for this student, as its reader finds in the dates of the checkpoint.</summary>
    [JsonIgnore]
    public Optional<DateTimeOffset?> DueAt { get; set; }

    /// <summary>The checkpoint: reply_to_topic or reply_to_entry; open.</summary>
    public Optional<string?> SubAssignmentTag { get; set; }

    /// <summary>The points after deductions; null means no score, not zero.</summary>
    public Optional<double?> Score { get; set; }

    /// <summary>The grade in the form of the assignment.</summary>
    public Optional<string?> Grade { get; set; }

    /// <summary>The points before the late deduction.</summary>
    public Optional<double?> EnteredScore { get; set; }

    /// <summary>The grade before the late deduction.</summary>
    public Optional<string?> EnteredGrade { get; set; }

    /// <summary>The score that the student sees; null for none or hidden.</summary>
    public Optional<double?> PublishedScore { get; set; }

    /// <summary>The grade that the student sees; null for none or hidden.</summary>
    public Optional<string?> PublishedGrade { get; set; }

    /// <summary>The late policy status that was set by hand: late, missing, extended or none. Null leaves it to Canvas.</summary>
    public Optional<string?> LatePolicyStatus { get; set; }

    /// <summary>Whether it is late, as computed now.</summary>
    public Optional<bool?> Late { get; set; }

    /// <summary>Whether it is missing, as computed now.</summary>
    public Optional<bool?> Missing { get; set; }

    /// <summary>Whether it is excused; null means no.</summary>
    public Optional<bool?> Excused { get; set; }

    /// <summary>Whether the grade belongs to the current submission; false when it was submitted again after grading.</summary>
    public Optional<bool?> GradeMatchesCurrentSubmission { get; set; }

    /// <summary>A custom status.</summary>
    public Optional<long?> CustomGradeStatusId { get; set; }
}
