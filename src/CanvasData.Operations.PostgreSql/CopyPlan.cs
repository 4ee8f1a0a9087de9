using System.Linq.Expressions;
using CanvasData.Operations.Bulk;
using Npgsql;
using NpgsqlTypes;

namespace CanvasData.Operations.PostgreSql;

/// <summary>The compiled rows of one kind of write.</summary>
internal sealed class CopyPlan<TEntity> where TEntity : class
{
    public CopyPlan(BulkWrite<TEntity> write)
    {
        var (table, key) = (write.Table.Identifier, write.Table.Keys[0]);
        WriteRow = BulkWrite<TEntity>.CompileRow<NpgsqlBinaryImporter>(write.Columns, WriteValue);
        if (IsWhole(key))
        {
            // Ordered, so that it is one step into the index, however the planner guesses the size of the range.
            FirstInRange = $"SELECT {key.Identifier} FROM {table} WHERE {key.Identifier} BETWEEN $1 AND $2 ORDER BY {key.Identifier} LIMIT 1";
            WidenRange = BulkWrite<TEntity>.CompileRow<KeyRange>([key], static (_, range, value) =>
                Expression.Call(range, nameof(KeyRange.Add), [], Expression.Convert(value, typeof(long))));
        }
    }

    public Action<NpgsqlBinaryImporter, TEntity, BulkWrite<TEntity>> WriteRow { get; }

    /// <summary>Asks for the first stored key of a range; null when keys are not whole numbers.</summary>
    public string? FirstInRange { get; }

    public Action<KeyRange, TEntity, BulkWrite<TEntity>>? WidenRange { get; }

    private static bool IsWhole(BulkColumn column) => column.ValueType is var type && (type == typeof(long) || type == typeof(int) || type == typeof(short));

    private static Expression WriteValue(BulkColumn column, Expression importer, Expression value)
    {
        var variable = Expression.Variable(value.Type);
        var assign = Expression.Assign(variable, value);
        var present = Nullable.GetUnderlyingType(value.Type) is null ? variable : (Expression)Expression.Call(variable, "GetValueOrDefault", []);
        var (type, argument) = PostgresType(column);
        var write = Expression.Call(importer, nameof(NpgsqlBinaryImporter.Write), [present.Type], present, Expression.Constant(argument, type));
        if (value.Type.IsValueType && present == variable)
        {
            return Expression.Block([variable], assign, write);
        }

        var isNull = Expression.Equal(variable, Expression.Constant(null, value.Type));
        var writeNull = Expression.Call(importer, nameof(NpgsqlBinaryImporter.WriteNull), []);
        return Expression.Block([variable], assign, Expression.IfThenElse(isNull, writeNull, write));
    }

    // The mapping gives its type to parameters only.
    private static (Type, object) PostgresType(BulkColumn column)
    {
        using var command = new NpgsqlCommand();
        var parameter = (NpgsqlParameter)column.TypeMapping.CreateParameter(command, "p", null, nullable: true);
        return parameter.NpgsqlDbType == NpgsqlDbType.Unknown
            ? (typeof(string), parameter.DataTypeName ?? column.StoreType)
            : (typeof(NpgsqlDbType), parameter.NpgsqlDbType);
    }
}

/// <summary>The smallest and the greatest key of some rows.</summary>
internal sealed class KeyRange
{
    public long Min { get; private set; } = long.MaxValue;

    public long Max { get; private set; } = long.MinValue;

    public void Add(long key)
    {
        Min = Math.Min(Min, key);
        Max = Math.Max(Max, key);
    }
}
