using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// An optional feature of a bulk writer: its database ends a transaction that has been idle for too long. Without it a process that was
/// stopped in the middle of a transaction holds its locks, and blocks all others, until it continues.
/// </summary>
public interface IIdleTransactionTimeout
{
    /// <summary>
    /// Sets the time after which the database ends the context's open transaction, and only this one, when no statement comes.
    /// </summary>
    /// <param name="context">The context with the open transaction.</param>
    /// <param name="silence">How long; above zero.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task LimitSilenceAsync(DbContext context, TimeSpan silence, CancellationToken cancellationToken = default);
}
