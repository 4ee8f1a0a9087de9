using System.Numerics;

namespace CanvasData.Operations.Grading;

/// <summary>One piece of work that counts in a group. Ordered by what is kept first.</summary>
internal struct DropItem<T>(int index, long id, T score, T points, bool neverDrop) : IComparable<DropItem<T>>
    where T : unmanaged, INumber<T>
{
    public readonly int Index = index;

    public readonly long Id = id;

    public readonly T Score = score;

    public readonly T Points = points;

    public readonly bool NeverDrop = neverDrop;

    /// <summary>How much it deserves to be kept; of equals the lower id does.</summary>
    public T Rating;

    public readonly int CompareTo(DropItem<T> other)
    {
        var order = other.Rating.CompareTo(Rating);
        order = order != 0 ? order : Id.CompareTo(other.Id);
        return order != 0 ? order : Index.CompareTo(other.Index);
    }
}

/// <summary>
/// Finds what is kept by Dinkelbach's iteration ("On nonlinear fractional programming", 1967): rate each item by
/// score − q·points, keep the best rated, let q be the ratio kept, until q stands still.
/// </summary>
internal static class DropPool<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>How many items are worked on without an array.</summary>
    public const int Small = 64;

    // Exact numbers need a handful; this ends what rounding in double might keep going.
    private const int MaxRounds = 50;

    /// <summary>The items that are kept; those that are dropped stand behind them in the pool afterwards.</summary>
    public static ReadOnlySpan<DropItem<T>> Keep(Span<DropItem<T>> pool, int dropLowest, int dropHighest)
    {
        var fixedCount = MoveFixedToFront(pool);
        var droppable = pool[fixedCount..];
        if (droppable.IsEmpty)
        {
            return pool;
        }

        var low = Math.Clamp(dropLowest, 0, droppable.Length - 1);
        var high = dropHighest < droppable.Length - low ? Math.Max(dropHighest, 0) : 0;
        if (!HasPoints(pool))
        {
            KeepMiddleScores(droppable, low, high);
        }
        else
        {
            Choose(droppable, droppable.Length - low, pool[..fixedCount], T.One);
            Choose(droppable[..^low], droppable.Length - low - high, pool[..fixedCount], -T.One);
        }

        return pool[..^(low + high)];
    }

    private static int MoveFixedToFront(Span<DropItem<T>> pool)
    {
        var count = 0;
        for (var i = 0; i < pool.Length; i++)
        {
            if (pool[i].NeverDrop)
            {
                (pool[count], pool[i]) = (pool[i], pool[count]);
                count++;
            }
        }

        return count;
    }

    private static bool HasPoints(ReadOnlySpan<DropItem<T>> pool)
    {
        foreach (ref readonly var item in pool)
        {
            if (item.Points > T.Zero)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts those in front that are neither among the lowest nor among the highest scores.</summary>
    private static void KeepMiddleScores(Span<DropItem<T>> droppable, int low, int high)
    {
        foreach (ref var item in droppable)
        {
            item.Rating = -item.Score;
        }

        // Turned left by the number of the lowest, so that they stand at the end with the highest.
        droppable.Sort();
        droppable[..low].Reverse();
        droppable[low..].Reverse();
        droppable.Reverse();
    }

    /// <summary>Puts those in front whose ratio, together with what is always kept, is the highest, or with the sign -1 the lowest.</summary>
    private static void Choose(Span<DropItem<T>> droppable, int keep, ReadOnlySpan<DropItem<T>> alwaysKept, T sign)
    {
        if (keep == droppable.Length)
        {
            return;
        }

        var always = Sum(alwaysKept, default);

        // From a choice with points the ratio only gets better, so that work without points never wins by a loss.
        foreach (ref var item in droppable)
        {
            item.Rating = item.Points;
        }

        droppable.Sort();
        var ratio = Sum(droppable[..keep], always);
        if (ratio.Points == T.Zero)
        {
            // Without points there is no ratio to lower; Canvas then keeps the highest scores.
            Rate(droppable, T.Zero, T.One);
            return;
        }

        for (var round = 0; round < MaxRounds; round++)
        {
            // The ratio stays a fraction: rounded, it would break ties the wrong way.
            foreach (ref var item in droppable)
            {
                item.Rating = sign * ((item.Score * ratio.Points) - (ratio.Score * item.Points));
            }

            droppable.Sort();
            var next = Sum(droppable[..keep], always);
            if (next.Points == T.Zero || next.Score * ratio.Points == ratio.Score * next.Points)
            {
                if (DropBisection<T>.Decides(droppable, keep, alwaysKept, next))
                {
                    DropBisection<T>.Choose(droppable, keep, alwaysKept, sign);
                }

                return;
            }

            ratio = next;
        }
    }

    /// <summary>Sorts the items by how far they are over a ratio, the farthest first; with the sign -1 the farthest under it.</summary>
    public static void Rate(Span<DropItem<T>> droppable, T ratio, T sign)
    {
        foreach (ref var item in droppable)
        {
            item.Rating = sign * (item.Score - (ratio * item.Points));
        }

        droppable.Sort();
    }

    private static (T Score, T Points) Sum(ReadOnlySpan<DropItem<T>> items, (T Score, T Points) sum)
    {
        foreach (ref readonly var item in items)
        {
            sum = (sum.Score + item.Score, sum.Points + item.Points);
        }

        return sum;
    }
}
