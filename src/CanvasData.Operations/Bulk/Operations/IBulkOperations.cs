using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// Writes many rows of any entity type of the host's context, from a list or a stream. A stream is read once and in parts, so that its
/// length does not matter to the memory.
/// </summary>
/// <remarks>
/// <para>A call joins the open transaction of the request's context, or the unit of work that is running, and otherwise has a
/// transaction of its own. A call that fails undoes itself. InMemory has no transactions and gets one save.</para>
/// <para>A call with a list and a transaction of its own runs inside the context's execution strategy, and is repeated after a
/// deadlock. A stream, or an enumerable that is not a collection, cannot be read again: such a call runs once.</para>
/// <para>Rows are written in the order given. A key that comes twice is written twice, so that the later row wins.</para>
/// <para>Values go through the model's converters and column names. Owned and complex types are written with their entity; other
/// navigations are not followed. Shadow properties take the value of an entity that the context tracks, else their default, and an
/// update keeps them. Concurrency tokens are overwritten and not compared. Query filters hide no row from a write.</para>
/// <para>Inserts and upserts leave an unset value to the default of its column, such as the 0 of a number. Updates write each value as
/// it is given.</para>
/// <para>Entities that the context tracks, and its interceptors of SaveChanges, take no part. Rows that come from a query of the
/// same context must be loaded first, because its connection is in use.</para>
/// <para>The history of grades and the mirror of Canvas take inserts only. Notes, tags and custom fields are refused: they have
/// services of their own.</para>
/// </remarks>
public interface IBulkOperations
{
    /// <summary>Adds rows. Keys that the database makes are set on them.</summary>
    /// <typeparam name="TEntity">An entity type of the host's model.</typeparam>
    /// <param name="rows">The rows, in the order of their writing.</param>
    /// <param name="options">Conflicts, refused rows and progress; null for the defaults. By default a row whose key is stored fails the call.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="BulkWriteException">More rows were refused than the options permit. The exception names the rows.</exception>
    /// <exception cref="RolledBackException">The database failed for another reason, such as a full disk or a missing right.</exception>
    /// <exception cref="AppendOnlyException">The rows are history, and the operation is not an insert.</exception>
    /// <exception cref="InvalidOperationException">The type cannot be written so; the message names it and what to use instead.</exception>
    /// <exception cref="InvalidArgumentException">A row is null, its key is not set, or an option does not fit the operation.</exception>
    Task<BulkResult> InsertAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <inheritdoc cref="InsertAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> InsertAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <summary>Adds the rows whose primary key is not stored. By default it overwrites the stored row of each other one.</summary>
    /// <inheritdoc cref="InsertAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> UpsertAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <inheritdoc cref="UpsertAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> UpsertAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <summary>Overwrites the stored rows with the primary keys of these. Keys that are not stored are left out.</summary>
    /// <inheritdoc cref="InsertAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> UpdateAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <inheritdoc cref="UpdateAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> UpdateAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <summary>Deletes the stored rows with the primary keys of these. Keys that are not stored are left out.</summary>
    /// <inheritdoc cref="InsertAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> DeleteAsync<TEntity>(IEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <inheritdoc cref="DeleteAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> DeleteAsync<TEntity>(IAsyncEnumerable<TEntity> rows, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <summary>
    /// Writes rows as an upsert does. Then it deletes the stored rows that a filter selects and that are not among them. No rows at all
    /// delete everything that the filter selects.
    /// </summary>
    /// <remarks>
    /// The query filters of the model apply to the deletion, so that rows of another tenant stay. The keys of all rows, and of those to
    /// delete, are kept in memory until the end: 24 to 100 bytes a row.
    /// Keys are equal as the database finds them, also where a collation ignores the case.
    /// </remarks>
    /// <typeparam name="TEntity">An entity type of the host's model.</typeparam>
    /// <param name="rows">All rows that shall be stored within the filter.</param>
    /// <param name="within">Selects the stored rows that may be deleted, for example those of one course.</param>
    /// <param name="options">Conflicts, refused rows and progress; null for the defaults. A row that was refused is not deleted.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <inheritdoc cref="InsertAsync{TEntity}(IEnumerable{TEntity}, BulkOptions{TEntity}, CancellationToken)" path="/returns|/exception"/>
    Task<BulkResult> SynchronizeAsync<TEntity>(
        IEnumerable<TEntity> rows, Expression<Func<TEntity, bool>> within, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;

    /// <inheritdoc cref="SynchronizeAsync{TEntity}(IEnumerable{TEntity}, Expression{Func{TEntity, bool}}, BulkOptions{TEntity}, CancellationToken)"/>
    Task<BulkResult> SynchronizeAsync<TEntity>(
        IAsyncEnumerable<TEntity> rows, Expression<Func<TEntity, bool>> within, BulkOptions<TEntity>? options = null, CancellationToken cancellationToken = default) where TEntity : class;
}
