using System.Linq.Expressions;
using CanvasData.Operations.Bulk;
using Npgsql;
using NpgsqlTypes;

namespace CanvasData.Operations.PostgreSql;

/// <summary>The SQL and the compiled rows of one kind of write.</summary>
internal sealed class CopyPlan<TEntity> where TEntity : class
{
    private const string Stage = "pg_temp.canvas_bulk";
    private static readonly Type[] PlainKeys = [typeof(long), typeof(int), typeof(short), typeof(Guid)];

    public CopyPlan(BulkWrite<TEntity> write)
    {
        var table = write.Table.Identifier;
        var keys = write.Table.Keys;
        var names = string.Join(", ", write.Columns.Select(c => c.Identifier));
        var updates = string.Join(", ", write.Columns.Where(c => c.IsUpdated).Select(c => $"{c.Identifier} = EXCLUDED.{c.Identifier}"));
        CopyToTable = $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)";
        CopyToStage = $"COPY {Stage} FROM STDIN (FORMAT BINARY)";
        CreateStage = $"CREATE TEMPORARY TABLE {Stage} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA";
        if (write.Operation == BulkOperation.Update && !keys.All(k => PlainKeys.Contains(k.ValueType)))
        {
            // The server takes any of two rows whose keys it finds equal; refused, they are written one after the other.
            CreateStage += $"; CREATE UNIQUE INDEX ON {Stage} ({string.Join(", ", keys.Select(k => k.Identifier))})";
        }

        EmptyStage = $"TRUNCATE {Stage}";
        DropStage = $"DROP TABLE {Stage}";
        var match = string.Join(" AND ", keys.Select(k => $"t.{k.Identifier} = s.{k.Identifier}"));
        var insert = $"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {Stage}";
        Apply = write.Operation switch
        {
            BulkOperation.Delete => $"DELETE FROM {table} t USING {Stage} s WHERE {match}",
            BulkOperation.Insert => insert,
            BulkOperation.Update => $"UPDATE {table} t SET {string.Join(", ", write.ColumnsToSet.Select(c => $"{c.Identifier} = s.{c.Identifier}"))} FROM {Stage} s WHERE {match}",
            _ => $"{insert} ON CONFLICT ({string.Join(", ", keys.Select(k => k.Identifier))}) DO {(updates.Length == 0 ? "NOTHING" : $"UPDATE SET {updates}")}",
        };
        WriteRow = BulkWrite<TEntity>.CompileRow<NpgsqlBinaryImporter>(write.Columns, WriteValue);
        if (keys[0].ValueType is var type && (type == typeof(long) || type == typeof(int) || type == typeof(short)))
        {
            // Ordered, so that it is one step into the index, however the planner guesses the size of the range.
            FirstInRange = $"SELECT {keys[0].Identifier} FROM {table} WHERE {keys[0].Identifier} BETWEEN $1 AND $2 ORDER BY {keys[0].Identifier} LIMIT 1";
            WidenRange = BulkWrite<TEntity>.CompileRow<KeyRange>(keys.Take(1), static (_, range, key) =>
                Expression.Call(range, nameof(KeyRange.Add), [], Expression.Convert(key, typeof(long))));
        }
    }

    public string CopyToTable { get; }

    public string CopyToStage { get; }

    public string CreateStage { get; }

    public string EmptyStage { get; }

    public string DropStage { get; }

    /// <summary>From the stage into the table.</summary>
    public string Apply { get; }

    public Action<NpgsqlBinaryImporter, TEntity, BulkWrite<TEntity>> WriteRow { get; }

    /// <summary>Asks for the first stored key of a range; null when keys are not whole numbers.</summary>
    public string? FirstInRange { get; }

    public Action<KeyRange, TEntity, BulkWrite<TEntity>>? WidenRange { get; }

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
