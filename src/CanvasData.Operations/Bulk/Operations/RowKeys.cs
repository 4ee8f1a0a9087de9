using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>The primary keys of all rows of a call, to find stored rows that are not among them.</summary>
internal abstract class RowKeys<TEntity> where TEntity : class
{
    /// <summary>Adds the keys of rows.</summary>
    public abstract void Add(ArraySegment<TEntity> rows, ShadowValues shadow);

    /// <summary>The parts of each key that was added.</summary>
    public abstract IEnumerable<object?[]> Added { get; }

    /// <summary>Keys of stored rows that are not among those added.</summary>
    public abstract Task<List<object?[]>> FindOthersAsync(IQueryable<TEntity> stored, CancellationToken cancellationToken);

    protected static async Task<List<object?[]>> FindAsync<TKey>(IQueryable<TKey> stored, HashSet<TKey> keys, Func<TKey, object?[]> parts, CancellationToken cancellationToken)
    {
        List<object?[]> others = [];
        await foreach (var key in stored.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!keys.Contains(key))
            {
                others.Add(parts(key));
            }
        }

        return others;
    }
}

internal sealed class SingleRowKeys<TEntity, TKey>(IProperty property, Func<TEntity, ShadowValues, TKey> read, IEqualityComparer<TKey>? comparer) : RowKeys<TEntity>
    where TEntity : class
{
    private readonly HashSet<TKey> _keys = new(comparer);

    public override IEnumerable<object?[]> Added => _keys.Select(key => (object?[])[key]);

    public override void Add(ArraySegment<TEntity> rows, ShadowValues shadow)
    {
        foreach (var row in rows)
        {
            _keys.Add(read(row, shadow));
        }
    }

    public override Task<List<object?[]>> FindOthersAsync(IQueryable<TEntity> stored, CancellationToken cancellationToken)
    {
        var row = Expression.Parameter(typeof(TEntity));
        var key = Expression.Lambda<Func<TEntity, TKey>>(KeyFilter.Property(row, property), row);
        return FindAsync(stored.Select(key), _keys, value => [value], cancellationToken);
    }
}

internal sealed class CompositeRowKeys<TEntity>(IKey key, Func<TEntity, ShadowValues, object?[]> read, IEqualityComparer<object?[]> comparer) : RowKeys<TEntity>
    where TEntity : class
{
    private readonly HashSet<object?[]> _keys = new(comparer);

    public override IEnumerable<object?[]> Added => _keys;

    public override void Add(ArraySegment<TEntity> rows, ShadowValues shadow)
    {
        foreach (var row in rows)
        {
            _keys.Add(read(row, shadow));
        }
    }

    public override Task<List<object?[]>> FindOthersAsync(IQueryable<TEntity> stored, CancellationToken cancellationToken)
    {
        var row = Expression.Parameter(typeof(TEntity));
        var parts = Expression.NewArrayInit(typeof(object), key.Properties.Select(part => Expression.Convert(KeyFilter.Property(row, part), typeof(object))));
        return FindAsync(stored.Select(Expression.Lambda<Func<TEntity, object?[]>>(parts, row)), _keys, value => value, cancellationToken);
    }
}
