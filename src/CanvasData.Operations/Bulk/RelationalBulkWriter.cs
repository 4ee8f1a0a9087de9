using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// The frame of a database's own bulk writer: it maps and checks the rows, opens the connection, makes the write
/// atomic and names refusals. Rows that do not lie in columns of one table of their own (JSON, table per type, table sharing)
/// go to the portable writer. So do updates and deletes by a derived type of a hierarchy.
/// </summary>
public abstract class RelationalBulkWriter : IBulkWriter
{
    /// <inheritdoc/>
    public abstract bool CanWrite(DbContext context);

    /// <inheritdoc/>
    public async Task<long> WriteAsync<TEntity>(
        DbContext context, BulkOperation operation, IEnumerable<TEntity> rows, IReadOnlySet<string>? members = null, CancellationToken cancellationToken = default)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rows);
        cancellationToken.ThrowIfCancellationRequested();
        using var source = new RowSource<TEntity>(context, rows, operation, members);
        if (!source.HasRows)
        {
            return 0;
        }

        if (BulkTable.Find(context, source.EntityType) is not { } table || (table.InsertsOnly && operation != BulkOperation.Insert))
        {
            return await PortableBulkWriter.WriteAsync(source, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var write = new BulkWrite<TEntity>(source, table.Setting(members), cancellationToken);
            if (write is { Operation: BulkOperation.Update, SetsColumns: false })
            {
                // It counts the stored rows. Databases refuse to set a key that they make.
                return await PortableBulkWriter.WriteAsync(source, cancellationToken).ConfigureAwait(false);
            }

            return await AtomicWrite.RunAsync(context, () => WriteAsync(write, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DescribeRefusal(exception) is { } refusal)
        {
            throw new RowsRefusedException($"{operation} of '{source.EntityType.DisplayName()}' rows into {table.Identifier} was refused: {refusal}. Nothing of this call was written.", refusal, exception);
        }
    }

    /// <summary>Writes the rows. A transaction is open, and undone when this throws.</summary>
    /// <typeparam name="TEntity">The entity type.</typeparam>
    /// <param name="write">The table, the columns and the rows.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>Rows written, or deleted.</returns>
    protected abstract Task<long> WriteAsync<TEntity>(BulkWrite<TEntity> write, CancellationToken cancellationToken)
        where TEntity : class;

    /// <summary>
    /// Describes, without values, why the database refused a row. Null when the error is not about the rows, so that
    /// retrying strategies see it as it is. The codes of SQLite, PostgreSQL and SQL Server are known.
    /// </summary>
    /// <param name="exception">What the write threw.</param>
    protected virtual string? DescribeRefusal(Exception exception) =>
        DatabaseError.Find(exception) is { Kind: DatabaseErrorKind.Refused or DatabaseErrorKind.Duplicate or DatabaseErrorKind.Unsupported } refused ? refused.Text : null;
}
