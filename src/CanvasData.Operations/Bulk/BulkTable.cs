using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Bulk;

/// <summary>The table of an entity type and the columns that bulk writes fill. Made once a model.</summary>
public sealed class BulkTable
{
    private const string Annotation = "CanvasData:BulkTable";

    private readonly ConcurrentDictionary<object, object> _plans = new();
    private readonly ConcurrentDictionary<string, BulkTable> _settings = new();
    private readonly Lazy<Delegate> _unset;

    internal BulkTable(IEntityType entityType, string name, string identifier, bool insertsOnly, IReadOnlyList<BulkColumn> columns)
    {
        InsertsOnly = insertsOnly;
        EntityType = entityType;
        Name = name;
        Identifier = identifier;
        Columns = columns;
        Keys = [.. columns.Where(c => c.IsKey)];
        _unset = new(CompileUnset);
    }

    /// <summary>The entity type in the model of EF Core.</summary>
    public IEntityType EntityType { get; }

    /// <summary>The name in the database, without the schema.</summary>
    public string Name { get; }

    /// <summary>The schema and name as SQL wants them.</summary>
    public string Identifier { get; }

    /// <summary>The columns, without those that the database computes.</summary>
    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The columns of the primary key.</summary>
    public IReadOnlyList<BulkColumn> Keys { get; }

    /// <summary>
    /// Whether statements by key may only insert. Others would hit rows of other types of the hierarchy, or change what the model fixes.
    /// </summary>
    internal bool InsertsOnly { get; }

    /// <summary>The table of an entity type; null when its rows do not lie in columns of one table.</summary>
    internal static BulkTable? Find(DbContext context, IEntityType entityType) =>
        entityType.GetOrAddRuntimeAnnotationValue(
            Annotation,
            static arguments => new Entry(BulkTableBuilder.Build(arguments.entityType, arguments.context)),
            (context, entityType)).Table;

    /// <summary>The same table for writes that set only some members in stored rows.</summary>
    /// <param name="members">Names of properties, owned and complex members; null for all.</param>
    internal BulkTable Setting(IReadOnlySet<string>? members) => members is null ? this : _settings.GetOrAdd(
        string.Join('\n', members.Order(StringComparer.Ordinal)),
        _ => new(EntityType, Name, Identifier, InsertsOnly, [.. Columns.Select(c => c.IsUpdated && !members.Contains(c.Member) ? c.Kept() : c)]));

    /// <summary>One bit for each column that a row leaves to the database.</summary>
    internal Func<TEntity, ShadowValues, ulong> Unset<TEntity>() => (Func<TEntity, ShadowValues, ulong>)_unset.Value;

    /// <summary>The columns of a write whose rows leave those of the mask to the database.</summary>
    internal IReadOnlyList<BulkColumn> ColumnsBut(ulong unset)
    {
        var bit = 0;
        return [.. Columns.Where(c => c.IsUnset is null || (unset & (1UL << bit++)) == 0)];
    }

    internal TPlan Plan<TPlan>(ulong unset, BulkOperation operation, Func<TPlan> make) where TPlan : class =>
        (TPlan)_plans.GetOrAdd((typeof(TPlan), unset, operation), static (_, make) => make(), make);

    private Delegate CompileUnset()
    {
        var row = Expression.Parameter(EntityType.ClrType);
        var shadow = Expression.Parameter(typeof(ShadowValues));
        var bit = 0;
        var mask = Columns.Where(c => c.IsUnset is not null).Aggregate(
            (Expression)Expression.Constant(0UL),
            (bits, column) => Expression.Or(bits, Expression.Condition(
                Bind(column.IsUnset!, row, shadow), Expression.Constant(1UL << bit++), Expression.Constant(0UL))));
        return Expression.Lambda(mask, row, shadow).Compile();
    }

    internal static Expression Bind(LambdaExpression lambda, Expression row, Expression shadow) =>
        new ReplacingExpressionVisitor(lambda.Parameters, [row, shadow]).Visit(lambda.Body);

    private sealed record Entry(BulkTable? Table);
}
