namespace CanvasData.Operations.Model;

/// <summary>
/// The work of one student on one checkpoint. Canvas shows no id of it: <see cref="CanvasRow.Id"/> is made of the
/// submission and the tag. Times of submission and of posting are those of the submission.
/// </summary>
public class CanvasCheckpointSubmission : CanvasCourseRow
{
    /// <summary>The submission that it is a part of.</summary>
    public long SubmissionId { get; set; }

    /// <summary>The checkpoint.</summary>
    public long CheckpointId { get; set; }

    /// <summary>The assignment.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The student; null when graded anonymously.</summary>
    public long? UserId { get; set; }

    /// <summary>The checkpoint: reply_to_topic or reply_to_entry; other values may occur.</summary>
    public string? Tag { get; set; }

    /// <summary>When it is due for this student.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>The points after deductions; null means no score, not zero.</summary>
    public double? Score { get; set; }

    /// <summary>The grade in the form of the assignment.</summary>
    public string? Grade { get; set; }

    /// <summary>The points before the late deduction.</summary>
    public double? EnteredScore { get; set; }

    /// <summary>The grade before the late deduction.</summary>
    public string? EnteredGrade { get; set; }

    /// <summary>The score that the student sees; null for none or hidden.</summary>
    public double? PublishedScore { get; set; }

    /// <summary>The grade that the student sees; null for none or hidden.</summary>
    public string? PublishedGrade { get; set; }

    /// <summary>The late policy status that was set by hand: late, missing, extended or none. Null leaves it to Canvas.</summary>
    public string? LatePolicyStatus { get; set; }

    /// <summary>Whether it was late, as computed at the last sync.</summary>
    public bool? Late { get; set; }

    /// <summary>Whether it was missing, as computed at the last sync.</summary>
    public bool? Missing { get; set; }

    /// <summary>Whether it is excused; null means no.</summary>
    public bool? Excused { get; set; }

    /// <summary>Whether the grade belongs to the current submission; false when it was submitted again after grading.</summary>
    public bool? GradeMatchesCurrentSubmission { get; set; }

    /// <summary>A custom status.</summary>
    public long? CustomGradeStatusId { get; set; }
}
