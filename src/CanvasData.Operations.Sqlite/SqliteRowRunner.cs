using CanvasData.Operations.Bulk;
using SQLitePCL;

namespace CanvasData.Operations.Sqlite;

/// <summary>Runs rows one after the other, each by the statement that is likely to suit it.</summary>
internal sealed class SqliteRowRunner<TEntity>(sqlite3 database, SqlitePlan<TEntity> plan, BulkWrite<TEntity> write) : IDisposable
    where TEntity : class
{
    private const int LongestPause = 1_024;

    private readonly SqliteRowStatement _write = plan.Write.Prepare(database);
    private readonly SqliteRowStatement? _update = plan.Update?.Prepare(database);
    private int _pause;
    private int _untilUpdate;

    /// <summary>Rows changed so far.</summary>
    public long Changes => _write.Changes + (_update?.Changes ?? 0);

    /// <summary>Runs rows until the end, or until another connection has the file locked.</summary>
    /// <returns>How many were run.</returns>
    public int Run(ReadOnlySpan<TEntity> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (!TryRun(rows[i]))
            {
                return i;
            }
        }

        return rows.Length;
    }

    /// <summary>Throws for a lock that lasts too long, or that no waiting resolves.</summary>
    public void ThrowWhenBusyFor(TimeSpan waited, TimeSpan timeout) => _write.ThrowWhenBusyFor(waited, timeout);

    public void Dispose()
    {
        _write.Dispose();
        _update?.Dispose();
    }

    private bool TryRun(TEntity row)
    {
        if (_update is not null && _untilUpdate-- == 0)
        {
            var changes = _update.Changes;
            if (!plan.Update!.TryRun(_update, row, write))
            {
                _untilUpdate = 0;
                return false;
            }

            if (_update.Changes > changes)
            {
                _pause = _untilUpdate = 0;
                return true;
            }

            // New rows come in rows: the more misses, the longer until the next try.
            _untilUpdate = _pause = Math.Min((_pause * 2) + 1, LongestPause);
        }

        return plan.Write.TryRun(_write, row, write);
    }
}
