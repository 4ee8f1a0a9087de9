using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>One run of a bulk call in an open transaction.</summary>
internal sealed class BulkCall<TEntity> where TEntity : class
{
    // Small enough for flat memory, and large enough for statements in bulk.
    private const int RowsAPart = 10_000;

    private readonly BulkContext _context;
    private readonly BulkEntity<TEntity> _entity;
    private readonly BulkOperation _operation;
    private readonly StoredRows<TEntity> _stored;
    private readonly KeyMaker<TEntity> _keys;
    private readonly RowWriter<TEntity> _writer;

    public BulkCall(BulkContext context, IBulkWriter writer, string name, BulkOperation operation, BulkOptions<TEntity> options, bool keepsRows)
    {
        (_context, _operation) = (context, operation);
        _entity = new(context, options.OnConflict?.Members);
        _stored = new(context, _entity, writer);
        _keys = new(context, _entity, writer, keepsRows);
        _writer = new(context, _entity, writer, _keys, name, options);
    }

    public async Task<BulkResult> RunAsync(BulkRows<TEntity> rows, Expression<Func<TEntity, bool>>? within, ProgressMeter meter, CancellationToken cancellationToken)
    {
        var keys = within is null ? null : _entity.Key.NewKeys();
        var (read, written) = (0L, 0L);
        var enumerator = HostCall.Run(() => rows.Rows.GetAsyncEnumerator(cancellationToken));
        await using (enumerator.ConfigureAwait(false))
        {
            // Without tables there is no transaction: one save of everything is the only atomic one.
            var chunks = new RowChunks<TEntity>(enumerator, _entity, _operation, _context.Database.IsRelational() ? RowsAPart : int.MaxValue);
            while (await chunks.NextAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } chunk)
            {
                written += await _writer.WriteAsync(_operation, chunk, chunks.First, cancellationToken).ConfigureAwait(false);
                keys?.Add(chunk, _entity.Shadow);
                read = chunks.Count;
                HostCall.Run(() => meter.Report(read));
            }
        }

        var deleted = keys is null ? written : await DeleteOthersAsync(keys, within!, cancellationToken).ConfigureAwait(false);
        return new()
        {
            RowsRead = read,
            RowsWritten = _operation == BulkOperation.Delete ? 0 : written,
            RowsDeleted = _operation == BulkOperation.Delete || keys is not null ? deleted : 0,
            Refused = _writer.Refused,
        };
    }

    /// <summary>Takes the keys that the call made off its rows: it failed, or begins again.</summary>
    public void TakeKeysOff() => _keys.TakeAllOff();

    private async Task<long> DeleteOthersAsync(RowKeys<TEntity> keys, Expression<Func<TEntity, bool>> within, CancellationToken cancellationToken)
    {
        var others = await keys.FindOthersAsync(_stored.Within(within), cancellationToken).ConfigureAwait(false);
        if (others.Count > 0 && !_entity.HasPlainKey)
        {
            await AddAsStoredAsync(keys, cancellationToken).ConfigureAwait(false);
            others = await keys.FindOthersAsync(_stored.Within(within), cancellationToken).ConfigureAwait(false);
        }

        var deleted = 0L;
        foreach (var some in others.Chunk(RowsAPart))
        {
            var rows = await _stored.LoadAsync(some, cancellationToken).ConfigureAwait(false);
            deleted += await _writer.WriteAsync(BulkOperation.Delete, rows.ToArray(), null, cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    /// <summary>Adds the keys of the rows as they are stored: a column may keep another case, or round.</summary>
    private async Task AddAsStoredAsync(RowKeys<TEntity> keys, CancellationToken cancellationToken)
    {
        var missing = 0;
        foreach (var some in keys.Added.ToList().Chunk(RowsAPart))
        {
            var stored = await _stored.FindAsync(some, cancellationToken).ConfigureAwait(false);
            missing += stored.Count(row => row is null);
            keys.Add(stored.OfType<TEntity>().ToArray(), _entity.Shadow);
        }

        if (missing > _writer.Refused.Count)
        {
            throw new InvalidOperationException(
                $"The database changes primary keys of '{_entity.Name}' as it stores them, so that SynchronizeAsync would delete rows that it wrote. "
                + "Give keys as their columns hold them: rounded to the scale, and without padding. Nothing of this call was written.");
        }
    }
}
