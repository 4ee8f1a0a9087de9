using System.Collections.Concurrent;
using System.Data.Common;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// Hands what EF Core reports of each command to the monitor. EF Core measures the time until the first row, and the time of reading apart
/// from it; the sum is the time of the command.
/// </summary>
internal sealed class QueryInterceptor(PerformanceMonitor monitor) : DbCommandInterceptor
{
    // A reader that is never disposed would stay here.
    private const int MaxOpenReaders = 10_000;

    [ThreadStatic]
    private static Guid _startedCommand;

    [ThreadStatic]
    private static long _startedAllocation;

    private readonly ConcurrentDictionary<Guid, OpenReader> _open = new();
    private int _openCount;

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Start(eventData, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Start(eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Start(eventData, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Start(eventData, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Start(eventData, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => new(Start(eventData, result));

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Open(command, eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Open(command, eventData);
        return new(result);
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Close(eventData);
        return result;
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Finish(command, eventData, result);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Finish(command, eventData, result);
        return new(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Finish(command, eventData, result is null ? 0 : 1);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Finish(command, eventData, result is null ? 0 : 1);
        return new(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) =>
        Fail(command, eventData, eventData.Duration, CommandOutcome.Failed, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(command, eventData, eventData.Duration, CommandOutcome.Failed, eventData.Exception);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Fail(command, eventData, eventData.Duration, CommandOutcome.Canceled, null);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(command, eventData, eventData.Duration, CommandOutcome.Canceled, null);
        return Task.CompletedTask;
    }

    private static T Start<T>(CommandEventData eventData, T result)
    {
        _startedCommand = eventData.CommandId;
        _startedAllocation = GC.GetAllocatedBytesForCurrentThread();
        return result;
    }

    // Known only where a command began and ended on one thread, without another command between.
    private static long Allocated(Guid commandId) => _startedCommand == commandId ? GC.GetAllocatedBytesForCurrentThread() - _startedAllocation : -1;

    private void Open(DbCommand command, CommandExecutedEventData eventData)
    {
        try
        {
            var known = monitor.Find(command, eventData);
            monitor.CountInScope(known, eventData.CommandSource);
            if (Interlocked.Increment(ref _openCount) > MaxOpenReaders || !_open.TryAdd(eventData.CommandId, new OpenReader(known, eventData.Duration.Ticks)))
            {
                // It counts with what is known now.
                Interlocked.Decrement(ref _openCount);
                monitor.Record(known, new Execution(eventData.Duration.Ticks, eventData.Duration.Ticks));
            }
        }
        catch (Exception error)
        {
            monitor.NoteFailure(error);
        }
    }

    private void Close(DataReaderDisposingEventData eventData)
    {
        try
        {
            if (!_open.TryRemove(eventData.CommandId, out var open))
            {
                return;
            }

            Interlocked.Decrement(ref _openCount);

            // EF Core counts its calls of Read; the last of them finds the end.
            var rows = Math.Max(0, eventData.ReadCount - 1);
            monitor.Record(open.Known, new Execution(
                open.FirstRowTicks + eventData.Duration.Ticks, open.FirstRowTicks, Math.Max(rows, eventData.RecordsAffected), Allocated(eventData.CommandId)));
        }
        catch (Exception error)
        {
            monitor.NoteFailure(error);
        }
    }

    private void Finish(DbCommand command, CommandExecutedEventData eventData, int rows)
    {
        try
        {
            var known = monitor.Find(command, eventData);
            monitor.CountInScope(known, eventData.CommandSource);
            monitor.Record(known, new Execution(eventData.Duration.Ticks, -1, Math.Max(0, rows), Allocated(eventData.CommandId)));
        }
        catch (Exception error)
        {
            monitor.NoteFailure(error);
        }
    }

    private void Fail(DbCommand command, CommandEventData eventData, TimeSpan duration, CommandOutcome outcome, Exception? error)
    {
        try
        {
            var known = monitor.Find(command, eventData);
            monitor.CountInScope(known, eventData.CommandSource);
            monitor.Record(known, new Execution(duration.Ticks, Outcome: outcome, ErrorCode: error is null ? null : DatabaseError.Find(error)?.Code ?? error.GetType().Name));
        }
        catch (Exception failure)
        {
            monitor.NoteFailure(failure);
        }
    }

    private readonly record struct OpenReader(KnownText Known, long FirstRowTicks);
}
