using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Holds stored rows from before they are read until they are written: what a host commits in between would be
/// overwritten unseen.
/// </summary>
internal static class RowLocks
{
    private const int KeysAnUpdate = 1_000;

    public static async Task TakeAsync<TRow>(DbContext database, IBulkWriter writer, IEnumerable<long> ids, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        var keys = database.Database.IsRelational() ? ids.Order().ToArray() : [];
        if (keys.Length == 0)
        {
            return;
        }

        if (writer is IRowLocks locks && BulkTable.Find(database, database.Model.FindEntityType(typeof(TRow))!) is { Keys: [var key] } table && key.ValueType == typeof(long))
        {
            await locks.LockAsync(database, table, keys, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Every database locks what it updates.
        foreach (var chunk in keys.Chunk(KeysAnUpdate))
        {
            await database.Set<TRow>().IgnoreQueryFilters().Where(row => EF.Parameter(chunk).Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SyncedAt, row => row.SyncedAt), cancellationToken).ConfigureAwait(false);
        }
    }
}
