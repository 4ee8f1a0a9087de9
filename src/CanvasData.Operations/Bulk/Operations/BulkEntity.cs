using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>What a bulk call knows of its entity type.</summary>
internal sealed class BulkEntity<TEntity> where TEntity : class
{
    private static readonly Type[] PlainKeys =
        [typeof(long), typeof(int), typeof(short), typeof(sbyte), typeof(ulong), typeof(uint), typeof(ushort), typeof(byte), typeof(Guid)];

    private readonly Func<TEntity, ShadowValues, ulong>? _unset;

    public BulkEntity(BulkContext context, IReadOnlySet<string>? members)
    {
        Type = RowSource<TEntity>.FindType(context);
        Key = RowKey<TEntity>.Create(Type);
        Shadow = new ShadowValues(context);
        Table = context.Database.IsRelational() ? BulkTable.Find(context, Type) : null;
        Parts = Type.FindPrimaryKey()!.Properties;
        HasPlainKey = Parts.All(part => PlainKeys.Contains(part.ClrType) && part.GetValueConverter() is null);
        MakesKeys = context.Database.IsRelational()
            && Parts.Where(part => part.ValueGenerated == ValueGenerated.OnAdd).All(part => BulkTableBuilder.ClientGenerator(context, part) is not null);
        _unset = Table is { } table && table.Columns.Any(column => column.IsGenerated) ? table.Unset<TEntity>() : null;
        Check(members);
    }

    public IEntityType Type { get; }

    public string Name => Type.DisplayName();

    public RowKey<TEntity> Key { get; }

    public ShadowValues Shadow { get; }

    /// <summary>The one table of the rows; null for other shapes, and for databases without tables.</summary>
    public BulkTable? Table { get; }

    /// <summary>The properties of the primary key.</summary>
    public IReadOnlyList<IProperty> Parts { get; }

    /// <summary>Whether unset keys are made by the library, as for a Guid, and not by the database.</summary>
    public bool MakesKeys { get; }

    /// <summary>Whether keys are whole numbers or Guids. They are no personal data, and the database compares them as .NET does.</summary>
    public bool HasPlainKey { get; }

    public bool IsKeyUnset(TEntity row) => Key.IsUnset(row, Shadow);

    public object?[] KeyOf(TEntity row) => Key.Values(row, Shadow);

    /// <summary>Rows of which one statement writes all have the same value here: one bit for each column left to the database.</summary>
    public ulong ColumnsLeft(TEntity row) => _unset?.Invoke(row, Shadow) ?? (IsKeyUnset(row) ? 1UL : 0);

    private bool CanBeSet(string member) =>
        Type.FindProperty(member) is { } property ? !property.IsPrimaryKey() : Type.FindComplexProperty(member) is not null || Type.FindNavigation(member)?.ForeignKey.IsOwnership == true;

    private void Check(IReadOnlySet<string>? members)
    {
        if (Parts.FirstOrDefault(part => part.IsShadowProperty()) is { } shadow)
        {
            throw new InvalidOperationException(
                $"'{Name}' has the shadow property '{shadow.Name}' in its primary key, which rows do not carry. Give the class a property for it, or use SaveChanges.");
        }

        if (members?.FirstOrDefault(name => !CanBeSet(name)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"'{unknown}' of '{Name}' cannot be merged: it is part of a key, a navigation, or not in the model. Name properties, owned or complex members.");
        }
    }
}
