using System.Numerics;

namespace CanvasData.Operations.Grading;

/// <summary>Kept points of one group.</summary>
internal readonly record struct GroupSum<T>(T Score, T Possible);

/// <summary>Adds up one total of one student, in the numbers that it fits into.</summary>
internal static class GroupTotals
{
    /// <summary>The percent of the course.</summary>
    /// <param name="plan">The course.</param>
    /// <param name="work">The student's work.</param>
    /// <param name="kind">The total.</param>
    /// <param name="dropped">Receives the ids of what is dropped; null when they are not needed.</param>
    public static decimal? CoursePercent(GradingPlan plan, GradedWork work, GradeKind kind, List<long>? dropped) =>
        Numbers.FitsDecimal(work.Reach) ? GroupTotals<decimal>.CoursePercent(plan, work, kind, dropped) : GroupTotals<double>.CoursePercent(plan, work, kind, dropped);
}

/// <summary>Adds up one total of one student.</summary>
internal static class GroupTotals<T>
    where T : unmanaged, INumber<T>
{
    private static readonly T Hundred = T.CreateChecked(100);

    /// <summary>The percent of the course.</summary>
    public static decimal? CoursePercent(GradingPlan plan, GradedWork work, GradeKind kind, List<long>? dropped)
    {
        if (!plan.CombinesPeriods)
        {
            return Percent(plan, work, kind, null, dropped);
        }

        var scores = new decimal?[plan.Course.Periods.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Percent(plan, work, kind, i, dropped);
        }

        return plan.Combine(kind, scores);
    }

    /// <summary>The kept points of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="work">The student's work.</param>
    /// <param name="kind">The total.</param>
    /// <param name="period">The period that work must lie in; null for any.</param>
    /// <param name="dropped">Receives the ids of what is dropped; null when they are not needed.</param>
    public static GroupSum<T> Calculate(PlannedGroup group, GradedWork work, GradeKind kind, int? period, List<long>? dropped)
    {
        var planned = group.Assignments;
        var pool = planned.Length <= DropPool<T>.Small ? stackalloc DropItem<T>[planned.Length] : new DropItem<T>[planned.Length];
        var count = 0;
        for (var i = 0; i < planned.Length; i++)
        {
            ref readonly var assignment = ref planned[i];
            if (work.Counts(assignment, kind, period, out var score))
            {
                pool[count++] = new DropItem<T>(i, assignment.Id, Numbers.To<T>(score), Numbers.To<T>(assignment.Points), assignment.NeverDrop);
            }
        }

        pool = pool[..count];
        var kept = DropPool<T>.Keep(pool, group.DropLowest, group.DropHighest);
        foreach (ref readonly var item in pool[kept.Length..])
        {
            dropped?.Add(item.Id);
        }

        var (total, possible) = (T.Zero, T.Zero);
        foreach (ref readonly var item in kept)
        {
            total += item.Score;
            possible += item.Points;
        }

        return new GroupSum<T>(total, possible);
    }

    public static decimal? Percent(GroupSum<T> sum) => sum.Possible == T.Zero ? null : Numbers.Round(sum.Score * Hundred / sum.Possible);

    /// <summary>The percent of weighted groups: those without points possible are left out; weights under 100 are scaled up.</summary>
    public static decimal? WeightedPercent(ReadOnlySpan<GroupSum<T>> sums, PlannedGroup[] groups)
    {
        var (total, weights) = (T.Zero, T.Zero);
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i].Possible > T.Zero)
            {
                var weight = Numbers.To<T>(groups[i].Weight);

                // Multiplied first: a half that a division has cut off would round the wrong way.
                total += sums[i].Score * weight / sums[i].Possible;
                weights += weight;
            }
        }

        return weights == T.Zero ? null : Numbers.Round(weights < Hundred ? total * Hundred / weights : total);
    }

    private static decimal? Percent(GradingPlan plan, GradedWork work, GradeKind kind, int? period, List<long>? dropped)
    {
        var sums = plan.Groups.Length <= DropPool<T>.Small ? stackalloc GroupSum<T>[plan.Groups.Length] : new GroupSum<T>[plan.Groups.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = Calculate(plan.Groups[i], work, kind, period, dropped);
        }

        return plan.Course.IsWeighted ? WeightedPercent(sums, plan.Groups) : Percent(Together(sums));
    }

    public static GroupSum<T> Together(ReadOnlySpan<GroupSum<T>> sums)
    {
        var (total, possible) = (T.Zero, T.Zero);
        foreach (var sum in sums)
        {
            (total, possible) = (total + sum.Score, possible + sum.Possible);
        }

        return new GroupSum<T>(total, possible);
    }
}
