using System.Numerics;

namespace CanvasData.Operations.Grading.Tests;

/// <summary>One item of a group, in hundredths.</summary>
internal readonly record struct Item(long Id, int Score, int Points, bool NeverDrop);

/// <summary>The drop rules by trying every choice, in whole numbers.</summary>
internal static class DropOracle
{
    public static long[] Keep(IReadOnlyList<Item> items, int dropLowest, int dropHighest)
    {
        var always = items.Where(item => item.NeverDrop).ToArray();
        var droppable = items.Where(item => !item.NeverDrop).OrderBy(item => item.Id).ToArray();
        if (droppable.Length == 0)
        {
            return [.. always.Select(item => item.Id).Order()];
        }

        var low = Math.Min(Math.Max(dropLowest, 0), droppable.Length - 1);
        var high = low + (long)dropHighest >= droppable.Length ? 0 : Math.Max(dropHighest, 0);
        if (items.All(item => item.Points == 0))
        {
            droppable = [.. droppable.OrderBy(item => item.Score).ThenBy(item => item.Id).Skip(low).SkipLast(high)];
        }
        else
        {
            droppable = Best(droppable, droppable.Length - low, always, 1);
            droppable = Best(droppable, droppable.Length - high, always, -1);
        }

        return [.. always.Concat(droppable).Select(item => item.Id).Order()];
    }

    /// <summary>The choice with the highest ratio, or with sign -1 the lowest; of equals that with the lowest ids, which are tried first.</summary>
    private static Item[] Best(Item[] items, int count, Item[] always, int sign)
    {
        var choices = Choices(items, count).ToList();
        if (choices.All(choice => Points(choice) + Points(always) == 0))
        {
            return choices.MaxBy(choice => Score(choice))!;
        }

        var best = choices.First(choice => Points(choice) + Points(always) > 0);
        foreach (var choice in choices)
        {
            if (IsBetter(choice, best))
            {
                best = choice;
            }
        }

        // A choice worth nothing of nothing ties with the best ratio there is.
        var (bestScore, bestPoints) = Total(best);
        return bestPoints == 0 ? best : choices.First(choice =>
        {
            var (score, points) = Total(choice);
            return score * bestPoints == bestScore * points;
        });

        (BigInteger Score, BigInteger Points) Total(Item[] choice) => (sign * (Score(choice) + Score(always)), Points(choice) + Points(always));

        bool IsBetter(Item[] one, Item[] other)
        {
            var ((score, points), (otherScore, otherPoints)) = (Total(one), Total(other));
            return (points.IsZero, otherPoints.IsZero) switch
            {
                (true, true) => score > otherScore,
                (true, false) => score > 0,
                (false, true) => false,
                _ => score * otherPoints > otherScore * points,
            };
        }
    }

    private static IEnumerable<Item[]> Choices(Item[] items, int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        for (var i = 0; i <= items.Length - count; i++)
        {
            foreach (var rest in Choices(items[(i + 1)..], count - 1))
            {
                yield return [items[i], .. rest];
            }
        }
    }

    private static BigInteger Score(Item[] items) => items.Aggregate(BigInteger.Zero, (sum, item) => sum + item.Score);

    private static BigInteger Points(Item[] items) => items.Aggregate(BigInteger.Zero, (sum, item) => sum + item.Points);
}
