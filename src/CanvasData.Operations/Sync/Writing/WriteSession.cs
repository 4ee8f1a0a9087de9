using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>One attempt to write a course: the transaction's context, the writer, and what has been counted so far.</summary>
internal sealed class WriteSession(DbContext database, IBulkWriter writer, SyncRequest request, SyncOptions options, long courseId, DateTime now, DateTime writtenAt)
{
    public DbContext Database { get; } = database;

    public SyncRequest Request { get; } = request;

    public SyncOptions Options { get; } = options;

    public long CourseId { get; } = courseId;

    /// <summary>The one moment that everything of this sync carries.</summary>
    public DateTime Now { get; } = now;

    /// <summary>When this attempt began to write, by the host's clock. What carries a later moment was written by a wrong clock.</summary>
    public DateTime WrittenAt { get; } = writtenAt;

    public Dictionary<string, RowCounts> Rows { get; } = [];

    public List<SyncConflict> Conflicts { get; } = [];

    /// <summary>Courses out of which rows have moved into this one.</summary>
    public HashSet<long> TookFrom { get; } = [];

    public long RowsWritten { get; private set; }

    public long HistoryRows { get; private set; }

    public void Count(string table, RowCounts counts) => Rows[table] = Rows.GetValueOrDefault(table, RowCounts.None) + counts;

    /// <summary>Holds stored rows until the commit; to be called before they are loaded.</summary>
    public Task LockAsync<TRow>(IEnumerable<long> ids, CancellationToken cancellationToken) where TRow : CanvasRow =>
        RowLocks.TakeAsync<TRow>(Database, writer, ids, cancellationToken);

    public async Task UpsertAsync<TEntity>(IEnumerable<TEntity> rows, CancellationToken cancellationToken) where TEntity : class =>
        RowsWritten += await writer.UpsertAsync(Database, rows, cancellationToken).ConfigureAwait(false);

    public async Task InsertAsync<TEntity>(IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken) where TEntity : class
    {
        if (rows.Count > 0)
        {
            RowsWritten += await writer.InsertAsync(Database, rows, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task DeleteAsync<TEntity>(IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken) where TEntity : class
    {
        if (rows.Count > 0)
        {
            RowsWritten += await writer.DeleteAsync(Database, rows, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task AppendHistoryAsync<TEntity>(IReadOnlyCollection<TEntity> rows, CancellationToken cancellationToken) where TEntity : class
    {
        await InsertAsync(rows, cancellationToken).ConfigureAwait(false);
        HistoryRows += rows.Count;
    }
}
