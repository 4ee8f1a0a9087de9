using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// An optional feature of a bulk writer: it locks stored rows until the end of the transaction. So no other transaction changes them
/// between the moments when they are read and written.
/// </summary>
public interface IRowLocks
{
    /// <summary>Locks the rows with these keys in the order of the keys; waits for transactions that are changing them. Keys that are not stored are ignored.</summary>
    /// <param name="context">The context with the open transaction.</param>
    /// <param name="table">The table; its primary key is one whole number.</param>
    /// <param name="keys">The keys, in rising order.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task LockAsync(DbContext context, BulkTable table, IReadOnlyList<long> keys, CancellationToken cancellationToken = default);
}
