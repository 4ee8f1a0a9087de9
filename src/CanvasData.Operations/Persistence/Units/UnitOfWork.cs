using System.Runtime.CompilerServices;
using System.Transactions;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using IsolationLevel = System.Data.IsolationLevel;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Runs the work of an operation in the transaction of the request's context, or in one of its own. The work of the
/// library gets a second context over the same connection: the host's pending changes are neither saved nor lost.
/// </summary>
internal sealed class UnitOfWork(IRequestContext contexts, RunningUnit running, TimeProvider time, ILogger<UnitOfWork> logger) : IUnitOfWork
{
    private const int MaxAttempts = 5;

    /// <summary>Runs work of the library in a context of its own, over the connection and the transaction of the unit.</summary>
    /// <param name="work">The work; its context tracks nothing, has no interceptors of SaveChanges, and ends with the unit.</param>
    /// <param name="isolation">The isolation level; null for the database's default.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <param name="operation">The operation, for messages.</param>
    /// <param name="mayRepeat">Whether the work can run a second time.</param>
    public Task<T> RunAsync<T>(
        Func<DbContext, CancellationToken, Task<T>> work, IsolationLevel? isolation, CancellationToken cancellationToken, [CallerMemberName] string operation = "", bool mayRepeat = true)
    {
        return RunAsync(operation, IsolatedAsync, isIsolated: true, isolation, cancellationToken, mayRepeat);

        async Task<T> IsolatedAsync(DbContext host, CancellationToken token)
        {
            var context = BulkContext.Over(host);
            await using (context.ConfigureAwait(false))
            {
                // The unit undoes itself as a whole.
                context.Database.AutoSavepointsEnabled = false;
                return await work(context, token).ConfigureAwait(false);
            }
        }
    }

    Task<T> IUnitOfWork.RunAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, IsolationLevel? isolationLevel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync("The unit of work", work, isIsolated: false, isolationLevel, cancellationToken);
    }

    Task IUnitOfWork.RunAsync(Func<DbContext, CancellationToken, Task> work, IsolationLevel? isolationLevel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync("The unit of work", NothingAsync, isIsolated: false, isolationLevel, cancellationToken);

        async Task<bool> NothingAsync(DbContext context, CancellationToken token)
        {
            await work(context, token).ConfigureAwait(false);
            return true;
        }
    }

    private async Task<T> RunAsync<T>(
        string operation, Func<DbContext, CancellationToken, Task<T>> work, bool isIsolated, IsolationLevel? isolation, CancellationToken cancellationToken, bool mayRepeat = true)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var outer = running.Unit;
        var unit = new Unit(operation, contexts.ForQuestion(), (outer?.Depth ?? 0) + 1);

        // Only what the work calls sees this value; it ends with this method.
        running.Unit = unit;
        var database = unit.Context.Database;
        var open = await ConnectionTurns.RunAsync(unit.Context, () => Task.FromResult(database.IsRelational() ? database.CurrentTransaction : null), cancellationToken).ConfigureAwait(false);
        var result = !database.IsRelational() || (open is null && (Transaction.Current is not null || database.GetEnlistedTransaction() is not null))
            ? await work(unit.Context, cancellationToken).ConfigureAwait(false)
            : open is { } joined
                ? await UnitTransaction.JoinAsync(unit, joined, work, isolation, cancellationToken).ConfigureAwait(false)
                : await ConnectionTurns.RunAsync(unit.Context, () => OwnAsync(unit, work, isIsolated, mayRepeat, isolation, cancellationToken), cancellationToken).ConfigureAwait(false);
        outer?.Finish(unit);
        return result;
    }

    private async Task<T> OwnAsync<T>(
        Unit unit, Func<DbContext, CancellationToken, Task<T>> work, bool isIsolated, bool mayRepeat, IsolationLevel? isolation, CancellationToken cancellationToken)
    {
        var context = unit.Context;
        IExecutionStrategy strategy = mayRepeat ? context.Database.CreateExecutionStrategy() : new RunOnce(context);

        // What the host's context tracks already cannot be brought back to what it was: such a unit runs once.
        mayRepeat = mayRepeat && (isIsolated || !context.ChangeTracker.Entries().Any());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await strategy.ExecuteAsync(AttemptAsync, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (mayRepeat && attempt < MaxAttempts && error is not RetryLimitExceededException && DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Conflict } conflict)
            {
                logger.UnitRetried(unit.Operation, attempt, conflict.Text);
                await Task.Delay(TimeSpan.FromMilliseconds(10 << attempt), time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (DatabaseError.Find(error) is { } failure)
            {
                throw unit.RolledBack(failure, error, attempt);
            }
        }

        async Task<T> AttemptAsync(CancellationToken token)
        {
            if (unit.Begin() > 1 && !isIsolated)
            {
                context.ChangeTracker.Clear();
            }

            try
            {
                return await UnitTransaction.OwnAsync(unit, work, isolation, token).ConfigureAwait(false);
            }
            catch (Exception error) when (DatabaseError.Find(Cause(error)) is { } failure)
            {
                // The strategy and the loop repeat what they know: the exception of the driver, wherever it was thrown.
                throw mayRepeat ? Cause(error) : unit.RolledBack(failure, Cause(error), 1);
            }
        }
    }

    private static Exception Cause(Exception error) => error is RolledBackException { InnerException: { } cause } ? cause : error;

    // For work that cannot run again. Queries of a context with a retrying strategy would be refused in a transaction outside of any strategy.
    private sealed class RunOnce(DbContext context) : ExecutionStrategy(context, 0, TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => false;
    }
}
