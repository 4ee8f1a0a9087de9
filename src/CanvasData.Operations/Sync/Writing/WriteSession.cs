using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>One attempt to write a course: the transaction's context, the writer, and what has been counted so far.</summary>
internal sealed class WriteSession(DbContext database, IBulkWriter writer, SyncRequest request, SyncOptions options, long courseId, DateTime now)
{
    public DbContext Database { get; } = database;

    public SyncRequest Request { get; } = request;

    public SyncOptions Options { get; } = options;

    public long CourseId { get; } = courseId;

    /// <summary>The one moment that everything of this sync carries.</summary>
    public DateTime Now { get; } = now;

    public Dictionary<string, RowCounts> Rows { get; } = [];

    public List<SyncConflict> Conflicts { get; } = [];

    public long RowsWritten { get; private set; }

    public long HistoryRows { get; private set; }

    public void Count(string table, RowCounts counts) => Rows[table] = Rows.GetValueOrDefault(table, RowCounts.None) + counts;

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
