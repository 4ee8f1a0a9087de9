using System.Text.Json.Serialization;

namespace CanvasData.Operations.Client;

/// <summary>A group of assignments.</summary>
public sealed class AssignmentGroupRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The name of the group.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The order in the course.</summary>
    public Optional<int?> Position { get; set; }

    /// <summary>The percentage; counts only when the course applies weights; sums may differ from 100.</summary>
    public Optional<double?> GroupWeight { get; set; }

    /// <summary>The SIS id.</summary>
    public Optional<string?> SisSourceId { get; set; }

    /// <summary>The drop rules.</summary>
    public Optional<DropRulesRecord?> Rules { get; set; }
}

/// <summary>The drop rules of an assignment group.</summary>
public sealed class DropRulesRecord : CanvasRecord
{
    /// <summary>The number of lowest scores that are dropped.</summary>
    public Optional<int?> DropLowest { get; set; }

    /// <summary>The number of highest scores that are dropped.</summary>
    public Optional<int?> DropHighest { get; set; }

    /// <summary>The ids of assignments that are never dropped.</summary>
    public Optional<IReadOnlyList<Optional<long?>>?> NeverDrop { get; set; }
}

/// <summary>An assignment with its base dates.</summary>
public sealed class AssignmentRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The course.</summary>
    public Optional<long?> CourseId { get; set; }

    /// <summary>The group.</summary>
    public Optional<long?> AssignmentGroupId { get; set; }

    /// <summary>The title.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>When it is due for everyone without an override.</summary>
    public Optional<DateTimeOffset?> DueAt { get; set; }

    /// <summary>When it opens.</summary>
    public Optional<DateTimeOffset?> UnlockAt { get; set; }

    /// <summary>When it closes.</summary>
    public Optional<DateTimeOffset?> LockAt { get; set; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public Optional<double?> PointsPossible { get; set; }

    /// <summary>The grading type: points, percent, pass_fail, letter_grade, gpa_scale or not_graded; other values may occur.</summary>
    public Optional<string?> GradingType { get; set; }

    /// <summary>A letter scheme of its own.</summary>
    public Optional<long?> GradingStandardId { get; set; }

    /// <summary>The ways of submission that are allowed.</summary>
    public Optional<IReadOnlyList<string>?> SubmissionTypes { get; set; }

    /// <summary>The state: published, unpublished, deleted and others.</summary>
    public Optional<string?> WorkflowState { get; set; }

    /// <summary>Whether students see it.</summary>
    public Optional<bool?> Published { get; set; }

    /// <summary>Whether totals leave it out.</summary>
    public Optional<bool?> OmitFromFinalGrade { get; set; }

    /// <summary>Whether the gradebook hides it.</summary>
    public Optional<bool?> HideInGradebook { get; set; }

    /// <summary>The order in the group.</summary>
    public Optional<int?> Position { get; set; }

    /// <summary>The submissions that wait for a grade.</summary>
    public Optional<int?> NeedsGradingCount { get; set; }

    /// <summary>Whether grades stay hidden until posted.</summary>
    public Optional<bool?> PostManually { get; set; }

    /// <summary>Whether the grades are hidden from students. Installations before 2019 have it in place of <see cref="PostManually"/>.</summary>
    public Optional<bool?> Muted { get; set; }

    /// <summary>Whether graders see no names.</summary>
    public Optional<bool?> AnonymousGrading { get; set; }

    /// <summary>Whether several graders mark it.</summary>
    public Optional<bool?> ModeratedGrading { get; set; }

    /// <summary>The number of attempts allowed; -1 for unlimited.</summary>
    public Optional<int?> AllowedAttempts { get; set; }

    /// <summary>Whether peers review.</summary>
    public Optional<bool?> PeerReviews { get; set; }

    /// <summary>The group set of a group assignment.</summary>
    public Optional<long?> GroupCategoryId { get; set; }

    /// <summary>Whether members of a group get grades of their own.</summary>
    public Optional<bool?> GradeGroupStudentsIndividually { get; set; }

    /// <summary>Whether there are overrides.</summary>
    public Optional<bool?> HasOverrides { get; set; }

    /// <summary>Whether only those with an override see it.</summary>
    public Optional<bool?> OnlyVisibleToOverrides { get; set; }

    /// <summary>Whether every student of the course has it. False also when a module is assigned to some only.</summary>
    public Optional<bool?> VisibleToEveryone { get; set; }

    /// <summary>Whether it has checkpoints, each with points and dates of its own.</summary>
    public Optional<bool?> HasSubAssignments { get; set; }

    /// <summary>Whether anything was submitted.</summary>
    public Optional<bool?> HasSubmittedSubmissions { get; set; }

    /// <summary>The classic quiz behind it.</summary>
    public Optional<long?> QuizId { get; set; }

    /// <summary>Whether it is a classic quiz.</summary>
    public Optional<bool?> IsQuizAssignment { get; set; }

    /// <summary>Whether it is a New Quiz.</summary>
    public Optional<bool?> IsQuizLtiAssignment { get; set; }

    /// <summary>Whether a due date is required.</summary>
    public Optional<bool?> DueDateRequired { get; set; }

    /// <summary>Whether its date is shown as important.</summary>
    public Optional<bool?> ImportantDates { get; set; }

    /// <summary>When it was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>When it was last edited.</summary>
    public Optional<DateTimeOffset?> UpdatedAt { get; set; }

    /// <summary>The page in Canvas.</summary>
    public Optional<string?> HtmlUrl { get; set; }

    /// <summary>The SIS id; sent only with permission.</summary>
    public Optional<string?> SisAssignmentId { get; set; }

    /// <summary>The integration id; sent only with permission.</summary>
    public Optional<string?> IntegrationId { get; set; }

    /// <summary>The dates that differ for some; sent when asked for.</summary>
    public Optional<IReadOnlyList<AssignmentOverrideRecord>?> Overrides { get; set; }

    /// <summary>The checkpoints; sent when asked for, and where the institution has switched them on.</summary>
    public Optional<IReadOnlyList<CheckpointRecord>?> Checkpoints { get; set; }
}

/// <summary>A part of an assignment with points and dates of its own: the first post or the replies of a discussion.</summary>
public sealed class CheckpointRecord : CanvasRecord
{
    /// <summary>The assignment that holds the checkpoint. The reader sets it; Canvas does not repeat it here.</summary>
    [JsonIgnore]
    public long AssignmentId { get; set; }

    /// <summary>The checkpoint: reply_to_topic or reply_to_entry; other values may occur.</summary>
    public Optional<string?> Tag { get; set; }

    /// <summary>The title.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The points.</summary>
    public Optional<double?> PointsPossible { get; set; }

    /// <summary>When it is due for everyone without an override.</summary>
    public Optional<DateTimeOffset?> DueAt { get; set; }

    /// <summary>When it opens.</summary>
    public Optional<DateTimeOffset?> UnlockAt { get; set; }

    /// <summary>When it closes.</summary>
    public Optional<DateTimeOffset?> LockAt { get; set; }

    /// <summary>Whether only those with an override have it.</summary>
    public Optional<bool?> OnlyVisibleToOverrides { get; set; }

    /// <summary>The dates that differ for some. Their assignment is the checkpoint, which has an id of its own there.</summary>
    public Optional<IReadOnlyList<AssignmentOverrideRecord>?> Overrides { get; set; }
}

/// <summary>
/// The dates of an assignment that differ for some students, a group or a section. A date that is not specified is not overridden; a date
/// of null is overridden to none.
/// </summary>
public sealed class AssignmentOverrideRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The assignment.</summary>
    public Optional<long?> AssignmentId { get; set; }

    /// <summary>The title of the override.</summary>
    public Optional<string?> Title { get; set; }

    /// <summary>The students, for an override by student.</summary>
    public Optional<IReadOnlyList<Optional<long?>>?> StudentIds { get; set; }

    /// <summary>The group, for an override by group.</summary>
    public Optional<long?> GroupId { get; set; }

    /// <summary>The section, for an override by section.</summary>
    public Optional<long?> CourseSectionId { get; set; }

    /// <summary>The course, for an override for everyone.</summary>
    public Optional<long?> CourseId { get; set; }

    /// <summary>The number of an override that names no student (1 for mastery paths).</summary>
    public Optional<long?> NoopId { get; set; }

    /// <summary>The module that the override comes from; null for an override of the assignment itself.</summary>
    public Optional<long?> ContextModuleId { get; set; }

    /// <summary>Whether the named students are taken out of the assignment.</summary>
    public Optional<bool?> UnassignItem { get; set; }

    /// <summary>When it is due for them.</summary>
    public Optional<DateTimeOffset?> DueAt { get; set; }

    /// <summary>When it opens for them.</summary>
    public Optional<DateTimeOffset?> UnlockAt { get; set; }

    /// <summary>When it closes for them.</summary>
    public Optional<DateTimeOffset?> LockAt { get; set; }

    /// <summary>Whether the due time is the end of a day.</summary>
    public Optional<bool?> AllDay { get; set; }
}
