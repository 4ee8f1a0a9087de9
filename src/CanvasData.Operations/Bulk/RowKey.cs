using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>Reads the primary key of rows. Made once a model.</summary>
internal abstract class RowKey<TEntity> where TEntity : class
{
    private readonly Func<TEntity, ShadowValues, bool> _isUnset;

    protected RowKey(IKey key)
    {
        Key = key;
        var row = Expression.Parameter(typeof(TEntity));
        var shadow = Expression.Parameter(typeof(ShadowValues));
        var unset = key.Properties
            .Where(p => p.ValueGenerated == ValueGenerated.OnAdd)
            .Select(p => PropertyReader.IsSentinel(PropertyReader.ModelValue(row, shadow, [], p), p))
            .Aggregate((Expression)Expression.Constant(false), Expression.OrElse);
        _isUnset = Expression.Lambda<Func<TEntity, ShadowValues, bool>>(unset, row, shadow).Compile();
    }

    /// <summary>The primary key in the model.</summary>
    protected IKey Key { get; }

    /// <summary>The reader of an entity type's key.</summary>
    public static RowKey<TEntity> Create(IEntityType type) =>
        type.GetOrAddRuntimeAnnotationValue("CanvasData:RowKey", static type => Create(type!.FindPrimaryKey()!), type);

    /// <summary>Whether a part of the key still waits for being generated.</summary>
    public bool IsUnset(TEntity row, ShadowValues shadow) => _isUnset(row, shadow);

    /// <summary>A set of keys: false when the row's key is in it already.</summary>
    public abstract Func<TEntity, ShadowValues, bool> NewSet();

    /// <summary>Keys that are kept.</summary>
    public abstract RowKeys<TEntity> NewKeys();

    /// <summary>The parts of the key.</summary>
    public abstract object?[] Values(TEntity row, ShadowValues shadow);

    /// <summary>Brings rows into one order for all writers, so that two of them never wait for each other.</summary>
    public abstract void Sort(Span<TEntity> rows, ShadowValues shadow);

    protected static Func<TEntity, ShadowValues, T> Reader<T>(IProperty property)
    {
        var row = Expression.Parameter(typeof(TEntity));
        var shadow = Expression.Parameter(typeof(ShadowValues));
        var value = Expression.Convert(PropertyReader.ModelValue(row, shadow, [], property), typeof(T));
        return Expression.Lambda<Func<TEntity, ShadowValues, T>>(value, row, shadow).Compile();
    }

    private static RowKey<TEntity> Create(IKey key) => key.Properties.Count == 1
        ? (RowKey<TEntity>)Activator.CreateInstance(typeof(SingleRowKey<,>).MakeGenericType(typeof(TEntity), key.Properties[0].ClrType), key)!
        : new CompositeRowKey<TEntity>(key);
}

internal sealed class SingleRowKey<TEntity, TKey>(IKey key) : RowKey<TEntity>(key) where TEntity : class
{
    private static readonly Comparer<TKey>? Order = RowKeyOrder.For<TKey>();

    private readonly Func<TEntity, ShadowValues, TKey> _read = Reader<TKey>(key.Properties[0]);

    // A primitive type compares faster by itself than through the model's comparer.
    private readonly IEqualityComparer<TKey>? _comparer =
        typeof(TKey).IsPrimitive || typeof(TKey) == typeof(Guid) ? null : (ValueComparer<TKey>)key.Properties[0].GetKeyValueComparer();

    public override Func<TEntity, ShadowValues, bool> NewSet()
    {
        var set = new HashSet<TKey>(_comparer);
        return (row, shadow) => set.Add(_read(row, shadow));
    }

    public override RowKeys<TEntity> NewKeys() => new SingleRowKeys<TEntity, TKey>(Key.Properties[0], _read, _comparer);

    public override object?[] Values(TEntity row, ShadowValues shadow) => [_read(row, shadow)];

    public override void Sort(Span<TEntity> rows, ShadowValues shadow)
    {
        if (Order is null)
        {
            return;
        }

        var keys = new TKey[rows.Length];
        var sorted = true;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = _read(rows[i], shadow);
            sorted &= i == 0 || Order.Compare(keys[i - 1], keys[i]) <= 0;
        }

        if (!sorted)
        {
            keys.AsSpan().Sort(rows, Order);
        }
    }
}

internal sealed class CompositeRowKey<TEntity>(IKey key) : RowKey<TEntity>(key), IEqualityComparer<object?[]>, IComparer<object?[]>
    where TEntity : class
{
    private readonly Func<TEntity, ShadowValues, object?>[] _read = [.. key.Properties.Select(Reader<object?>)];
    private readonly ValueComparer[] _comparers = [.. key.Properties.Select(p => p.GetKeyValueComparer())];

    public override Func<TEntity, ShadowValues, bool> NewSet()
    {
        var set = new HashSet<object?[]>(this);
        return (row, shadow) => set.Add(Values(row, shadow));
    }

    public override RowKeys<TEntity> NewKeys() => new CompositeRowKeys<TEntity>(Key, Values, this);

    public override object?[] Values(TEntity row, ShadowValues shadow) => Array.ConvertAll(_read, read => read(row, shadow));

    public override void Sort(Span<TEntity> rows, ShadowValues shadow)
    {
        var keys = new object?[rows.Length][];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Values(rows[i], shadow);
        }

        keys.AsSpan().Sort(rows, this);
    }

    public bool Equals(object?[]? x, object?[]? y) => x!.Zip(y!, _comparers).All(t => t.Third.Equals(t.First, t.Second));

    public int GetHashCode(object?[] key)
    {
        var hash = new HashCode();
        for (var i = 0; i < key.Length; i++)
        {
            hash.Add(key[i] is { } part ? _comparers[i].GetHashCode(part) : 0);
        }

        return hash.ToHashCode();
    }

    public int Compare(object?[]? x, object?[]? y)
    {
        for (var i = 0; i < x!.Length; i++)
        {
            var order = RowKeyOrder.Compare(x[i], y![i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}

internal static class RowKeyOrder
{
    /// <summary>Null when the type has no order: such rows stay as they come.</summary>
    public static Comparer<TKey>? For<TKey>() =>
        typeof(TKey) == typeof(string) ? (Comparer<TKey>)(object)Comparer<string>.Create(string.CompareOrdinal)
        : typeof(IComparable).IsAssignableFrom(typeof(TKey)) ? Comparer<TKey>.Default
        : null;

    public static int Compare(object? x, object? y) =>
        x is string text ? string.CompareOrdinal(text, (string?)y) : x is IComparable ? System.Collections.Comparer.DefaultInvariant.Compare(x, y) : 0;
}
