using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// The writer for every provider and every shape of entity: EF Core's own change tracking, in batches, on a
/// second context. The databases with a writer of their own are far faster.
/// </summary>
internal sealed class PortableBulkWriter : IBulkWriter
{
    // Keys of a batch are parameters of one query: SQL Server takes 2,100, and long OR chains compile slowly.
    private const int BatchSize = 500;
    private const int CompositeBatchSize = 100;

    /// <summary>Always true.</summary>
    /// <inheritdoc/>
    public bool CanWrite(DbContext context) => true;

    /// <inheritdoc/>
    public Task<long> InsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => RunAsync(context, rows, BulkOperation.Insert, cancellationToken);

    /// <inheritdoc/>
    public Task<long> UpsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => RunAsync(context, rows, BulkOperation.Upsert, cancellationToken);

    /// <inheritdoc/>
    public Task<long> DeleteAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default)
        where TEntity : class => RunAsync(context, rows, BulkOperation.Delete, cancellationToken);

    internal static Task<long> WriteAsync<TEntity>(RowSource<TEntity> source, CancellationToken cancellationToken)
        where TEntity : class =>
        AtomicWrite.RunAsync(source.Context, () => WriteBatchesAsync(source, cancellationToken), cancellationToken);

    private static async Task<long> RunAsync<TEntity>(
        DbContext context, IEnumerable<TEntity> rows, BulkOperation operation, CancellationToken cancellationToken)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rows);
        cancellationToken.ThrowIfCancellationRequested();
        using var source = new RowSource<TEntity>(context, rows, operation);
        return source.HasRows ? await WriteAsync(source, cancellationToken).ConfigureAwait(false) : 0;
    }

    /// <summary>Writes rows that were read from the source already, in the open transaction of its context.</summary>
    internal static async Task<long> WriteChunkAsync<TEntity>(RowSource<TEntity> source, ReadOnlyMemory<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        var bulk = BulkContext.Over(source.Context);
        await using var _ = bulk.ConfigureAwait(false);
        var size = SizeOf(source);
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
        var size = SizeOf(source);
        var next = Reader(source, bulk.Database.IsRelational(), cancellationToken);
        var batches = new Batches<TEntity>(source, bulk);
        var written = 0L;
        while (next(size) is { IsEmpty: false } batch)
        {
            written += await batches.WriteAsync(batch, isLast: !source.HasRows, cancellationToken).ConfigureAwait(false);
        }

        return written;
    }

    private static int SizeOf<TEntity>(RowSource<TEntity> source) where TEntity : class =>
        source.EntityType.FindPrimaryKey()!.Properties.Count == 1 ? BatchSize : CompositeBatchSize;

    private sealed class Batches<TEntity> where TEntity : class
    {
        private readonly RowSource<TEntity> _source;
        private readonly BulkContext _bulk;
        private readonly RowCopier _copier;
        private readonly bool _isRelational;

        public Batches(RowSource<TEntity> source, BulkContext bulk)
        {
            (_source, _bulk, _copier, _isRelational) = (source, bulk, new RowCopier(bulk, source.Shadow), bulk.Database.IsRelational());
            bulk.ChangeTracker.AutoDetectChangesEnabled = false;
        }

        public async Task<long> WriteAsync(ReadOnlyMemory<TEntity> batch, bool isLast, CancellationToken cancellationToken)
        {
            var stored = _source.Operation == BulkOperation.Insert && _isRelational
                ? []
                : await _bulk.Set<TEntity>().IgnoreQueryFilters().IgnoreAutoIncludes().AsTracking()
                    .Where(HasKeyOf(_source, _source.EntityType.FindPrimaryKey()!.Properties, batch)).ToListAsync(cancellationToken).ConfigureAwait(false);
            Apply(_source, _bulk, _copier, stored, batch);

            // Without tables there is no transaction: one save of everything is the only atomic one.
            if (_isRelational || isLast)
            {
                await SaveAsync(_source, _bulk, cancellationToken).ConfigureAwait(false);
            }

            return _source.Operation == BulkOperation.Delete ? stored.Count : batch.Length;
        }
    }

    private static Func<int, ReadOnlyMemory<TEntity>> Reader<TEntity>(RowSource<TEntity> source, bool isRelational, CancellationToken cancellationToken)
        where TEntity : class
    {
        if (isRelational && BulkTable.Find(source.Context, source.EntityType) is { } table)
        {
            return new BulkWrite<TEntity>(source, table, cancellationToken).NextChunk;
        }

        TEntity[] buffer = [];
        return size => source.Next(ref buffer, size, null, cancellationToken);
    }

    private static void Apply<TEntity>(
        RowSource<TEntity> source, BulkContext bulk, RowCopier copier, List<TEntity> stored, ReadOnlyMemory<TEntity> batch)
        where TEntity : class
    {
        if (source.Operation == BulkOperation.Delete)
        {
            bulk.RemoveRange(stored);
            return;
        }

        if (source.Operation == BulkOperation.Insert && stored.Count > 0)
        {
            throw Refused(source, null);
        }

        var byKey = stored.Count == 0 ? null : bulk.Set<TEntity>().Local;
        foreach (var row in batch.Span)
        {
            copier.Copy(row, byKey?.FindEntryUntyped(source.Key.Values(row, source.Shadow)));
        }

        bulk.ChangeTracker.DetectChanges();
    }

    private static async Task SaveAsync<TEntity>(RowSource<TEntity> source, BulkContext bulk, CancellationToken cancellationToken)
        where TEntity : class
    {
        try
        {
            await bulk.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            bulk.ChangeTracker.Clear();
        }
        catch (DbUpdateException exception)
        {
            throw Refused(source, exception.InnerException ?? exception);
        }
    }

    private static RowsRefusedException Refused<TEntity>(RowSource<TEntity> source, Exception? inner) where TEntity : class => new(
        $"{source.Operation} of '{source.EntityType.DisplayName()}' rows was refused: {(inner is null ? "a key is there already" : DatabaseError.Find(inner)?.Text ?? "the inner exception says why")}. Nothing of this call was written.",
        inner);

    /// <summary>row => keys.Contains(row.Key), or a balanced OR over the parts of composite keys.</summary>
    private static Expression<Func<TEntity, bool>> HasKeyOf<TEntity>(
        RowSource<TEntity> source, IReadOnlyList<IProperty> properties, ReadOnlyMemory<TEntity> batch)
        where TEntity : class
    {
        var row = Expression.Parameter(typeof(TEntity));
        var keys = Array.ConvertAll(batch.ToArray(), r => source.Key.Values(r, source.Shadow));
        if (properties.Count > 1)
        {
            return Expression.Lambda<Func<TEntity, bool>>(AnyOf(keys), row);
        }

        var type = properties[0].ClrType;
        var values = Array.CreateInstance(type, keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            values.SetValue(keys[i][0], i);
        }

        var parameter = Expression.Field(Expression.Constant(new Holder<Array>(values)), nameof(Holder<Array>.Value));
        return Expression.Lambda<Func<TEntity, bool>>(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [type], Expression.Convert(parameter, type.MakeArrayType()), Property(properties[0])), row);

        Expression AnyOf(ArraySegment<object?[]> some) => some.Count == 1
            ? properties.Select((p, i) => (Expression)Expression.Equal(Property(p), Parameter(p.ClrType, some[0][i]))).Aggregate(Expression.AndAlso)
            : Expression.OrElse(AnyOf(some[..(some.Count / 2)]), AnyOf(some[(some.Count / 2)..]));

        Expression Property(IProperty property) =>
            Expression.Call(typeof(EF), nameof(EF.Property), [property.ClrType], row, Expression.Constant(property.Name));
    }

    private static UnaryExpression Parameter(Type type, object? value) =>
        Expression.Convert(Expression.Field(Expression.Constant(new Holder<object?>(value)), nameof(Holder<object?>.Value)), type);

    // A field of a captured object becomes a parameter of the query; a constant would become text of its SQL.
    private sealed class Holder<T>(T value)
    {
        public readonly T Value = value;
    }
}
