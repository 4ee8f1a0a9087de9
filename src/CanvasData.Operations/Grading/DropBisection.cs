using System.Numerics;

namespace CanvasData.Operations.Grading;

/// <summary>
/// Settles which work is kept where some of it has no points, for which there is no best ratio. Canvas looks for the ratio
/// by halving, and keeps what is best where it stops (<c>keep_helper</c> and <c>estimate_q_high</c> in
/// lib/grade_calculator.rb). It starts from full points at least, so work without points is kept before work under 100
/// percent, whatever their ids.
/// </summary>
internal static class DropBisection<T>
    where T : unmanaged, INumber<T>
{
    private const int MaxRounds = 200;
    private static readonly T Two = T.One + T.One;

    /// <summary>Whether halving may end elsewhere than at the choice that stands in front; only work without points makes it.</summary>
    public static bool Decides(ReadOnlySpan<DropItem<T>> droppable, int keep, ReadOnlySpan<DropItem<T>> alwaysKept, (T Score, T Points) chosen)
    {
        var work = Look(droppable, alwaysKept);
        return work.HasUnpointed
            && (droppable[keep - 1].Rating == droppable[keep].Rating || chosen.Points == T.Zero || chosen.Score > work.Highest * chosen.Points);
    }

    /// <summary>Puts those in front that are kept.</summary>
    public static void Choose(Span<DropItem<T>> droppable, int keep, ReadOnlySpan<DropItem<T>> alwaysKept, T sign)
    {
        var work = Look(droppable, alwaysKept);
        var (low, high) = (work.Lowest, work.Highest);
        var enough = T.One / (Two * T.CreateChecked(keep) * work.MostPoints * work.MostPoints);
        var middle = (low + high) / Two;
        var over = Rate(droppable, keep, alwaysKept, middle, sign);
        for (var round = 0; round < MaxRounds && high - low >= enough; round++)
        {
            (low, high) = over < T.Zero ? (low, middle) : (middle, high);
            middle = (low + high) / Two;
            if (middle == low || middle == high)
            {
                return;
            }

            over = Rate(droppable, keep, alwaysKept, middle, sign);
        }
    }

    /// <returns>How far what is kept is over the ratio, in points.</returns>
    private static T Rate(Span<DropItem<T>> droppable, int keep, ReadOnlySpan<DropItem<T>> alwaysKept, T ratio, T sign)
    {
        DropPool<T>.Rate(droppable, ratio, sign);
        var over = T.Zero;
        foreach (ref readonly var item in droppable[..keep])
        {
            over += item.Score - (ratio * item.Points);
        }

        foreach (ref readonly var item in alwaysKept)
        {
            over += item.Score - (ratio * item.Points);
        }

        return over;
    }

    /// <summary>The range of ratios that Canvas halves. With work without points it ends at full points, or what was scored.</summary>
    private static Range Look(ReadOnlySpan<DropItem<T>> droppable, ReadOnlySpan<DropItem<T>> alwaysKept)
    {
        var range = new Range();
        range.Add(droppable);
        range.Add(alwaysKept);
        return range;
    }

    private struct Range
    {
        private T? _lowest;
        private T _highest;
        private T _points;
        private T _score;
        private T _unpointedScore;

        public bool HasUnpointed { get; private set; }

        public T MostPoints { get; private set; }

        public readonly T Lowest => _lowest ?? T.Zero;

        public readonly T Highest => HasUnpointed ? (T.Max(_points, _score) + _unpointedScore) / _points : _highest;

        public void Add(ReadOnlySpan<DropItem<T>> items)
        {
            foreach (ref readonly var item in items)
            {
                if (item.Points == T.Zero)
                {
                    (HasUnpointed, _unpointedScore) = (true, _unpointedScore + item.Score);
                    continue;
                }

                var ratio = item.Score / item.Points;
                (_lowest, _highest) = _lowest is { } known ? (T.Min(known, ratio), T.Max(_highest, ratio)) : (ratio, ratio);
                (_points, _score, MostPoints) = (_points + item.Points, _score + item.Score, T.Max(MostPoints, item.Points));
            }
        }
    }
}
