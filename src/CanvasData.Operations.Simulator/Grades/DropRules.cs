namespace CanvasData.Operations.Simulator.Grades;

/// <summary>One piece of work that counts in a group.</summary>
internal readonly record struct Work(long AssignmentId, decimal Score, decimal Points);

/// <summary>
/// Drops the lowest and the highest by their effect on the group's ratio, in two phases. Which those are is found by
/// Dinkelbach's iteration: rate each by score − q·points, drop the worst rated, let q be the ratio kept, until q stands still.
/// </summary>
internal static class DropRules
{
    private const int MaxRounds = 50;

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

        var kept = Drop(droppable, low, fixedWork, lowest: true);
        kept = Drop(kept, high, fixedWork, lowest: false);
        return [.. fixedWork, .. kept];
    }

    private static List<Work> Drop(List<Work> droppable, int count, List<Work> fixedWork, bool lowest)
    {
        if (count <= 0)
        {
            return droppable;
        }

        List<Work> looked = [.. droppable, .. fixedWork];
        if (looked.Exists(w => w.Points <= 0) && looked.Exists(w => w.Points > 0))
        {
            return Halve(droppable, count, fixedWork, looked, lowest ? 1m : -1m);
        }

        // With zero-point work alone there is no ratio to lower; Canvas then keeps the highest scores.
        var always = Sum(fixedWork, default);
        var ratio = Sum(droppable, always);
        var sign = lowest || ratio.Points == 0 ? 1m : -1m;
        List<Work> kept = [];
        for (var round = 0; round < MaxRounds; round++)
        {
            kept = Without(droppable, count, sign, ratio);
            var next = Sum(kept, always);
            if (next.Points == 0 || next.Score * ratio.Points == ratio.Score * next.Points)
            {
                break;
            }

            ratio = next;
        }

        return kept;
    }

    /// <summary>
    /// Keeps work beside zero-point work, which has no ratio of its own, as Canvas's halving of ratios does. It goes from full points, or
    /// what was scored, down to the lowest ratio (estimate_q_high and keep_helper of its grade calculator).
    /// </summary>
    private static List<Work> Halve(List<Work> droppable, int count, List<Work> fixedWork, List<Work> looked, decimal sign)
    {
        var pointed = looked.FindAll(w => w.Points > 0);
        var (score, points) = Sum(pointed, default);
        var high = (Math.Max(score, points) + looked.Sum(w => w.Points > 0 ? 0 : w.Score)) / points;
        var low = pointed.Min(w => w.Score / w.Points);
        var most = pointed.Max(w => w.Points);
        var near = 1 / (2 * (droppable.Count - count) * most * most);
        var middle = (low + high) / 2;
        var kept = Without(droppable, count, sign, (middle, 1));
        while (high - low >= near)
        {
            (low, high) = kept.Concat(fixedWork).Sum(w => w.Score - (middle * w.Points)) < 0 ? (low, middle) : (middle, high);
            middle = (low + high) / 2;
            if (middle == low || middle == high)
            {
                break;
            }

            kept = Without(droppable, count, sign, (middle, 1));
        }

        return kept;
    }

    /// <summary>All but the lowest rated; of equals the one with the highest id goes first. The ratio stays a fraction: rounded, it would break ties the wrong way.</summary>
    private static List<Work> Without(List<Work> droppable, int count, decimal sign, (decimal Score, decimal Points) ratio)
    {
        var per = ratio.Points == 0 ? (Score: 0m, Points: 1m) : ratio;
        var kept = new List<Work>(droppable);
        var ratings = kept.ConvertAll(w => sign * ((w.Score * per.Points) - (per.Score * w.Points)));
        for (; count > 0; count--)
        {
            var worst = 0;
            for (var i = 1; i < kept.Count; i++)
            {
                var difference = ratings[i].CompareTo(ratings[worst]);
                if (difference < 0 || (difference == 0 && kept[i].AssignmentId > kept[worst].AssignmentId))
                {
                    worst = i;
                }
            }

            kept.RemoveAt(worst);
            ratings.RemoveAt(worst);
        }

        return kept;
    }

    private static (decimal Score, decimal Points) Sum(List<Work> work, (decimal Score, decimal Points) sum)
    {
        foreach (var one in work)
        {
            sum = (sum.Score + one.Score, sum.Points + one.Points);
        }

        return sum;
    }
}
