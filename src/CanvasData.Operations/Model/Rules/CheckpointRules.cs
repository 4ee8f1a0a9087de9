using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>What a part of a submission is. Each part goes by its own date.</summary>
internal static class CheckpointRules
{
    /// <summary>Whether it has no grade yet: then the submission as a whole has none.</summary>
    public static readonly Expression<Func<CanvasCheckpointSubmission, bool>> Ungraded = p => p.Score == null && (p.Excused == null || p.Excused == false);

    /// <summary>Whether it is missing at a moment.</summary>
    public static readonly Expression<Func<CanvasCheckpointSubmission, DateTime?, DateTime, bool>> Missing = (p, submittedAt, now) =>
        (p.Excused == null || p.Excused == false) && p.CustomGradeStatusId == null && (
        (p.LatePolicyStatus != null && p.LatePolicyStatus == LatePolicyStatuses.Missing) ||
        (p.LatePolicyStatus == null && ((p.Missing != null && p.Missing == true) || (p.Score == null && submittedAt == null && p.DueAt != null && p.DueAt < now))));

    /// <summary>
    /// The same, to one from whom its grade is hidden: an excuse, a custom status or a typed zero must not show through. Canvas sends no time of
    /// submission of a part: lateness and points show that there was one.
    /// </summary>
    public static readonly Expression<Func<CanvasCheckpointSubmission, DateTime?, DateTime, bool>> MissingUnposted = (p, submittedAt, now) =>
        (p.LatePolicyStatus != null && p.LatePolicyStatus == LatePolicyStatuses.Missing) || (p.Missing != null && p.Missing == true) ||
        ((p.LatePolicyStatus == null || p.Missing == null) && (p.Late == null || p.Late == false) && (p.Score == null || p.Score <= 0) &&
        submittedAt == null && p.DueAt != null && p.DueAt < now);
}
