using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>
/// The rules of submissions: graded, excused, missing. Canvas decides missing by the clock and a mirror sees it only at the next sync. So
/// the rule is applied again at the time of the question. Every comparison holds for null too, however a host's context translates nulls.
/// </summary>
internal static class SubmissionRules
{
    /// <summary>Whether totals leave it out.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> Excused = s => s.Excused != null && s.Excused == true;

    /// <summary>Whether it waits for a person to review it.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> AwaitsReview = s => s.WorkflowState != null && s.WorkflowState == SubmissionStates.PendingReview;

    /// <summary>Whether it has a grade. A quiz that waits for a person to review it has a part of one, which is none.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> HasGrade = Rule.Inline<CanvasSubmission>(s => s.Score != null && !Rule.Holds(AwaitsReview, s));

    /// <summary>Whether there is anything of the student's or a grader's in it.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> HasWork =
        Rule.Inline<CanvasSubmission>(s => s.Score != null || s.SubmittedAt != null || s.GradedAt != null || Rule.Holds(Excused, s));

    /// <summary>Whether it was submitted late, as Canvas says.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> Late = s => s.Late == true;

    /// <summary>Whether it was submitted, and waits for a grade.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> AwaitsGrade = s =>
        s.WorkflowState == SubmissionStates.Submitted || s.WorkflowState == SubmissionStates.PendingReview;

    /// <summary>Whether it has neither a score nor an excuse.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> Open = Rule.Inline<CanvasSubmission>(s => s.Score == null && !Rule.Holds(Excused, s));

    /// <summary>Whether Canvas calls it graded. Of an assignment with checkpoints it does so once each of them is.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> CalledGraded = s => s.WorkflowState != null && s.WorkflowState == SubmissionStates.Graded;

    /// <summary>
    /// Whether it has a grade as a whole: of an assignment with checkpoints, one for each of them. Where none are stored, its own state shows it.
    /// </summary>
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, IQueryable<CanvasCheckpointSubmission>, bool>> HasWholeGrade =
        Rule.Inlined<Func<CanvasSubmission, CanvasAssignment, IQueryable<CanvasCheckpointSubmission>, bool>>((s, a, checkpoints) =>
            Rule.Holds(HasGrade, s) && (!Rule.Holds(AssignmentRules.HasCheckpoints, a) || (
                (Rule.Holds(CalledGraded, s) || checkpoints.Any(p => p.SubmissionId == s.Id)) && !checkpoints.Any(p => p.SubmissionId == s.Id && Rule.Holds(CheckpointRules.Ungraded, p)))));

    /// <summary>
    /// Whether its grade is posted as soon as it is given. Canvas sends the moment of posting since 2019; before that, an
    /// assignment hid its grades or showed them.
    /// </summary>
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, bool>> PostsWhenGraded = (s, a) =>
        s.PostedAtUnspecified != null && s.PostedAtUnspecified == true && (a.PostManually == null || a.PostManually == false);

    /// <summary>When its grade was posted to the student; null while it is hidden.</summary>
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, DateTime?>> PostedAt = Rule.Inlined<Func<CanvasSubmission, CanvasAssignment, DateTime?>>((s, a) =>
        s.PostedAt ?? (Rule.Holds(PostsWhenGraded, s, a) ? s.GradedAt : null));

    /// <summary>Whether its grade is posted to the student.</summary>
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, bool>> Posted = Rule.Inlined<Func<CanvasSubmission, CanvasAssignment, bool>>((s, a) =>
        s.PostedAt != null || (Rule.Holds(PostsWhenGraded, s, a) && s.GradedAt != null));

    /// <summary>Whether a person, a policy or Canvas itself has marked it as missing.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> MarkedMissing = s =>
        (s.LatePolicyStatus != null && s.LatePolicyStatus == LatePolicyStatuses.Missing) || (s.LatePolicyStatus == null && s.Missing != null && s.Missing == true);

    /// <summary>The same, to one from whom its grade is hidden: a status other than missing must not show through.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> MarkedMissingUnposted = s =>
        (s.LatePolicyStatus != null && s.LatePolicyStatus == LatePolicyStatuses.Missing) || (s.Missing != null && s.Missing == true);

    /// <summary>Whether neither an excuse nor a custom status stands in place of late and missing.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> HasPlainStatus = Rule.Inline<CanvasSubmission>(s => !Rule.Holds(Excused, s) && s.CustomGradeStatusId == null);

    /// <summary>Whether no grader has touched it.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> Untouched = s => s.GraderId == null && s.Score == null;

    /// <summary>Whether its due date may make it missing: no status stands in the way, nor a grader who left it without a score.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> MayBecomeMissing = Rule.Inline<CanvasSubmission>(s =>
        s.LatePolicyStatus == null && Rule.Holds(HasPlainStatus, s) && (s.Score != null || Rule.Holds(Untouched, s)));

    /// <summary>The same, to one from whom its grade is hidden.</summary>
    public static readonly Expression<Func<CanvasSubmission, bool>> MayBecomeMissingUnposted = s => s.LatePolicyStatus == null || s.Missing == null || s.Missing == true;

    /// <summary>Whether it is missing at a moment, to one who sees its grade.</summary>
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, DateTime, bool>> Missing = Rule.Inline<CanvasSubmission, CanvasAssignment, DateTime>((s, a, now) =>
        Rule.Holds(HasPlainStatus, s) && (Rule.Holds(MarkedMissing, s) || (s.LatePolicyStatus == null && Rule.Holds(Untouched, s) && Rule.Holds(LetPass, s, a, now))));

    /// <summary>
    /// Whether it is missing at a moment, to one from whom its grade is hidden: an excuse, a custom status or a score that is
    /// not posted must not show through. That Canvas itself calls work not missing, as after an extension, is never hidden.
    /// </summary>
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, DateTime, bool>> MissingUnposted = Rule.Inline<CanvasSubmission, CanvasAssignment, DateTime>((s, a, now) =>
        Rule.Holds(MarkedMissingUnposted, s) || (Rule.Holds(MayBecomeMissingUnposted, s) && Rule.Holds(LetPass, s, a, now)));

    private static Expression<Func<CanvasSubmission, CanvasAssignment, DateTime, bool>> LetPass => Rule.Inline<CanvasSubmission, CanvasAssignment, DateTime>((s, a, now) =>
        s.SubmittedAt == null && s.CachedDueDate != null && s.CachedDueDate < now && Rule.Holds(AssignmentRules.ExpectsSubmission, a));
}
