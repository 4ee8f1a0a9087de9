using System.Linq.Expressions;
using CanvasData.Operations.Bulk;
using Microsoft.Data.SqlClient;

namespace CanvasData.Operations.SqlServer;

internal static class SqlServerPlan
{
    public const string Stage = "#canvas_bulk";
    public const string DropStage = $"DROP TABLE {Stage}";

    /// <summary>SqlBulkCopy knows no DateOnly and TimeOnly.</summary>
    public static object Box(object? value) => value switch
    {
        null => DBNull.Value,
        DateOnly date => date.ToDateTime(TimeOnly.MinValue),
        TimeOnly time => time.ToTimeSpan(),
        _ => value,
    };

    public static Type FieldType(Type valueType) =>
        valueType == typeof(DateOnly) ? typeof(DateTime) : valueType == typeof(TimeOnly) ? typeof(TimeSpan) : valueType;
}

/// <summary>The SQL and the compiled rows of one kind of write.</summary>
internal sealed class SqlServerPlan<TEntity> where TEntity : class
{
    public SqlServerPlan(BulkWrite<TEntity> write)
    {
        var table = write.Table.Identifier;
        var columns = write.Columns;
        var keys = write.Table.Keys;
        var names = string.Join(", ", columns.Select(c => c.Identifier));
        var match = string.Join(" AND ", keys.Select(k => $"t.{k.Identifier} = s.{k.Identifier}"));

        // SELECT INTO keeps types and collations; the UNION keeps it from inheriting an identity.
        var empty = $"SELECT TOP (0) {names} FROM {table}";
        CreateStage = $"SELECT TOP (0) {names} INTO {SqlServerPlan.Stage} FROM {table} UNION ALL {empty};";
        Apply = write.Operation switch
        {
            BulkOperation.Delete => $"DELETE t FROM {table} AS t INNER JOIN {SqlServerPlan.Stage} AS s ON {match};",
            BulkOperation.Update => $"UPDATE t SET {string.Join(", ", write.ColumnsToSet.Select(c => $"t.{c.Identifier} = s.{c.Identifier}"))} FROM {table} AS t INNER JOIN {SqlServerPlan.Stage} AS s ON {match};",
            _ => Merge(table, columns, keys, match, names),
        };
        Options = SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers | SqlBulkCopyOptions.KeepNulls;
        if (write.Operation == BulkOperation.Insert && columns.Any(c => c.IsKey && c.IsGenerated))
        {
            Options |= SqlBulkCopyOptions.KeepIdentity;
        }

        var index = 0;
        FillRow = BulkWrite<TEntity>.CompileRow<object[]>(columns, (_, values, value) => Expression.Assign(
            Expression.ArrayAccess(values, Expression.Constant(index++)),
            Expression.Call(typeof(SqlServerPlan), nameof(SqlServerPlan.Box), [], Expression.Convert(value, typeof(object)))));
    }

    public string CreateStage { get; }

    /// <summary>From the stage into the table.</summary>
    public string Apply { get; }

    public SqlBulkCopyOptions Options { get; }

    public Action<object[], TEntity, BulkWrite<TEntity>> FillRow { get; }

    private static string Merge(string table, IReadOnlyList<BulkColumn> columns, IReadOnlyList<BulkColumn> keys, string match, string names)
    {
        var updates = string.Join(", ", columns.Where(c => c.IsUpdated).Select(c => $"t.{c.Identifier} = s.{c.Identifier}"));
        var values = string.Join(", ", columns.Select(c => $"s.{c.Identifier}"));
        var merge = $"""
            MERGE INTO {table} WITH (HOLDLOCK) AS t USING {SqlServerPlan.Stage} AS s ON {match}
            {(updates.Length == 0 ? "" : $"WHEN MATCHED THEN UPDATE SET {updates}")}
            WHEN NOT MATCHED BY TARGET THEN INSERT ({names}) VALUES ({values});
            """;

        // An identity takes a given value only when asked to; a sequence, or a default, takes it anyway.
        return keys.FirstOrDefault(k => k.IsGenerated) is not { } identity ? merge : $"""
            DECLARE @identity bit = COLUMNPROPERTY(OBJECT_ID(N'{Quote(table)}'), N'{Quote(identity.Name)}', 'IsIdentity');
            IF @identity = 1 SET IDENTITY_INSERT {table} ON;
            {merge}
            IF @identity = 1 SET IDENTITY_INSERT {table} OFF;
            """;
    }

    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
