namespace CanvasData.Operations.Model;

/// <summary>An assignment with its base dates.</summary>
public class CanvasAssignment : CanvasCourseRow
{
    /// <summary>The group.</summary>
    public long? AssignmentGroupId { get; set; }

    /// <summary>The title.</summary>
    public string? Name { get; set; }

    /// <summary>When it is due for everyone without an override.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>When it opens.</summary>
    public DateTime? UnlockAt { get; set; }

    /// <summary>When it closes.</summary>
    public DateTime? LockAt { get; set; }

    /// <summary>The points; null and 0 both mean not scaled.</summary>
    public double? PointsPossible { get; set; }

    /// <summary>The grading type: points, percent, pass_fail, letter_grade, gpa_scale or not_graded; other values may occur.</summary>
    public string? GradingType { get; set; }

    /// <summary>A letter scheme of its own.</summary>
    public long? GradingStandardId { get; set; }

    /// <summary>The ways of submission that are allowed, separated by commas.</summary>
    public string? SubmissionTypes { get; set; }

    /// <summary>The state: published, unpublished, deleted and others.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>Whether students see it.</summary>
    public bool? Published { get; set; }

    /// <summary>Whether totals leave it out.</summary>
    public bool? OmitFromFinalGrade { get; set; }

    /// <summary>Whether the gradebook hides it.</summary>
    public bool? HideInGradebook { get; set; }

    /// <summary>The order in the group.</summary>
    public int? Position { get; set; }

    /// <summary>The submissions that wait for a grade.</summary>
    public int? NeedsGradingCount { get; set; }

    /// <summary>Whether grades stay hidden until posted. Where Canvas sends no post policy, as before 2019, whether the assignment is muted.</summary>
    public bool? PostManually { get; set; }

    /// <summary>Whether graders see no names.</summary>
    public bool? AnonymousGrading { get; set; }

    /// <summary>Whether several graders mark it.</summary>
    public bool? ModeratedGrading { get; set; }

    /// <summary>The number of attempts allowed; -1 for unlimited.</summary>
    public int? AllowedAttempts { get; set; }

    /// <summary>Whether peers review.</summary>
    public bool? PeerReviews { get; set; }

    /// <summary>The group set of a group assignment.</summary>
    public long? GroupCategoryId { get; set; }

    /// <summary>Whether members of a group get grades of their own.</summary>
    public bool? GradeGroupStudentsIndividually { get; set; }

    /// <summary>Whether there are overrides.</summary>
    public bool? HasOverrides { get; set; }

    /// <summary>Whether only those with an override see it.</summary>
    public bool? OnlyVisibleToOverrides { get; set; }

    /// <summary>Whether anything was submitted.</summary>
    public bool? HasSubmittedSubmissions { get; set; }

    /// <summary>Whether every student of the course has it. False also when a module is assigned to some only.</summary>
    public bool? VisibleToEveryone { get; set; }

    /// <summary>Whether it has checkpoints, each with points and dates of its own.</summary>
    public bool? HasSubAssignments { get; set; }

    /// <summary>The classic quiz behind it.</summary>
    public long? QuizId { get; set; }

    /// <summary>Whether it is a classic quiz.</summary>
    public bool? IsQuizAssignment { get; set; }

    /// <summary>Whether it is a New Quiz.</summary>
    public bool? IsQuizLtiAssignment { get; set; }

    /// <summary>Whether its date is shown as important.</summary>
    public bool? ImportantDates { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it was last edited.</summary>
    public DateTime? UpdatedAt { get; set; }

    /// <summary>The page in Canvas.</summary>
    public string? HtmlUrl { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisAssignmentId { get; set; }

    /// <summary>The id in an integrated system; null for none.</summary>
    public string? IntegrationId { get; set; }
}
