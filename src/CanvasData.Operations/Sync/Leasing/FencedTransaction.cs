using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Writes what belongs to a claim, in one transaction whose first statement is the fence. It is repeated as often as the database fails,
/// because the fence distinguishes a commit that happened from one that did not.
/// </summary>
internal sealed class FencedTransaction(ICanvasContexts contexts, BulkWriters writers, IOptions<SyncOptions> options, TimeProvider time, ILogger<FencedTransaction> logger)
{
    // Without transactions, writes that share rows must not overlap.
    private static readonly SemaphoreSlim OneUntransacted = new(1, 1);

    /// <param name="lease">The claim.</param>
    /// <param name="progress">What the commit leaves in the lease.</param>
    /// <param name="isNamed">Whether an account is among what is written.</param>
    /// <param name="write">Writes; it is repeated as a whole.</param>
    /// <param name="cancellationToken">Ends the call, until the commit.</param>
    /// <returns>What the committed attempt returned.</returns>
    /// <exception cref="PersonErasedException">Someone among what is written was erased since the claim; nothing was written.</exception>
    /// <exception cref="LeaseLostException">Another owner has the course lease; nothing was written.</exception>
    public Task<T> RunAsync<T>(CourseLease lease, LeaseProgress progress, Func<long, bool> isNamed, Func<DbContext, Task<T>> write, CancellationToken cancellationToken)
        where T : class
    {
        T? last = null;
        return DatabaseRetry.RunAsync(
            () => contexts.UseAsync(
                outer => outer.Database.CreateExecutionStrategy().ExecuteAsync(
                    token => contexts.UseAsync(TransactAsync, token), cancellationToken),
                cancellationToken),
            (attempt, error) => logger.WriteRetried(lease.CourseId, attempt, SafeText.KindOf(error)),
            time,
            cancellationToken);

        async Task<T> TransactAsync(DbContext database)
        {
            if (!database.Database.IsRelational())
            {
                await OneUntransacted.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    return await FencedAsync(database).ConfigureAwait(false);
                }
                finally
                {
                    OneUntransacted.Release();
                }
            }

            var transaction = await database.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (writers.For(database) is IIdleTransactionTimeout limit)
                {
                    await limit.LimitSilenceAsync(database, options.Value.LeaseDuration, cancellationToken).ConfigureAwait(false);
                }

                var result = await FencedAsync(database).ConfigureAwait(false);

                // Past this point a cancellation would leave unknown whether it happened.
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
        }

        async Task<T> FencedAsync(DbContext database)
        {
            // Without transactions the fence cannot be taken back, and nothing runs beside this.
            if (!database.Database.IsRelational())
            {
                await ErasedPeople.CheckAsync(database, lease, isNamed, cancellationToken).ConfigureAwait(false);
            }

            var right = await CourseLeases.AdvanceAsync(database, lease, progress, cancellationToken).ConfigureAwait(false);
            if (right == CommitRight.AlreadyDone && last is not null)
            {
                return last;
            }

            if (right != CommitRight.Granted)
            {
                throw new LeaseLostException();
            }

            if (database.Database.IsRelational())
            {
                await ErasedPeople.CheckAsync(database, lease, isNamed, cancellationToken).ConfigureAwait(false);
            }

            return last = await write(database).ConfigureAwait(false);
        }
    }
}
