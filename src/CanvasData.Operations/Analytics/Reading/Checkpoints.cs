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

    public static void Apply(ref WorkCell cell, IEnumerable<CanvasCheckpointSubmission> parts, DateTime moment)
    {
        var all = parts.ToList();
        var submittedAt = cell.SubmittedAt;
        var missing = all.Where(part => IsMissing(part, submittedAt, moment)).ToList();
        cell = cell with
        {
            DueAt = all.Max(part => part.DueAt) ?? cell.DueAt,
            AwaitsReview = cell.AwaitsReview || all.Exists(part => IsUngraded(part) && !missing.Contains(part)),
            PartMissing = cell.PartMissing || missing.Count > 0,
        };
    }
}
