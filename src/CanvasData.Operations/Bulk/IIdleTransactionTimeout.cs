using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// What a bulk writer may offer besides: its database ends a transaction whose owner has fallen silent. Without it a
/// process that was stopped in the middle of a transaction holds its locks, and up all others, until it goes on.
/// </summary>
public interface IIdleTransactionTimeout
{
    /// <summary>Lets the database end the context's open transaction, and only this one, when nothing comes for so long.</summary>
    /// <param name="context">The context with the open transaction.</param>
    /// <param name="silence">How long; above zero.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task LimitSilenceAsync(DbContext context, TimeSpan silence, CancellationToken cancellationToken = default);
}
