using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// An optional feature of a bulk writer: it reserves keys that the database makes, so that rows carry them before they are inserted.
/// Without it such rows are inserted by EF Core's own statements, which read the keys back.
/// </summary>
public interface IGeneratedKeys
{
    /// <summary>Reserves keys that no other transaction gets.</summary>
    /// <param name="context">The context with the open transaction.</param>
    /// <param name="table">The table; its primary key is one whole number that the database makes.</param>
    /// <param name="count">How many; above zero.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The keys in rising order; null where the database makes them in a way that cannot be reserved.</returns>
    Task<IReadOnlyList<long>?> ReserveKeysAsync(DbContext context, BulkTable table, int count, CancellationToken cancellationToken = default);
}
