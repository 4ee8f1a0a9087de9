using System.Numerics;

namespace CanvasData.Operations.Grading;

/// <summary>
/// The drop rules of an assignment group. "Lowest" and "highest" mean the effect on the group's ratio of points to points possible. First
/// the lowest are dropped, so that the ratio is as high as it can be. Then, of the rest, the highest are dropped, so that it is as low as
/// it can be. This is the problem of Kane and Kane, "The optimal dropping of quiz scores".
/// </summary>
public static class DropRules
{
    /// <summary>
    /// Decides which items of a group are kept. At least one of the items that may be dropped is kept; when both rules
    /// together leave none, the highest rule is off. Of equals the lower id is kept; where no item has points possible,
    /// scores decide, and of equals the lower id counts as the lower.
    /// </summary>
    /// <param name="scores">Points; ungraded work that counts is 0. NaN counts as 0.</param>
    /// <param name="points">Points possible, for the same items; negative and NaN count as 0.</param>
    /// <param name="ids">Assignment ids, for the same items.</param>
    /// <param name="dropLowest">How many of the lowest to drop; 0 or less for none.</param>
    /// <param name="dropHighest">How many of the highest to drop; 0 or less for none.</param>
    /// <param name="neverDrop">Which items are never dropped, for the same items; empty for none.</param>
    /// <param name="kept">Receives which items are kept.</param>
    /// <exception cref="ArgumentException">The spans are not of one length.</exception>
    public static void Keep(
        ReadOnlySpan<double> scores, ReadOnlySpan<double> points, ReadOnlySpan<long> ids, int dropLowest, int dropHighest, ReadOnlySpan<bool> neverDrop, Span<bool> kept)
    {
        if (points.Length != scores.Length || ids.Length != scores.Length || kept.Length != scores.Length || (neverDrop.Length != scores.Length && !neverDrop.IsEmpty))
        {
            throw new ArgumentException($"There are {scores.Length} scores, {points.Length} points, {ids.Length} ids, {neverDrop.Length} marks of never-drop and room for {kept.Length} results; they belong together one by one.", nameof(kept));
        }

        kept.Fill(true);
        if (dropLowest <= 0 && dropHighest <= 0)
        {
            return;
        }

        double reach = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            reach += Numbers.ReachOf(scores[i]) + Numbers.ReachOfAmount(points[i]);
        }

        if (Numbers.FitsDecimal(reach))
        {
            Keep<decimal>(scores, points, ids, dropLowest, dropHighest, neverDrop, kept);
        }
        else
        {
            Keep<double>(scores, points, ids, dropLowest, dropHighest, neverDrop, kept);
        }
    }

    private static void Keep<T>(
        ReadOnlySpan<double> scores, ReadOnlySpan<double> points, ReadOnlySpan<long> ids, int dropLowest, int dropHighest, ReadOnlySpan<bool> neverDrop, Span<bool> kept)
        where T : unmanaged, INumber<T>
    {
        var pool = scores.Length <= DropPool<T>.Small ? stackalloc DropItem<T>[scores.Length] : new DropItem<T>[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var isFixed = !neverDrop.IsEmpty && neverDrop[i];
            pool[i] = new DropItem<T>(i, ids[i], Numbers.To<T>(Numbers.Clean(scores[i])), Numbers.To<T>(Numbers.CleanAmount(points[i])), isFixed);
        }

        kept.Clear();
        foreach (ref readonly var item in DropPool<T>.Keep(pool, dropLowest, dropHighest))
        {
            kept[item.Index] = true;
        }
    }
}
