namespace CanvasData.Operations.Auditing;

/// <summary>The causes for which a computed grade may differ from Canvas's own.</summary>
public enum GradeDifferenceCause
{
    /// <summary>The stored data does not explain it.</summary>
    Unexplained,

    /// <summary>The enrollment has no numbers, because the token may not see them.</summary>
    NotSent,

    /// <summary>The stored score is the override that a grader set: the token sees what the student sees.</summary>
    OverrideShown,

    /// <summary>The numbers are older than the last changes of the student's work; Canvas follows within minutes.</summary>
    NotYetRecomputed,

    /// <summary>The enrollment is concluded, and Canvas never computes concluded ones again.</summary>
    Concluded,

    /// <summary>An anonymously graded assignment whose grades are not all posted counts for Canvas, or does not, by a setting of the account.</summary>
    AnonymousUnposted,

    /// <summary>The scores of a moderated assignment are stored but not released.</summary>
    ModeratedNotReleased,

    /// <summary>Whether the student is assigned to work that is only meant for some is seen differently.</summary>
    Assignment,

    /// <summary>Whether the scores of grading periods make the total by their weights is seen differently.</summary>
    PeriodWeights,

    /// <summary>Whether assignment groups are weighted is seen differently.</summary>
    GroupWeights,

    /// <summary>The peer reviews or checkpoints count as assignments of their own, which a sync does not see.</summary>
    SubAssignments,

    /// <summary>A row that the grade depends on was edited locally.</summary>
    LocalEdit,

    /// <summary>The score agrees, but its letter is of a scheme that is not stored or has changed.</summary>
    Scheme,
}
