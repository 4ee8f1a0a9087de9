using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>One attempt to write a course: the transaction's context, the writer, and what has been counted so far.</summary>
internal sealed class WriteSession(DbContext database, IBulkWriter writer, SyncRequest request, SyncOptions options, long courseId, DateTime now, DateTime writtenAt)
{
    private bool _holdsSharedRows;

    public DbContext Database { get; } = database;

    public SyncRequest Request { get; } = request;

    public SyncOptions Options { get; } = options;

    public long CourseId { get; } = courseId;

    /// <summary>The moment that everything of this sync carries, but for rows that another course wrote meanwhile.</summary>
    public DateTime Now { get; } = now;

    /// <summary>
    /// The moment of a change: that of the sync, but after the last change of the row. Another course may have written
    /// the row since this one was claimed.
    /// </summary>
    public DateTime MomentAfter(CanvasRow before) => StoredMoments.After(before.SyncedAt, Now);

    /// <summary>When this attempt began to write, by the host's clock. What carries a later moment was written by a wrong clock.</summary>
    public DateTime WrittenAt { get; } = writtenAt;

    /// <summary>When the source was read, by Canvas's clock in whole seconds, where it is older than the sync; null for now.</summary>
    public DateTime? SourceReadAt { get; init; }

    /// <summary>How many rows stay as another course wrote them, which read them later.</summary>
    public int NewerRows { get; set; }

    public Dictionary<string, RowCounts> Rows { get; } = [];

    public List<SyncConflict> Conflicts { get; } = [];

    /// <summary>Courses out of which rows have moved into this one.</summary>
    public HashSet<long> TookFrom { get; } = [];

    /// <summary>Whether a row of Layer 1 was added, changed, or is missing.</summary>
    public bool HasChanges => Rows.Values.Any(counts => counts.Changes > 0);

    /// <summary>
    /// The same for rows of the course alone. Rows that courses share are written by the first course that has them, in whatever order
    /// courses are synced.
    /// </summary>
    public bool HasOwnChanges { get; private set; }

    /// <summary>The single rows that were written; null where they are not reported.</summary>
    public List<WrittenRow>? Written { get; init; }

    public long RowsWritten { get; private set; }

    public long HistoryRows { get; private set; }

    public void Count(string table, RowCounts counts, bool areOfCourse)
    {
        Rows[table] = Rows.GetValueOrDefault(table, RowCounts.None) + counts;
        HasOwnChanges |= areOfCourse && counts.Changes > 0;
    }

    /// <summary>Holds stored rows until the commit; to be called before they are loaded.</summary>
    public Task LockAsync<TRow>(IEnumerable<long> ids, CancellationToken cancellationToken) where TRow : CanvasRow =>
        RowLocks.TakeAsync<TRow>(Database, writer, ids, set => set.SetProperty(row => row.SyncedAt, row => row.SyncedAt), cancellationToken);

    /// <summary>Waits for other processes that write rows which courses share, and holds them off until the commit.</summary>
    public async Task HoldSharedRowsAsync(CancellationToken cancellationToken)
    {
        if (_holdsSharedRows)
        {
            return;
        }

        await SharedRows.HoldAsync(Database, writer, cancellationToken).ConfigureAwait(false);
        _holdsSharedRows = true;
    }

    public async Task UpsertAsync<TEntity>(IEnumerable<TEntity> rows, CancellationToken cancellationToken) where TEntity : class =>
        RowsWritten += await writer.UpsertAsync(Database, rows, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes only these properties of rows that are stored.</summary>
    public async Task UpdateAsync<TEntity>(IEnumerable<TEntity> rows, IReadOnlySet<string> properties, CancellationToken cancellationToken) where TEntity : class =>
        RowsWritten += await writer.WriteAsync(Database, BulkOperation.Update, rows, properties, cancellationToken).ConfigureAwait(false);

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
        var limits = HostLimits.Get(Database.Model);
        foreach (var row in rows)
        {
            limits.Fit(row);
        }

        await InsertAsync(rows, cancellationToken).ConfigureAwait(false);
        HistoryRows += rows.Count;
    }
}
