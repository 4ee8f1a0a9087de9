using System.Data.Common;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Bulk;

/// <summary>Makes a write happen wholly or not at all, in the context's transaction or in one of its own.</summary>
internal static class AtomicWrite
{
    // SQL Server goes back to the last savepoint of a name: a write inside another needs a name of its own.
    private const string Savepoint = "canvas_bulk";

    public static async Task<long> RunAsync(DbContext context, Func<Task<long>> write, CancellationToken cancellationToken, string savepoint = Savepoint)
    {
        var database = context.Database;
        if (!database.IsRelational())
        {
            return await write().ConfigureAwait(false);
        }

        await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (database.CurrentTransaction is { } joined)
            {
                return await JoinAsync(joined, write, savepoint, cancellationToken).ConfigureAwait(false);
            }

            if (Transaction.Current is not null || database.GetEnlistedTransaction() is not null)
            {
                return await write().ConfigureAwait(false);
            }

            var own = await database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (own.ConfigureAwait(false))
            {
                var written = await write().ConfigureAwait(false);
                await own.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return written;
            }
        }
        finally
        {
            await database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    private static async Task<long> JoinAsync(IDbContextTransaction transaction, Func<Task<long>> write, string savepoint, CancellationToken cancellationToken)
    {
        if (!transaction.SupportsSavepoints)
        {
            return await write().ConfigureAwait(false);
        }

        await transaction.CreateSavepointAsync(savepoint, cancellationToken).ConfigureAwait(false);
        try
        {
            var written = await write().ConfigureAwait(false);
            await transaction.ReleaseSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
            return written;
        }
        catch
        {
            await UndoAsync(transaction, savepoint).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task UndoAsync(IDbContextTransaction transaction, string savepoint)
    {
        try
        {
            await transaction.RollbackToSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);

            // What is rolled back to stays, and one of the same name made later lies within it.
            await transaction.ReleaseSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // The connection is gone, and the transaction with it: what broke it is the error to report.
        }
    }
}
