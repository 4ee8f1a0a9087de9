using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Combines the checkpoints of an assignment into its cells. The assignment is due when the last checkpoint is. It has no grade while one
/// may still get a score, and is missing when one is.
/// </summary>
internal static class Checkpoints
{
    private static readonly Func<CanvasCheckpointSubmission, bool> IsUngraded = CheckpointRules.Ungraded.Compile();
    private static readonly Func<CanvasCheckpointSubmission, DateTime?, DateTime, bool> IsMissingUnposted = CheckpointRules.MissingUnposted.Compile();
    private static readonly Func<CanvasCheckpointSubmission, DateTime?, DateTime, bool> IsMissing = CheckpointRules.Missing.Compile();

    /// <summary>The parts of submissions, without a statement where no item has any.</summary>
    public static async Task<IReadOnlyList<CanvasCheckpointSubmission>> ReadAsync(
        DbContext database, IEnumerable<GradedItemReader> work, long? studentId, CancellationToken cancellationToken)
    {
        long[] ids = [.. work.SelectMany(course => course.Rules).Where(item => item.HasCheckpoints).Select(item => item.Item.AssignmentId)];
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = database.Set<CanvasCheckpointSubmission>().AsNoTracking().Where(part => EF.Parameter(ids).Contains(part.AssignmentId) && part.UserId != null && part.MissingSince == null);
        rows = studentId is null ? rows : rows.Where(part => part.UserId == studentId);
        return await rows.OrderBy(part => part.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <param name="cell">The work as the submission has it.</param>
    /// <param name="parts">Its parts, at least one.</param>
    /// <param name="moment">The moment, UTC.</param>
    /// <param name="hidden">Whether the grades of the parts are hidden from the one who asks.</param>
    public static void Apply(ref WorkCell cell, IEnumerable<CanvasCheckpointSubmission> parts, DateTime moment, bool hidden = false)
    {
        var all = parts.ToList();
        var submittedAt = cell.SubmittedAt;
        var missing = all.Where(part => hidden ? IsMissingUnposted(part, submittedAt, moment) : IsMissing(part, submittedAt, moment)).ToList();
        var open = all.Exists(part => (IsUngraded(part) && !missing.Contains(part)) || part.GradeMatchesCurrentSubmission == false);
        cell = cell with
        {
            DueAt = all.Max(part => part.DueAt) ?? cell.DueAt,
            AwaitsReview = open,

            // Canvas marks the whole as soon as one part is missing; the rest may still be to come.
            MarkedMissing = cell.MarkedMissing && !open,
            PartMissing = cell.PartMissing || missing.Count > 0,
        };
    }
}
