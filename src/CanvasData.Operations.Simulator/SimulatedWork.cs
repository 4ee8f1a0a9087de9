namespace CanvasData.Operations.Simulator;

/// <summary>A group of assignments.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Name">The name of the group.</param>
/// <param name="Position">The place, from 1.</param>
/// <param name="Weight">The weight in percent; of meaning only when the course applies weights.</param>
/// <param name="DropLowest">How many of the lowest to drop.</param>
/// <param name="DropHighest">How many of the highest to drop.</param>
/// <param name="NeverDrop">The assignments that are never dropped.</param>
public sealed record SimulatedAssignmentGroup(
    long Id, long CourseId, string Name, int Position, double Weight, int DropLowest, int DropHighest, IReadOnlyList<long> NeverDrop);

/// <summary>An assignment.</summary>
public sealed record SimulatedAssignment
{
    /// <summary>The assignment's id.</summary>
    public required long Id { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The group.</summary>
    public required long GroupId { get; init; }

    /// <summary>The name of the assignment.</summary>
    public required string Name { get; init; }

    /// <summary>The place in the course, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>The points possible; null and 0 both occur and both mean "not scaled".</summary>
    public double? PointsPossible { get; init; }

    /// <summary>
    /// The grading type: <c>points</c>, <c>percent</c>, <c>pass_fail</c>, <c>letter_grade</c>, <c>gpa_scale</c> or <c>not_graded</c>.
    /// </summary>
    public required string GradingType { get; init; }

    /// <summary>The one submission type, for example <c>online_quiz</c>, <c>on_paper</c>, <c>not_graded</c> or <c>wiki_page</c>.</summary>
    public required string SubmissionType { get; init; }

    /// <summary>The base due date, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it opens, or null.</summary>
    public DateTimeOffset? UnlockAt { get; init; }

    /// <summary>When it closes, or null.</summary>
    public DateTimeOffset? LockAt { get; init; }

    /// <summary>The state: <c>published</c> or <c>unpublished</c>.</summary>
    public required string WorkflowState { get; init; }

    /// <summary>Whether it counts in no total.</summary>
    public bool OmitFromFinalGrade { get; init; }

    /// <summary>Whether grades stay hidden until they are posted.</summary>
    public bool PostManually { get; init; }

    /// <summary>Whether only students named by an override have it.</summary>
    public bool OnlyVisibleToOverrides { get; init; }

    /// <summary>The classic quiz behind it, or null.</summary>
    public long? QuizId { get; init; }

    /// <summary>The dates that differ for some students or sections.</summary>
    public IReadOnlyList<SimulatedOverride> Overrides { get; init; } = [];

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last edited.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The parts of a discussion with checkpoints, each with its own points and date; empty for all other work.</summary>
    public IReadOnlyList<SimulatedCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>Whether Canvas waits for something to be submitted, so that it can be missing.</summary>
    public bool ExpectsSubmission => TakesSubmissions && SubmissionType != "external_tool";

    /// <summary>Whether anything is submitted, through Canvas or through a tool.</summary>
    internal bool TakesSubmissions => SubmissionType is not ("on_paper" or "none" or "not_graded" or "wiki_page");

    /// <summary>Whether Canvas counts it in totals once it is published.</summary>
    public bool IsGradable => SubmissionType is not ("not_graded" or "wiki_page");
}

/// <summary>The dates that differ for one section or for some students.</summary>
/// <param name="Id">The override's id.</param>
/// <param name="Title">The title of the override.</param>
/// <param name="SectionId">The section; null when it names students.</param>
/// <param name="StudentIds">The students; empty when it names a section.</param>
/// <param name="OverridesDueAt">Whether it says anything about the due date.</param>
/// <param name="DueAt">The due date; null together with <paramref name="OverridesDueAt"/> means no due date.</param>
public sealed record SimulatedOverride(long Id, string Title, long? SectionId, IReadOnlyList<long> StudentIds, bool OverridesDueAt, DateTimeOffset? DueAt)
{
    /// <summary>Whether it takes the assignment away from those that it names.</summary>
    public bool UnassignItem { get; init; }

    /// <summary>
    /// The id of an override without students (1 for mastery paths); null otherwise. Such an override names neither a section nor students.
    /// </summary>
    public long? NoopId { get; init; }

    /// <summary>The module that the override comes from; null when it is the assignment's own.</summary>
    public long? ContextModuleId { get; init; }
}

/// <summary>A part of a discussion with checkpoints.</summary>
/// <param name="Id">The part's id.</param>
/// <param name="Tag">The checkpoint: <c>reply_to_topic</c> or <c>reply_to_entry</c>.</param>
/// <param name="PointsPossible">The points.</param>
/// <param name="DueAt">The due date, or null.</param>
public sealed record SimulatedCheckpoint(long Id, string Tag, double PointsPossible, DateTimeOffset? DueAt);

/// <summary>A student's work on one checkpoint, as the API would serve it at this moment.</summary>
/// <param name="Tag">The checkpoint's tag.</param>
/// <param name="Score">The score, or null.</param>
/// <param name="SubmittedAt">When it was submitted, or null; the API does not send it.</param>
/// <param name="Late">Whether it is late.</param>
/// <param name="Missing">Whether it is missing.</param>
/// <param name="SecondsLate">The seconds past the checkpoint's due date.</param>
public sealed record SimulatedCheckpointWork(string Tag, double? Score, DateTimeOffset? SubmittedAt, bool Late, bool Missing, long SecondsLate);

/// <summary>A submission exactly as the API would serve it at this moment.</summary>
public readonly record struct SimulatedSubmission
{
    /// <summary>The submission's id; some are above 2^53.</summary>
    public long Id { get; init; }

    /// <summary>The course.</summary>
    public long CourseId { get; init; }

    /// <summary>The assignment.</summary>
    public long AssignmentId { get; init; }

    /// <summary>The student, or the test student.</summary>
    public long UserId { get; init; }

    /// <summary>The state: <c>unsubmitted</c>, <c>submitted</c>, <c>pending_review</c> or <c>graded</c>.</summary>
    public string WorkflowState { get; init; }

    /// <summary>The type of what was submitted; null when nothing was.</summary>
    public string? SubmissionType { get; init; }

    /// <summary>When it was submitted, or null.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The number of the attempt, from 1; null when nothing was submitted.</summary>
    public int? Attempt { get; init; }

    /// <summary>The score after deductions, or null.</summary>
    public double? Score { get; init; }

    /// <summary>The score as text in the assignment's way of grading, or null.</summary>
    public string? Grade { get; init; }

    /// <summary>The score before deductions, or null.</summary>
    public double? EnteredScore { get; init; }

    /// <summary>The grade before deductions, or null.</summary>
    public string? EnteredGrade { get; init; }

    /// <summary>The points lost for lateness; null when not late or not graded.</summary>
    public double? PointsDeducted { get; init; }

    /// <summary>The late policy status: <c>late</c>, <c>missing</c>, <c>extended</c>, <c>none</c>, or null when Canvas decides.</summary>
    public string? LatePolicyStatus { get; init; }

    /// <summary>Whether it is late.</summary>
    public bool Late { get; init; }

    /// <summary>Whether it is missing.</summary>
    public bool Missing { get; init; }

    /// <summary>The seconds past the due date; grows while it is missing.</summary>
    public long SecondsLate { get; init; }

    /// <summary>Whether it is excused; null on rows that were never graded.</summary>
    public bool? Excused { get; init; }

    /// <summary>When it was graded, or null.</summary>
    public DateTimeOffset? GradedAt { get; init; }

    /// <summary>The id of the grader; negative for quizzes that grade themselves; null for none.</summary>
    public long? GraderId { get; init; }

    /// <summary>
    /// Whether the grade belongs to the current submission; false when something was submitted after it. Null without a grade.
    /// </summary>
    public bool? GradeMatchesCurrentSubmission { get; init; }

    /// <summary>When the grade was shown to the student; null while it is hidden.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>The student's own due date, or null.</summary>
    public DateTimeOffset? CachedDueDate { get; init; }

    /// <summary>The grading period, or null.</summary>
    public long? GradingPeriodId { get; init; }

    /// <summary>The school's own grade status, or null. With one, the work is neither late nor missing.</summary>
    public long? CustomGradeStatusId { get; init; }
}
