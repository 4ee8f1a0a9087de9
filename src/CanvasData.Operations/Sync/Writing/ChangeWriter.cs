using System.Numerics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>Writes the changes of a table: many changed rows by the columns that differ, few of them and new ones as whole rows.</summary>
internal static class ChangeWriter<TRow> where TRow : CanvasRow, new()
{
    // Each set of columns has statements of its own, which are made once and kept: for so many rows it pays, and sets are few.
    private const int MinRows = 1_000;
    private const int MaxSets = 8;
    private const int MaxSurplus = 4;

    private static readonly Lock Guard = new();
    private static readonly List<(ulong Mask, IReadOnlySet<string> Names)> Sets = [];

    /// <param name="session">The open attempt.</param>
    /// <param name="changes">The changes. The stored rows are locked, so that what does not differ is as it was loaded.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WriteAsync(WriteSession session, IReadOnlyList<RowChange<TRow>> changes, CancellationToken cancellationToken)
    {
        var stored = changes.Where(change => change.Before is not null).ToList();
        if (stored.Count < MinRows || FindColumns(stored) is not { } columns)
        {
            await session.UpsertAsync(InOrder(changes), cancellationToken).ConfigureAwait(false);
            return;
        }

        await session.UpdateAsync(InOrder(stored), columns, cancellationToken).ConfigureAwait(false);
        await session.UpsertAsync(InOrder(changes.Where(change => change.Before is null)), cancellationToken).ConfigureAwait(false);
    }

    // One order of keys in every transaction: two courses that share rows cannot lock each other out.
    private static IEnumerable<TRow> InOrder(IEnumerable<RowChange<TRow>> changes) => changes.Select(change => change.After).OrderBy(row => row.Id);

    private static IReadOnlySet<string>? FindColumns(List<RowChange<TRow>> changes)
    {
        var codec = RowCodec<TRow>.Instance;
        var mask = changes.Aggregate(0UL, (columns, change) => columns | codec.Differences(change.Before!, change.After));
        lock (Guard)
        {
            var known = Sets.Find(set => (set.Mask & mask) == mask && BitOperations.PopCount(set.Mask & ~mask) <= MaxSurplus).Names;
            if (known is null && Sets.Count < MaxSets)
            {
                known = codec.WrittenNames(mask).ToHashSet();
                Sets.Add((mask, known));
            }

            return known;
        }
    }
}
