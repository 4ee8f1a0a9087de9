using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>Makes the predicate that selects rows by their primary keys.</summary>
internal static class KeyFilter
{
    // Keys of a batch are parameters of one query: SQL Server takes 2,100, and long OR chains compile slowly.
    private const int BatchSize = 500;
    private const int CompositeBatchSize = 100;

    /// <summary>How many keys one query should take.</summary>
    public static int SizeFor(IEntityType type) => type.FindPrimaryKey()!.Properties.Count == 1 ? BatchSize : CompositeBatchSize;

    /// <summary>row => keys.Contains(row.Key), or a balanced OR over the parts of composite keys.</summary>
    public static Expression<Func<TEntity, bool>> Create<TEntity>(IEntityType entityType, object?[][] keys) where TEntity : class
    {
        var row = Expression.Parameter(typeof(TEntity));
        var properties = entityType.FindPrimaryKey()!.Properties;
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
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [type], Expression.Convert(parameter, type.MakeArrayType()), Property(row, properties[0])), row);

        Expression AnyOf(ArraySegment<object?[]> some) => some.Count == 1
            ? properties.Select((p, i) => (Expression)Expression.Equal(Property(row, p), Parameter(p.ClrType, some[0][i]))).Aggregate(Expression.AndAlso)
            : Expression.OrElse(AnyOf(some[..(some.Count / 2)]), AnyOf(some[(some.Count / 2)..]));
    }

    /// <summary>The property in a query.</summary>
    public static Expression Property(Expression row, IProperty property) =>
        Expression.Call(typeof(EF), nameof(EF.Property), [property.ClrType], row, Expression.Constant(property.Name));

    private static UnaryExpression Parameter(Type type, object? value) =>
        Expression.Convert(Expression.Field(Expression.Constant(new Holder<object?>(value)), nameof(Holder<object?>.Value)), type);

    // A field of a captured object becomes a parameter of the query; a constant would become text of its SQL.
    private sealed class Holder<T>(T value)
    {
        public readonly T Value = value;
    }
}
