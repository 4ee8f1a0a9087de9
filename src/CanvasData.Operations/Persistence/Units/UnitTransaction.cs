using System.Data;
using System.Data.Common;
using System.Globalization;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Persistence;

/// <summary>The transaction of a unit of work: one of its own, or a savepoint in one that is open.</summary>
internal static class UnitTransaction
{
    public static async Task<T> OwnAsync<T>(Unit unit, Func<DbContext, CancellationToken, Task<T>> work, IsolationLevel? isolation, CancellationToken cancellationToken)
    {
        var transaction = await BeginAsync(unit.Context, isolation, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var result = await work(unit.Context, cancellationToken).ConfigureAwait(false);
            try
            {
                // Past this point a cancellation would leave open whether it was written.
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (DatabaseError.Find(error) is { } failure && IsUncertain(failure))
            {
                throw new CommitUncertainException(
                    $"The connection broke while {unit.Operation} was committed ({failure.Text}): it is not known whether it was written.",
                    "Read what is stored before you call it again.", error);
            }

            return result;
        }
    }

    public static async Task<T> JoinAsync<T>(
        Unit unit, IDbContextTransaction transaction, Func<DbContext, CancellationToken, Task<T>> work, IsolationLevel? isolation, CancellationToken cancellationToken)
    {
        Check(unit, transaction, isolation);
        unit.Begin();
        var savepoint = transaction.SupportsSavepoints ? string.Create(CultureInfo.InvariantCulture, $"canvas_unit_{unit.Depth}") : null;
        try
        {
            if (savepoint is not null)
            {
                await transaction.CreateSavepointAsync(savepoint, cancellationToken).ConfigureAwait(false);
            }

            var result = await work(unit.Context, cancellationToken).ConfigureAwait(false);
            if (savepoint is not null)
            {
                await transaction.ReleaseSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
            }

            return result;
        }
        catch (Exception error)
        {
            var isOpen = savepoint is not null && await UndoAsync(transaction, savepoint).ConfigureAwait(false);
            if (DatabaseError.Find(error) is { } failure)
            {
                throw unit.RolledBackInside(failure, error, isOpen);
            }

            throw;
        }
    }

    private static async Task<IDbContextTransaction> BeginAsync(DbContext context, IsolationLevel? isolation, CancellationToken cancellationToken)
    {
        if (isolation is not { } level)
        {
            return await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await context.Database.BeginTransactionAsync(level, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new CanvasConfigurationException(
                $"{context.Database.ProviderName} does not offer the isolation level {level}.", $"Use {IsolationLevel.Serializable}, or leave the level out.", error);
        }
    }

    private static void Check(Unit unit, IDbContextTransaction transaction, IsolationLevel? isolation)
    {
        if (isolation is { } wanted && transaction.GetDbTransaction().IsolationLevel is var given && Strength(given) < Strength(wanted))
        {
            throw new CanvasConfigurationException(
                $"{unit.Operation} needs the isolation level {wanted}, but would join a transaction with {given}.",
                $"Begin the transaction with IsolationLevel.{wanted}, or call the operation outside of it.");
        }
    }

    private static int Strength(IsolationLevel level) => level switch
    {
        IsolationLevel.Serializable => 4,
        IsolationLevel.Snapshot or IsolationLevel.RepeatableRead => 3,
        IsolationLevel.ReadCommitted => 2,
        IsolationLevel.ReadUncommitted => 1,
        _ => 0,
    };

    // A server that answered has decided; a connection that broke, or a wait that ended, leaves it open.
    private static bool IsUncertain(DatabaseError failure) =>
        failure.Kind == DatabaseErrorKind.Away || (failure.Kind == DatabaseErrorKind.Busy && !failure.Code.StartsWith("SQLite", StringComparison.Ordinal));

    private static async Task<bool> UndoAsync(IDbContextTransaction transaction, string savepoint)
    {
        try
        {
            await transaction.RollbackToSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);

            // What is rolled back to stays, and one of the same name made later lies within it.
            await transaction.ReleaseSavepointAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // The connection is gone, or the database ended the transaction: what broke it is the error to report.
            return false;
        }
    }
}
