using System.Numerics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Finds which columns Canvas had not sent when the hashes of stored rows were made. Most of those columns are empty, and the hash shows
/// them. Of those that hold values from before there are few sets in a table: one that explained a row is tried on the next.
/// </summary>
internal sealed class HashedColumns<TRow> where TRow : CanvasRow, new()
{
    private const int MaxTriesARow = 4_096;

    private static readonly RowCodec<TRow> Codec = RowCodec<TRow>.Instance;

    private readonly RowBuffer _scratch = new();
    private readonly HashSet<ulong> _known = [.. ProfileColumns.Sets<TRow>()];

    // A table whose hashes have another form altogether must not take minutes.
    private int _triesLeft = 262_144;

    /// <summary>Finds the unspecified columns of a row.</summary>
    /// <param name="row">The stored row.</param>
    /// <returns>The columns; null when the row was hashed with other values or in another form.</returns>
    public ulong? FindUnspecified(TRow row)
    {
        var filled = Codec.FilledColumns(row);
        foreach (var set in _known.Select(set => set & filled).Append(0UL).Distinct())
        {
            if (Codec.FindUnspecified(row, row.RowHash, set, _scratch) is { } mask)
            {
                return mask;
            }
        }

        foreach (var set in Sets(filled))
        {
            if (Codec.FindUnspecified(row, row.RowHash, set, _scratch) is { } mask)
            {
                _known.Add(mask);
                return mask;
            }
        }

        return null;
    }

    // One column first, then two, and so on.
    private IEnumerable<ulong> Sets(ulong filled)
    {
        var columns = new List<ulong>();
        for (; filled != 0; filled &= filled - 1)
        {
            columns.Add(filled & (~filled + 1));
        }

        foreach (var column in columns)
        {
            yield return column;
        }

        var tries = Math.Min(MaxTriesARow, _triesLeft);
        for (var size = 2; size <= columns.Count; size++)
        {
            // The next number with as many bits.
            for (var choice = (1UL << size) - 1; choice < 1UL << columns.Count; choice = Next(choice))
            {
                if (tries-- == 0)
                {
                    yield break;
                }

                _triesLeft--;
                yield return Union(columns, choice);
            }
        }
    }

    private static ulong Next(ulong choice)
    {
        var lowest = choice & (~choice + 1);
        var carried = choice + lowest;
        return carried | ((choice ^ carried) >> (BitOperations.TrailingZeroCount(lowest) + 2));
    }

    private static ulong Union(List<ulong> columns, ulong choice)
    {
        var set = 0UL;
        for (; choice != 0; choice &= choice - 1)
        {
            set |= columns[BitOperations.TrailingZeroCount(choice)];
        }

        return set;
    }
}
