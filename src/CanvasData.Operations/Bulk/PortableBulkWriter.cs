using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// The writer for every provider and every shape of entity: EF Core's own change tracking, in batches, on a
/// second context. The databases with a writer of their own are far faster.
/// </summary>
internal sealed class PortableBulkWriter : IBulkWriter
{
    /// <summary>Always true.</summary>
    /// <inheritdoc/>
    public bool CanWrite(DbContext context) => true;

    /// <inheritdoc/>
    public async Task<long> WriteAsync<TEntity>(
        DbContext context, BulkOperation operation, IEnumerable<TEntity> rows, IReadOnlySet<string>? members = null, CancellationToken cancellationToken = default)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rows);
        cancellationToken.ThrowIfCancellationRequested();
        using var source = new RowSource<TEntity>(context, rows, operation, members);
        return source.HasRows ? await WriteAsync(source, cancellationToken).ConfigureAwait(false) : 0;
    }

    internal static Task<long> WriteAsync<TEntity>(RowSource<TEntity> source, CancellationToken cancellationToken)
        where TEntity : class =>
        AtomicWrite.RunAsync(source.Context, () => WriteBatchesAsync(source, cancellationToken), cancellationToken);

    /// <summary>Writes rows that were read from the source already, in the open transaction of its context.</summary>
    internal static async Task<long> WriteChunkAsync<TEntity>(RowSource<TEntity> source, ReadOnlyMemory<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        var bulk = BulkContext.Over(source.Context);
        await using var _ = bulk.ConfigureAwait(false);
        var size = KeyFilter.SizeFor(source.EntityType);
        var batches = new Batches<TEntity>(source, bulk);
        var written = 0L;
        for (var done = 0; done < rows.Length; done += size)
        {
            written += await batches.WriteAsync(rows.Slice(done, Math.Min(size, rows.Length - done)), isLast: false, cancellationToken).ConfigureAwait(false);
        }

        return written;
    }

    private static async Task<long> WriteBatchesAsync<TEntity>(RowSource<TEntity> source, CancellationToken cancellationToken)
        where TEntity : class
    {
        var bulk = BulkContext.Over(source.Context);
        await using var _ = bulk.ConfigureAwait(false);
        var size = KeyFilter.SizeFor(source.EntityType);
        var next = Reader(source, bulk.Database.IsRelational(), cancellationToken);
        var batches = new Batches<TEntity>(source, bulk);
        var written = 0L;
        while (next(size) is { IsEmpty: false } batch)
        {
            written += await batches.WriteAsync(batch, isLast: !source.HasRows, cancellationToken).ConfigureAwait(false);
        }

        return written;
    }

    private sealed class Batches<TEntity> where TEntity : class
    {
        private readonly RowSource<TEntity> _source;
        private readonly BulkContext _bulk;
        private readonly RowCopier _copier;
        private readonly bool _isRelational;
        private readonly bool _sharesRows;
        private readonly List<(TEntity Row, EntityEntry Written)> _added = [];

        public Batches(RowSource<TEntity> source, BulkContext bulk)
        {
            (_source, _bulk, _copier, _isRelational) = (source, bulk, new RowCopier(bulk, source.Operation, source.Shadow, source.Members), bulk.Database.IsRelational());
            _sharesRows = _isRelational && BulkTableBuilder.SharesRows(source.EntityType);
            bulk.ChangeTracker.AutoDetectChangesEnabled = false;
        }

        public async Task<long> WriteAsync(ReadOnlyMemory<TEntity> batch, bool isLast, CancellationToken cancellationToken)
        {
            // An insert into a row that holds another entity is an update, which refuses no key.
            var stored = _source.Operation == BulkOperation.Insert && _isRelational && !_sharesRows
                ? []
                : await _bulk.Set<TEntity>().IgnoreQueryFilters().IgnoreAutoIncludes().AsTracking()
                    .Where(KeyFilter.Create<TEntity>(_source.EntityType, Keys(batch))).ToListAsync(cancellationToken).ConfigureAwait(false);
            var changed = Apply(stored, batch);

            // Without tables there is no transaction: one save of everything is the only atomic one.
            if (_isRelational || isLast)
            {
                await SaveAsync(cancellationToken).ConfigureAwait(false);
            }

            return changed;
        }

        private int Apply(List<TEntity> stored, ReadOnlyMemory<TEntity> batch)
        {
            switch (_source.Operation)
            {
                case BulkOperation.Delete:
                    _bulk.RemoveRange(stored);
                    return stored.Count;
                case BulkOperation.Insert when stored.Count > 0:
                    throw Refused("a key is there already", null);
            }

            var byKey = stored.Count == 0 ? null : _bulk.Set<TEntity>().Local;
            var isUpdate = _source.Operation == BulkOperation.Update;

            // The database may find a row that has the key in another case, which is left as it is.
            var overwritten = new HashSet<object>(ReferenceEqualityComparer.Instance);
            foreach (var row in batch.Span)
            {
                var entry = byKey?.FindEntryUntyped(_source.Key.Values(row, _source.Shadow));
                if (isUpdate && entry is null)
                {
                    continue;
                }

                if (entry is not null)
                {
                    overwritten.Add(entry.Entity);
                }

                if (entry is not null && _copier.FindFixed(row, entry) is { } property)
                {
                    throw Refused($"the value of '{property.Name}' differs, which the model forbids to change in a stored row", null);
                }

                var written = _copier.Copy(row, entry);
                if (_source.ReadsKeysBack)
                {
                    _added.Add((row, written));
                }
            }

            _bulk.ChangeTracker.DetectChanges();
            return isUpdate ? overwritten.Count : _source.Members?.Count == 0 ? batch.Length - stored.Count : batch.Length;
        }

        private async Task SaveAsync(CancellationToken cancellationToken)
        {
            try
            {
                await _bulk.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException exception)
            {
                var inner = exception.InnerException ?? exception;
                var isPartOfNone = _sharesRows && exception is DbUpdateConcurrencyException;
                throw Refused(isPartOfNone ? "the row that it is a part of is not there" : DatabaseError.Find(inner)?.Text ?? "the inner exception says why", inner);
            }

            foreach (var (row, entry) in _added)
            {
                RowCopier.CopyKey(entry, row);
            }

            _added.Clear();
            _bulk.ChangeTracker.Clear();
        }

        private object?[][] Keys(ReadOnlyMemory<TEntity> batch) => Array.ConvertAll(batch.ToArray(), row => _source.Key.Values(row, _source.Shadow));

        private RowsRefusedException Refused(string reason, Exception? inner) =>
            new($"{_source.Operation} of '{_source.EntityType.DisplayName()}' rows was refused: {reason}. Nothing of this call was written.", reason, inner);
    }

    private static Func<int, ReadOnlyMemory<TEntity>> Reader<TEntity>(RowSource<TEntity> source, bool isRelational, CancellationToken cancellationToken)
        where TEntity : class
    {
        // EF Core's own statements take rows that leave different columns to the database; a key is read back from any of them.
        if (isRelational && !source.ReadsKeysBack && BulkTable.Find(source.Context, source.EntityType) is { } table)
        {
            return new BulkWrite<TEntity>(source, table, cancellationToken).NextChunk;
        }

        TEntity[] buffer = [];
        return size => source.Next(ref buffer, size, null, cancellationToken);
    }
}
