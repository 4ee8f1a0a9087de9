using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// An optional feature of a bulk writer: transactions carry a name that other sessions of the database see, and can be ended by it. Without
/// it the locks of a process that was stopped in the middle of a statement last until it continues or its connection breaks.
/// </summary>
public interface INamedTransactions
{
    /// <summary>Gives the context's open transaction a name, which it loses when it ends.</summary>
    /// <param name="context">The context with the open transaction.</param>
    /// <param name="name">The name, at most 63 characters of ASCII that can be printed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task NameAsync(DbContext context, string name, CancellationToken cancellationToken = default);

    /// <summary>Lists the names of the open transactions of the same database and user.</summary>
    /// <param name="context">A context of the database.</param>
    /// <param name="start">How the names start.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The names; empty when there are none.</returns>
    Task<IReadOnlyList<string>> ListAsync(DbContext context, string start, CancellationToken cancellationToken = default);

    /// <summary>Stops the transactions of a name. They are rolled back, and their connections are closed.</summary>
    /// <param name="context">A context of the database.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were ended.</returns>
    Task<int> EndAsync(DbContext context, string name, CancellationToken cancellationToken = default);
}
