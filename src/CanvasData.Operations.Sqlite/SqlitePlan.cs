using System.Linq.Expressions;
using CanvasData.Operations.Bulk;

namespace CanvasData.Operations.Sqlite;

/// <summary>The SQL and the compiled rows of one kind of write.</summary>
internal sealed class SqlitePlan<TEntity> where TEntity : class
{
    public SqlitePlan(BulkWrite<TEntity> write)
    {
        var table = write.Table.Identifier;
        var columns = write.Columns;
        var insert = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Identifier))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})";
        var updates = string.Join(", ", columns.Where(c => c.IsUpdated).Select(c => $"{c.Identifier} = excluded.{c.Identifier}"));
        Sql = write.Operation switch
        {
            BulkOperation.Insert when columns.Count == 0 => $"INSERT INTO {table} DEFAULT VALUES",
            BulkOperation.Insert => insert,
            BulkOperation.Upsert => $"{insert} ON CONFLICT ({string.Join(", ", write.Table.Keys.Select(k => k.Identifier))}) DO {(updates.Length == 0 ? "NOTHING" : $"UPDATE SET {updates}")}",
            _ => $"DELETE FROM {table} WHERE {string.Join(" AND ", columns.Select((c, i) => $"{c.Identifier} = ?{i + 1}"))}",
        };
        var index = 0;
        BindRow = BulkWrite<TEntity>.CompileRow<SqliteRowStatement>(columns, (column, statement, value) => BindValue(column, ++index, statement, value));
    }

    public string Sql { get; }

    public Action<SqliteRowStatement, TEntity, BulkWrite<TEntity>> BindRow { get; }

    private static BlockExpression BindValue(BulkColumn column, int index, Expression statement, Expression value)
    {
        var type = column.ValueType.IsEnum ? Enum.GetUnderlyingType(column.ValueType) : column.ValueType;
        var bind = typeof(SqliteRowStatement).GetMethod(nameof(SqliteRowStatement.Bind), [typeof(int), type])
            ?? throw new NotSupportedException($"Column {column.Identifier} holds values of type {type.Name}, which SQLite has no form for. Give the property a value converter, with HasConversion.");
        var variable = Expression.Variable(value.Type);
        var isNullable = Nullable.GetUnderlyingType(value.Type) is not null;
        var present = isNullable ? (Expression)Expression.Call(variable, "GetValueOrDefault", []) : variable;
        var bound = Expression.Call(statement, bind, Expression.Constant(index), Expression.Convert(present, bind.GetParameters()[1].ParameterType));
        return Expression.Block(
            [variable],
            Expression.Assign(variable, value),
            value.Type.IsValueType && !isNullable
                ? bound
                : Expression.IfThenElse(
                    Expression.Equal(variable, Expression.Constant(null, value.Type)),
                    Expression.Call(statement, nameof(SqliteRowStatement.BindNull), [], Expression.Constant(index)),
                    bound));
    }
}
