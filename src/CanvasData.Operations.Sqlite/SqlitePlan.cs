using System.Linq.Expressions;
using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sqlite;

/// <summary>The statements of one kind of write.</summary>
internal sealed class SqlitePlan<TEntity> where TEntity : class
{
    public SqlitePlan(BulkWrite<TEntity> write)
    {
        var table = write.Table.Identifier;
        var columns = write.Columns;
        var insert = columns.Count == 0
            ? $"INSERT INTO {table} DEFAULT VALUES"
            : $"INSERT INTO {table} ({List(columns, c => c.Identifier)}) VALUES ({List(columns, c => Parameter(columns, c))})";
        var updates = List(columns.Where(c => c.IsUpdated), c => $"{c.Identifier} = excluded.{c.Identifier}");
        Write = new(columns, write.Operation switch
        {
            BulkOperation.Insert => insert,
            BulkOperation.Upsert => $"{insert} ON CONFLICT ({List(write.Table.Keys, k => k.Identifier)}) DO {(updates.Length == 0 ? "NOTHING" : $"UPDATE SET {updates}")}",
            BulkOperation.Update => $"UPDATE {table} SET {List(write.ColumnsToSet, c => $"{c.Identifier} = {Parameter(columns, c)}")} WHERE {Matches(write.Table.Keys, columns)}",
            _ => $"DELETE FROM {table} WHERE {Matches(columns, columns)}",
        });
        Update = write.Operation == BulkOperation.Upsert ? UpdateOf(write.Table, columns) : null;
    }

    /// <summary>Does the whole work.</summary>
    public SqliteRow<TEntity> Write { get; }

    /// <summary>
    /// Overwrites a stored row whose indexed values stay as they are, and hits nothing otherwise. SQLite rewrites the entries of an index
    /// whenever one of its columns is set at all. Null when that saves nothing.
    /// </summary>
    public SqliteRow<TEntity>? Update { get; }

    private static SqliteRow<TEntity>? UpdateOf(BulkTable table, IReadOnlyList<BulkColumn> columns)
    {
        var store = table.EntityType.GetConcreteDerivedTypesInclusive().First().GetTableMappings().Single().Table;
        var indexed = store.Indexes.SelectMany(i => i.Columns).Concat(store.UniqueConstraints.SelectMany(c => c.Columns)).Select(c => c.Name).ToHashSet();
        var kept = columns.Where(c => c.IsUpdated && indexed.Contains(c.Name)).ToList();
        var updated = columns.Where(c => c.IsUpdated && !indexed.Contains(c.Name)).ToList();
        if (kept.Count == 0 || updated.Count == 0)
        {
            return null;
        }

        List<BulkColumn> used = [.. table.Keys, .. kept, .. updated];

        // The plus keeps the search on the primary key. What a collation finds alike must be written nevertheless.
        var unchanged = string.Concat(kept.Select(c => $" AND +{c.Identifier} COLLATE BINARY IS {Parameter(used, c)}"));
        return new(used, $"UPDATE {table.Identifier} SET {List(updated, c => $"{c.Identifier} = {Parameter(used, c)}")} WHERE {Matches(table.Keys, used)}{unchanged}");
    }

    private static string Matches(IEnumerable<BulkColumn> keys, IReadOnlyList<BulkColumn> parameters) =>
        string.Join(" AND ", keys.Select(k => $"{k.Identifier} = {Parameter(parameters, k)}"));

    private static string Parameter(IReadOnlyList<BulkColumn> parameters, BulkColumn column) => $"?{parameters.Index().First(p => p.Item == column).Index + 1}";

    private static string List(IEnumerable<BulkColumn> columns, Func<BulkColumn, string> form) => string.Join(", ", columns.Select(form));
}

/// <summary>A statement and the binding of a row to it.</summary>
internal sealed class SqliteRow<TEntity>(IReadOnlyList<BulkColumn> parameters, string sql) where TEntity : class
{
    private readonly Action<SqliteRowStatement, TEntity, BulkWrite<TEntity>> _bind = Compile(parameters);

    public SqliteRowStatement Prepare(SQLitePCL.sqlite3 database) => new(database, sql, parameters.Count);

    /// <returns>False when another connection has the file locked.</returns>
    public bool TryRun(SqliteRowStatement statement, TEntity row, BulkWrite<TEntity> write)
    {
        _bind(statement, row, write);
        return statement.TryStep();
    }

    private static Action<SqliteRowStatement, TEntity, BulkWrite<TEntity>> Compile(IReadOnlyList<BulkColumn> parameters)
    {
        var index = 0;
        return BulkWrite<TEntity>.CompileRow<SqliteRowStatement>(parameters, (column, statement, value) => BindValue(column, ++index, statement, value));
    }

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
