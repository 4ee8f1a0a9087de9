namespace CanvasData.Operations.Simulator.Grades;

/// <summary>One piece of work that counts in a group.</summary>
internal readonly record struct Work(long AssignmentId, decimal Score, decimal Points);

/// <summary>
/// Drops the lowest and the highest by their effect on the group's ratio, in two phases. The best k of the droppable are found by
/// Dinkelbach's iteration: rate each by score − q·points, keep the best k, let q be the ratio kept, until q stands still.
/// </summary>
internal static class DropRules
{
    private const int MostRounds = 50;

    public static List<Work> Keep(List<Work> all, SimulatedAssignmentGroup group)
    {
        var low = group.DropLowest;
        var high = group.DropHighest;
        if (low <= 0 && high <= 0)
        {
            return all;
        }

        var fixedWork = all.Where(w => group.NeverDrop.Contains(w.AssignmentId)).ToList();
        var droppable = all.Where(w => !group.NeverDrop.Contains(w.AssignmentId)).ToList();
        if (droppable.Count == 0)
        {
            return fixedWork;
        }

        low = Math.Min(low, droppable.Count - 1);
        high = low + high >= droppable.Count ? 0 : high;
        if (all.TrueForAll(w => w.Points <= 0))
        {
            var sorted = droppable.OrderBy(w => w.Score).ThenBy(w => w.AssignmentId).ToList();
            return [.. fixedWork, .. sorted.Skip(low).SkipLast(high)];
        }

        var kept = Best(droppable, droppable.Count - low, fixedWork, highest: true);
        kept = Best(kept, kept.Count - high, fixedWork, highest: false);
        return [.. fixedWork, .. kept];
    }

    private static List<Work> Best(List<Work> droppable, int count, List<Work> fixedWork, bool highest)
    {
        if (count >= droppable.Count)
        {
            return droppable;
        }

        // With zero-point work alone there is no ratio to lower; Canvas then keeps the highest scores.
        var sign = highest || droppable.Concat(fixedWork).All(w => w.Points <= 0) ? 1m : -1m;
        var ratio = Ratio(droppable, fixedWork) ?? 0;
        List<Work> kept = [];
        for (var round = 0; round < MostRounds; round++)
        {
            kept = [.. droppable.OrderByDescending(w => sign * (w.Score - (ratio * w.Points))).ThenBy(w => w.AssignmentId).Take(count)];
            if (Ratio(kept, fixedWork) is not { } next || next == ratio)
            {
                break;
            }

            ratio = next;
        }

        return kept;
    }

    private static decimal? Ratio(List<Work> kept, List<Work> fixedWork)
    {
        var points = kept.Sum(w => w.Points) + fixedWork.Sum(w => w.Points);
        return points == 0 ? null : (kept.Sum(w => w.Score) + fixedWork.Sum(w => w.Score)) / points;
    }
}
