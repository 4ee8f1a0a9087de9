using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Testing;

/// <summary>The database fails at the statement with a number: a command, a savepoint or the commit. Add it to the interceptors of a context.</summary>
public sealed class FailingStatements : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int _failAt;
    private int _seen;

    /// <summary>The statement that failed; null when none did.</summary>
    public string? Failed { get; private set; }

    /// <summary>Begins to count; the statement with this number fails, and those after it do not. 0 for none.</summary>
    public void FailAt(int number) => (_failAt, _seen, Failed) = (number, 0, null);

    /// <inheritdoc/>
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Count(command.CommandText, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(command.CommandText, result));

    /// <inheritdoc/>
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Count(command.CommandText, result);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(command.CommandText, result));

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(command.CommandText, result));

    /// <inheritdoc/>
    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count("COMMIT", result));

    /// <inheritdoc/>
    public ValueTask<InterceptionResult> CreatingSavepointAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count("SAVEPOINT", result));

    /// <inheritdoc/>
    public ValueTask<InterceptionResult> ReleasingSavepointAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count("RELEASE SAVEPOINT", result));

    private T Count<T>(string statement, T result)
    {
        if (_failAt == 0 || ++_seen != _failAt)
        {
            return result;
        }

        Failed = statement;
        throw new StatementFailedException(_seen);
    }

    private sealed class StatementFailedException(int number) : DbException($"Statement {number} was made to fail.");
}

/// <summary>Runs an operation with a failure at each of its statements in turn.</summary>
public static class EveryStatement
{
    /// <summary>Runs an operation until it passes, each time with the failure one statement later; each failed run must change nothing.</summary>
    /// <param name="failures">The interceptor of the context that the operation works in.</param>
    /// <param name="operation">The operation, in a scope of its own.</param>
    /// <param name="state">Everything that is stored, as text.</param>
    /// <returns>How many statements failed before the operation passed.</returns>
    /// <exception cref="InvalidOperationException">A failed run left something, or a failure was swallowed.</exception>
    public static async Task<int> LeavesAllOrNothingAsync(FailingStatements failures, Func<Task> operation, Func<Task<string>> state)
    {
        var before = await state();
        for (var number = 1; ; number++)
        {
            failures.FailAt(number);
            var passed = await PassesAsync(failures, operation);
            var failed = failures.Failed;
            failures.FailAt(0);
            if (failed is null)
            {
                return number - 1;
            }

            if (passed)
            {
                throw new InvalidOperationException($"Statement {number} failed, and the operation went on: {failed}");
            }

            if (await state() is var after && after != before)
            {
                throw new InvalidOperationException($"Statement {number} failed, and something stayed ({failed}).{Environment.NewLine}{Difference(before, after)}");
            }
        }
    }

    private static async Task<bool> PassesAsync(FailingStatements failures, Func<Task> operation)
    {
        try
        {
            await operation();
            return true;
        }
        catch (Exception) when (failures.Failed is not null)
        {
            return false;
        }
    }

    private static string Difference(string before, string after) =>
        string.Join(Environment.NewLine, after.Split('\n').Except(before.Split('\n')).Take(20).Select(line => $"+ {line}")
            .Concat(before.Split('\n').Except(after.Split('\n')).Take(20).Select(line => $"- {line}")));
}
