using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// Writes many rows of any entity type of a context's model in few statements, without change tracking. Values
/// go through the model's converters and column names. A write joins the context's transaction, or is atomic by
/// itself when there is none.
/// </summary>
/// <remarks>
/// Rows of one call must have distinct keys. Shadow properties take the value of a tracked entry, else their
/// default; an update leaves them as stored. Owned types in the same table are written with their owner.
/// </remarks>
public interface IBulkWriter
{
    /// <summary>Whether this writer serves the context's database provider.</summary>
    /// <param name="context">The context that is to be written.</param>
    bool CanWrite(DbContext context);

    /// <summary>Adds rows; keys that the database makes are left to it and not read back.</summary>
    /// <typeparam name="TEntity">An entity type of the model.</typeparam>
    /// <param name="context">The context to write to.</param>
    /// <param name="rows">The rows; read once, may be huge.</param>
    /// <param name="cancellationToken">Ends the write; nothing of it stays.</param>
    /// <returns>Rows written.</returns>
    /// <exception cref="InvalidOperationException">The type is not of the model, or not mapped to a table.</exception>
    Task<long> InsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class;

    /// <summary>Adds the rows whose primary key is not there, and overwrites the others.</summary>
    /// <inheritdoc cref="InsertAsync" path="/typeparam|/param|/returns|/exception"/>
    Task<long> UpsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class;

    /// <summary>Deletes the rows with the primary keys of these.</summary>
    /// <inheritdoc cref="InsertAsync" path="/typeparam|/param|/exception"/>
    /// <returns>Rows deleted; keys that are not there count nothing.</returns>
    Task<long> DeleteAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class;
}
