using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Holds stored rows from before they are read until they are written: what another transaction commits in between would be
/// overwritten unseen. InMemory has no locks.
/// </summary>
internal static class RowLocks
{
    private const string Id = "Id";
    private const int KeysAnUpdate = 1_000;

    /// <summary>Locks rows until the end of the transaction; ids that are not stored are ignored.</summary>
    /// <param name="database">The context with the open transaction.</param>
    /// <param name="writer">The writer of the context.</param>
    /// <param name="ids">The values of the key.</param>
    /// <param name="touch">Sets a column to itself, for writers that cannot lock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="rows">Selects the rows with some keys; null for a key that is named Id.</param>
    public static async Task TakeAsync<TRow>(
        DbContext database, IBulkWriter writer, IEnumerable<long> ids, Action<UpdateSettersBuilder<TRow>> touch, CancellationToken cancellationToken,
        Func<long[], IQueryable<TRow>>? rows = null) where TRow : class
    {
        var keys = database.Database.IsRelational() ? ids.Order().ToArray() : [];
        if (keys.Length == 0)
        {
            return;
        }

        if (writer is IRowLocks locks && BulkTable.Find(database, database.Model.FindEntityType(typeof(TRow))!) is { Keys: [var key] } table && (key.ValueType == typeof(long) || key.ValueType == typeof(int)))
        {
            await locks.LockAsync(database, table, keys, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Every database locks what it updates.
        foreach (var chunk in keys.Chunk(KeysAnUpdate))
        {
            await database.UpdateAsync(rows is null ? database.ByIds<TRow>(chunk) : rows(chunk), touch, _ => { }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The rows with these values of Id.</summary>
    public static IQueryable<TRow> ByIds<TRow>(this DbContext database, long[] ids) where TRow : class =>
        database.Rows<TRow>().Where(row => EF.Parameter(ids).Contains(EF.Property<long>(row, Id)));
}
