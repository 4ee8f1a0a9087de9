using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace CanvasData.Operations.Bulk;

/// <summary>Walks an entity type, its derived and its owned types, and collects the columns of their one table.</summary>
internal sealed class BulkTableBuilder
{
    private readonly DbContext _context;
    private readonly IEntityType _entityType;
    private readonly ITable _table;
    private readonly ISqlGenerationHelper _sql;
    private readonly ParameterExpression _row;
    private readonly ParameterExpression _shadow = Expression.Parameter(typeof(ShadowValues));
    private readonly HashSet<IProperty> _seen = [];
    private readonly List<(IColumn Column, List<Source> Sources)> _columns = [];

    private BulkTableBuilder(IEntityType entityType, ITable table, DbContext context)
    {
        _context = context;
        _entityType = entityType;
        _table = table;
        _sql = context.GetService<ISqlGenerationHelper>();
        _row = Expression.Parameter(entityType.ClrType);
    }

    /// <summary>Null for JSON columns, rows over several tables (TPT, entity splitting, owned tables), rows of several entities and stored procedures.</summary>
    public static BulkTable? Build(IEntityType entityType, DbContext context)
    {
        ITable[] tables = [.. entityType.GetConcreteDerivedTypesInclusive().SelectMany(t => t.GetTableMappings()).Select(m => (ITable)m.Table).Distinct()];
        if (tables.Length != 1 || SharesRows(entityType) || entityType.GetInsertStoredProcedure() is not null
            || entityType.GetUpdateStoredProcedure() is not null || entityType.GetDeleteStoredProcedure() is not null)
        {
            return null;
        }

        var builder = new BulkTableBuilder(entityType, tables[0], context);

        // Derived types first: a shared column is read from the most derived type that fits.
        return entityType.GetConcreteDerivedTypesInclusive().OrderByDescending(Depth).All(t => builder.TryAdd(t, [])) ? builder.Finish() : null;
    }

    /// <summary>
    /// Whether rows hold another entity too. A statement that inserts or deletes whole rows would add or delete both.
    /// </summary>
    public static bool SharesRows(IEntityType entityType) =>
        entityType.GetConcreteDerivedTypesInclusive().SelectMany(t => t.GetTableMappings()).SelectMany(m => m.Table.EntityTypeMappings)
            .Any(m => m.TypeBase is IEntityType other && !other.IsOwned() && other.GetRootType() != entityType.GetRootType());

    /// <summary>Whether EF Core refuses to change a value of a stored row.</summary>
    public static bool IsFixed(IProperty property) =>
        !property.IsPrimaryKey() && !property.IsShadowProperty() && property.GetAfterSaveBehavior() == PropertySaveBehavior.Throw;

    private static int Depth(IEntityType type) => type.GetAllBaseTypes().Count();

    private bool TryAdd(IEntityType type, IPropertyBase[] path)
    {
        if (type.GetComplexProperties().Any(HasNoColumns))
        {
            return false;
        }

        foreach (var property in type.GetFlattenedProperties())
        {
            // An owned type shares the key columns of its owner.
            if (type.FindOwnership()?.Properties.Contains(property) != true && _seen.Add(property) && !TryAdd(property, [.. path, .. ComplexPath(property)]))
            {
                return false;
            }
        }

        foreach (var navigation in type.GetNavigations().Where(n => n.ForeignKey.IsOwnership && !n.IsOnDependent))
        {
            var owned = navigation.TargetEntityType;
            if (navigation.IsCollection || owned.IsMappedToJson() || owned.GetTableMappings().Any(m => m.Table != _table)
                || !TryAdd(owned, [.. path, navigation]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasNoColumns(IComplexProperty property) =>
        property.IsCollection || property.ComplexType.IsMappedToJson() || property.ComplexType.GetComplexProperties().Any(HasNoColumns);

    private static Stack<IPropertyBase> ComplexPath(IProperty property)
    {
        var path = new Stack<IPropertyBase>();
        for (var type = property.DeclaringType; type is IComplexType complex; type = complex.ComplexProperty.DeclaringType)
        {
            path.Push(complex.ComplexProperty);
        }

        return path;
    }

    /// <returns>False for a column that only updates set: an upsert in one statement cannot leave it out of its inserts.</returns>
    private bool TryAdd(IProperty property, IPropertyBase[] path)
    {
        if (property.GetTableColumnMappings().FirstOrDefault(m => m.TableMapping.Table == _table) is not { Column: IColumn column } mapping)
        {
            return true;
        }

        if (property.GetBeforeSaveBehavior() == PropertySaveBehavior.Ignore)
        {
            return property.GetAfterSaveBehavior() != PropertySaveBehavior.Save;
        }

        var sources = _columns.FirstOrDefault(c => c.Column == column).Sources;
        if (sources is null)
        {
            _columns.Add((column, sources = []));
        }

        sources.Add(new Source(property, path, mapping.TypeMapping));
        return true;
    }

    private BulkTable Finish() => new(
        _entityType,
        _table.Name,
        _sql.DelimitIdentifier(_table.Name, _table.Schema),
        HasSiblings() || _seen.Any(property => IsFixed(property) && !property.IsKey()),
        [.. _columns.Select(c => Column(c.Column, c.Sources)).OrderByDescending(c => c.IsKey)]);

    private bool HasSiblings() => _entityType.BaseType is not null && _entityType.FindDiscriminatorProperty() is not null
        && _entityType.GetRootType().GetConcreteDerivedTypesInclusive().Except(_entityType.GetConcreteDerivedTypesInclusive()).Any();

    private BulkColumn Column(IColumn column, List<Source> sources)
    {
        var property = sources[0].Property;
        var isDiscriminator = property == _entityType.FindDiscriminatorProperty();
        var isKey = sources[0].Path.Length == 0 && property.IsPrimaryKey();
        var value = isDiscriminator ? Discriminator(sources[0]) : sources.Select(Value).Aggregate(Either);
        var hasDefault = sources.Exists(source => Default(source.Property) is not null);
        return new BulkColumn(column.Name, _sql.DelimitIdentifier(column.Name), column.StoreType, sources[0].TypeMapping, Lambda(value))
        {
            IsNullable = column.IsNullable,
            Member = sources[0].Path.FirstOrDefault()?.Name ?? property.Name,
            IsKey = isKey,
            IsUpdated = isDiscriminator
                || (!isKey && !property.IsShadowProperty() && (property.GetAfterSaveBehavior() == PropertySaveBehavior.Save || IsFixed(property))),
            GivenValue = hasDefault ? Lambda(sources.Select(Given).Aggregate(Either)) : null,
            IsUnset = IsLeftToDatabase(property) ? Lambda(IsSentinel(sources[0])) : null,
        };
    }

    private LambdaExpression Lambda(Expression body) => Expression.Lambda(body, _row, _shadow);

    private Expression Model(Source source) => PropertyReader.ModelValue(_row, _shadow, source.Path, source.Property);

    private Expression Value(Source source)
    {
        var value = Model(source);
        if (Default(source.Property) is { } constant)
        {
            // What the database would fill in is known: so rows may mix set and unset ones.
            value = Expression.Condition(IsSentinel(source), Expression.Convert(Expression.Constant(constant), value.Type), value);
        }

        return PropertyReader.ProviderValue(value, source.TypeMapping.Converter);
    }

    private Expression Given(Source source) => PropertyReader.ProviderValue(Model(source), source.TypeMapping.Converter);

    private static object? Default(IProperty property) =>
        property.ValueGenerated.HasFlag(ValueGenerated.OnAdd) && property.TryGetDefaultValue(out var constant) ? constant : null;

    private Expression IsSentinel(Source source) => PropertyReader.IsSentinel(Model(source), source.Property);

    // Two derived types share a column: the one that the row is not of reads null.
    private static Expression Either(Expression first, Expression second)
    {
        var value = Expression.Variable(first.Type);
        return Expression.Block([value], Expression.Assign(value, first), Expression.Condition(PropertyReader.IsNull(value), second, value));
    }

    private Expression Discriminator(Source source) =>
        _entityType.GetConcreteDerivedTypesInclusive().OrderBy(Depth).Aggregate(
            (Expression?)null,
            (otherwise, type) =>
            {
                var value = Expression.Constant(type.GetDiscriminatorValue(), source.Property.ClrType);
                var converted = PropertyReader.ProviderValue(value, source.TypeMapping.Converter);
                return otherwise is null ? converted : Expression.Condition(Expression.TypeIs(_row, type.ClrType), converted, otherwise);
            })!;

    private bool IsLeftToDatabase(IProperty property) =>
        property.ValueGenerated.HasFlag(ValueGenerated.OnAdd)
        && !property.TryGetDefaultValue(out _)
        && ClientGenerator(_context, property) is null;

    /// <summary>What makes values of a property before it reaches the database; null for nothing.</summary>
    public static ValueGenerator? ClientGenerator(DbContext context, IProperty property) =>
        property.ValueGenerated == ValueGenerated.OnAdd
        && context.GetService<IValueGeneratorSelector>().TrySelect(property, property.DeclaringType, out var generator)
        && generator is { GeneratesTemporaryValues: false }
            ? generator
            : null;

    private sealed record Source(IProperty Property, IPropertyBase[] Path, RelationalTypeMapping TypeMapping);
}
