using System.Transactions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Writes what belongs to a claim: one transaction whose first statement is the fence, repeated as often as the
/// database fails, because the fence tells a commit that happened from one that did not.
/// </summary>
internal sealed class FencedTransaction(ICanvasContexts contexts, TimeProvider time, ILogger<FencedTransaction> logger)
{
    /// <returns>What the committed attempt returned.</returns>
    /// <exception cref="LeaseLostException">Another owner has the work unit; nothing was written.</exception>
    public Task<T> RunAsync<T>(WorkClaim claim, WorkProgress progress, Func<DbContext, Task<T>> write, CancellationToken cancellationToken)
        where T : class
    {
        T? last = null;
        return DatabaseRetry.RunAsync(
            async () =>
            {
                // The host's ambient transaction is not ours.
                using var alone = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
                return await contexts.UseAsync(
                    outer => outer.Database.CreateExecutionStrategy().ExecuteAsync(
                        token => contexts.UseAsync(TransactAsync, token), cancellationToken),
                    cancellationToken).ConfigureAwait(false);
            },
            (attempt, error) => logger.WriteRetried(claim.CourseId, attempt, error.GetType().Name),
            time,
            cancellationToken);

        async Task<T> TransactAsync(DbContext database)
        {
            var transaction = database.Database.IsRelational() ? await database.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false) : null;
            try
            {
                var right = await WorkUnits.AdvanceAsync(database, claim, progress, cancellationToken).ConfigureAwait(false);
                if (right == CommitRight.AlreadyDone && last is not null)
                {
                    return last;
                }

                if (right != CommitRight.Granted)
                {
                    throw new LeaseLostException();
                }

                last = await write(database).ConfigureAwait(false);
                if (transaction is not null)
                {
                    // Past this point a cancellation would leave nobody knowing whether it happened.
                    await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                }

                return last;
            }
            finally
            {
                if (transaction is not null)
                {
                    await transaction.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }
}
