using System.Data;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Runs several operations together or not at all. The operations of this library that run inside the work, and the host's own saves in the
/// context, join its transaction.
/// </summary>
/// <remarks>
/// <para>A transaction that is open on the request's context is joined through a savepoint, and stays the host's to
/// commit. Otherwise the unit opens its own, inside the execution strategy of the context. Units may be nested. InMemory
/// has no transactions: there the work runs as it is, and a failure keeps what was saved before it.</para>
/// <para>A unit with a transaction of its own is repeated after a deadlock or a serialization failure, up to five times.
/// That needs a context that tracks nothing when the unit begins, since a repetition starts with an empty change
/// tracker. The work must be safe to repeat.</para>
/// </remarks>
public interface IUnitOfWork
{
    /// <summary>Runs work in one transaction.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work. It gets the request's context, or one from the factory where the host has only that.</param>
    /// <param name="isolationLevel">The isolation level; null for the database's default.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <returns>What the work returned.</returns>
    /// <exception cref="RolledBackException">The database failed; nothing was written.</exception>
    /// <exception cref="CommitUncertainException">The connection broke during the commit.</exception>
    /// <exception cref="CanvasConfigurationException">The database does not offer the isolation level, or the joined transaction has a weaker one.</exception>
    Task<T> RunAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, IsolationLevel? isolationLevel = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="RunAsync{T}"/>
    Task RunAsync(Func<DbContext, CancellationToken, Task> work, IsolationLevel? isolationLevel = null, CancellationToken cancellationToken = default);
}
