using System.Collections.Concurrent;
using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>One attempt to write a course: the transaction's context, the writer, and what has been counted so far.</summary>
internal sealed class WriteSession(DbContext database, IBulkWriter writer, SyncRequest request, SyncOptions options, long courseId, DateTime now)
{
    private readonly List<(string Table, long Id)> _addedShared = [];

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

    /// <summary>Notes rows that courses share and that this one took for new.</summary>
    public void NoteAddedShared(string table, IEnumerable<long> ids) => _addedShared.AddRange(ids.Select(id => (table, id)));

    /// <summary>Two courses that are written at once may both take a row for new; after the commit, the run counts it once.</summary>
    public void CountSharedOnce(ConcurrentDictionary<(string Table, long Id), bool> addedInRun)
    {
        foreach (var row in _addedShared.Where(row => !addedInRun.TryAdd(row, true)))
        {
            Count(row.Table, new RowCounts(-1, 0, 1, 0));
        }
    }

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
