using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace CanvasData.Operations.Bulk;

/// <summary>The rows of one call: read once, checked, keys made, handed on in chunks.</summary>
internal sealed class RowSource<TEntity> : IDisposable where TEntity : class
{
    private readonly IEnumerator<TEntity> _rows;
    private readonly List<(IProperty Property, ValueGenerator Generator)> _generators;
    private readonly Func<TEntity, ShadowValues, bool>? _isNew;
    private readonly bool _generated;
    private BulkContext? _scratch;

    public RowSource(DbContext context, IEnumerable<TEntity> rows, BulkOperation operation, IReadOnlySet<string>? members = null)
    {
        Context = context;
        Operation = operation;
        Members = members;
        EntityType = FindType(context);
        Key = RowKey<TEntity>.Create(EntityType);
        Shadow = new ShadowValues(context);
        _generators = operation is BulkOperation.Delete or BulkOperation.Update ? [] : ClientGenerators();
        _rows = rows.GetEnumerator();
        HasRows = MoveNext();
        _generated = HasRows && Key.IsUnset(_rows.Current, Shadow);
        if (_generated && operation != BulkOperation.Insert)
        {
            throw Refuse("has no primary key. Only InsertAsync leaves keys to the database");
        }

        _isNew = _generated || operation == BulkOperation.Delete ? null : Key.NewSet();
    }

    public DbContext Context { get; }

    public BulkOperation Operation { get; }

    /// <summary>The members that are set in stored rows; null for all.</summary>
    public IReadOnlySet<string>? Members { get; }

    /// <summary>Whether keys that the database makes are set on the rows.</summary>
    public bool ReadsKeysBack { get; init; }

    public IEntityType EntityType { get; }

    public RowKey<TEntity> Key { get; }

    public ShadowValues Shadow { get; }

    public bool HasRows { get; private set; }

    /// <summary>Rows read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The row that comes next; it decides which columns are written.</summary>
    public TEntity Current => _rows.Current;

    /// <summary>Reads up to a number of rows, in the order of their keys; the buffer is used again.</summary>
    /// <param name="buffer">Grows as needed.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="check">Called with each row; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ReadOnlyMemory<TEntity> Next(ref TEntity[] buffer, int size, Action<TEntity>? check, CancellationToken cancellationToken)
    {
        var count = 0;
        while (HasRows && count < size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = _rows.Current;
            if (Key.IsUnset(row, Shadow) != _generated)
            {
                throw Refuse("differs from the first in having a key. Give all rows of a call a key, or none");
            }

            if (_isNew?.Invoke(row, Shadow) == false)
            {
                throw Refuse("has the key of an earlier row. The rows of one call must have distinct keys");
            }

            check?.Invoke(row);
            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Clamp(count * 2, 16, size));
            }

            buffer[count++] = row;
            Count++;
            HasRows = MoveNext();
        }

        _scratch?.ChangeTracker.Clear();
        if (!_generated)
        {
            Key.Sort(buffer.AsSpan(0, count), Shadow);
        }

        return buffer.AsMemory(0, count);
    }

    public ArgumentException Refuse(string why) =>
        new($"Row {Count + 1} of {Operation} into '{EntityType.DisplayName()}' {why}.");

    public void Dispose()
    {
        _rows.Dispose();
        _scratch?.Dispose();
    }

    private bool MoveNext()
    {
        if (!_rows.MoveNext())
        {
            return false;
        }

        if (_rows.Current is null)
        {
            throw Refuse("is null");
        }

        foreach (var (property, generator) in _generators)
        {
            if (property.GetGetter().HasSentinelValue(_rows.Current))
            {
                var entry = (_scratch ??= BulkContext.Over(Context)).Entry(_rows.Current);
                entry.Property(property).CurrentValue = generator.Next(entry);
            }
        }

        return true;
    }

    // A provider without tables keeps its keys to itself.
    private List<(IProperty, ValueGenerator)> ClientGenerators() => Context.Database.IsRelational()
        ? [.. from property in EntityType.GetProperties()
              where !property.IsShadowProperty()
              let generator = BulkTableBuilder.ClientGenerator(Context, property)
              where generator is not null
              select (property, generator)]
        : [];

    /// <summary>The entity type of the model whose rows can be written.</summary>
    public static IEntityType FindType(DbContext context)
    {
        var name = $"'{typeof(TEntity).Name}' of {context.GetType().Name}";
        var type = context.Model.FindEntityType(typeof(TEntity));
        return type switch
        {
            null => throw new InvalidOperationException($"{name} is not in the model. Map it in OnModelCreating; AddCanvasData() maps the library's own types."),
            _ when type.IsOwned() => throw new InvalidOperationException($"{name} is an owned type. Write its owner."),
            _ when type.FindPrimaryKey() is null => throw new InvalidOperationException($"{name} has no primary key, and so cannot be written. Give it one with HasKey."),
            _ when context.Database.IsRelational() && !type.GetConcreteDerivedTypesInclusive().Any(t => t.GetTableMappings().Any()) =>
                throw new InvalidOperationException($"{name} is not mapped to a table, and so cannot be written. Map it with ToTable."),
            _ => type,
        };
    }
}
