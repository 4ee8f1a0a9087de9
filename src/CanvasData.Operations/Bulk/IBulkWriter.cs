using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// Writes many rows of any entity type of a context's model in few statements, without change tracking. Values
/// go through the model's converters and column names. A write joins the context's transaction, or is atomic by
/// itself when there is none. A host calls <see cref="IBulkOperations"/>, which is built on it.
/// </summary>
/// <remarks>
/// <para>Rows of one call must have distinct keys. Shadow properties take the value of a tracked entry, else their
/// default; an update leaves them as stored. Owned types in the same table are written with their owner. Other
/// navigations are not followed. Entities that the context tracks, and its interceptors of SaveChanges, take no
/// part. Concurrency tokens are overwritten, not compared. Query filters do not hide rows.</para>
/// <para>A property with a default in SQL, or a key that the database makes, must be set in all rows of a call or
/// in none; unset, the database fills it in new rows and keeps it in old ones. An update writes it as it is given. An unset key that is made on the
/// client (a Guid) is made, and set on the row.</para>
/// <para>A failed write that joined a transaction undoes itself to a savepoint; in an ambient TransactionScope there
/// are none, so abandon the scope. Writes are not retried, because the rows are read once: run a transaction of
/// your own inside the context's execution strategy for that.</para>
/// </remarks>
public interface IBulkWriter
{
    /// <summary>Whether this writer serves the context's database provider.</summary>
    /// <param name="context">The context that is to be written.</param>
    bool CanWrite(DbContext context);

    /// <summary>Writes rows.</summary>
    /// <typeparam name="TEntity">An entity type of the model.</typeparam>
    /// <param name="context">The context to write to.</param>
    /// <param name="operation">The operation. An insert leaves unset keys that the database makes to it, and does not read them back.</param>
    /// <param name="rows">The rows; read once, may be huge.</param>
    /// <param name="members">The properties and owned or complex members that an upsert or update sets in a stored row. Null for all; empty keeps stored rows as they are.</param>
    /// <param name="cancellationToken">Ends the write; nothing of it stays.</param>
    /// <returns>Rows written; for deletes, updates and upserts that keep stored rows those that were deleted, found or added.</returns>
    /// <exception cref="InvalidOperationException">The type is not of the model, has no key, or is not mapped to a table.</exception>
    /// <exception cref="ArgumentException">A row is null, its key is unset or doubled in this call, or sets other generated columns than the first.</exception>
    /// <exception cref="DbUpdateException">The database refused a row: a key or unique value that is there already, a missing parent, null, or too long.</exception>
    Task<long> WriteAsync<TEntity>(
        DbContext context, BulkOperation operation, IEnumerable<TEntity> rows, IReadOnlySet<string>? members = null, CancellationToken cancellationToken = default)
        where TEntity : class;

    /// <summary>Adds rows; keys that the database makes are left to it and not read back.</summary>
    /// <typeparam name="TEntity">An entity type of the model.</typeparam>
    /// <param name="context">The context to write to.</param>
    /// <param name="rows">The rows; read once, may be huge.</param>
    /// <param name="cancellationToken">Ends the write; nothing of it stays.</param>
    /// <returns>Rows written.</returns>
    /// <inheritdoc cref="WriteAsync" path="/exception"/>
    Task<long> InsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => WriteAsync(context, BulkOperation.Insert, rows, null, cancellationToken);

    /// <summary>Adds the rows whose primary key is not there, and overwrites the others.</summary>
    /// <inheritdoc cref="InsertAsync" path="/typeparam|/param|/returns|/exception"/>
    Task<long> UpsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => WriteAsync(context, BulkOperation.Upsert, rows, null, cancellationToken);

    /// <summary>Overwrites the rows whose primary key is there, and leaves out the others.</summary>
    /// <inheritdoc cref="InsertAsync" path="/typeparam|/param|/exception"/>
    /// <returns>Rows found and overwritten.</returns>
    Task<long> UpdateAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => WriteAsync(context, BulkOperation.Update, rows, null, cancellationToken);

    /// <summary>Deletes the rows with the primary keys of these.</summary>
    /// <inheritdoc cref="InsertAsync" path="/typeparam|/param|/exception"/>
    /// <returns>Rows deleted; keys that are not there count nothing.</returns>
    Task<long> DeleteAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => WriteAsync(context, BulkOperation.Delete, rows, null, cancellationToken);
}
