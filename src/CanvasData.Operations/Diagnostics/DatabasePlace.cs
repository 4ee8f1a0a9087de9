using System.Data.Common;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.Diagnostics;

/// <summary>
/// The table, column and constraint that a driver names. Texts of drivers may quote values of a row, so only names
/// are taken from them.
/// </summary>
internal static partial class DatabasePlace
{
    /// <returns>For example "table CanvasUser, column Name"; empty when nothing is named.</returns>
    public static string Find(DbException error) => error.GetType().Name switch
    {
        "SqliteException" => OfSqlite(error.Message),
        "PostgresException" => OfPostgres(error),
        "SqlException" => OfSqlServer(error.Message),
        _ => "",
    };

    /// <summary>A property of a driver's exception, which the core does not reference.</summary>
    public static T? Get<T>(DbException error, string name) => error.GetType().GetProperty(name)?.GetValue(error) is T value ? value : default;

    private static string OfSqlite(string message)
    {
        if (SqliteColumns().Match(message) is { Success: true } columns)
        {
            return $"column {columns.Groups[1].Value}";
        }

        return SqliteNames().Match(message) is { Success: true } names
            ? Join(("constraint", names.Groups["check"].Value), ("table", names.Groups["table"].Value), ("column", names.Groups["column"].Value))
            : "";
    }

    private static string OfPostgres(DbException error)
    {
        var (table, column) = (Get<string>(error, "TableName"), Get<string>(error, "ColumnName"));
        var (message, where) = (Get<string>(error, "MessageText") ?? "", Get<string>(error, "Where") ?? "");
        if (PostgresNames().Match(message) is { Success: true } names)
        {
            table ??= names.Groups["table"].Value;
            column ??= names.Groups["column"].Value;
        }

        if (column is null && PostgresCopy().Match(where) is { Success: true } copy)
        {
            (table, column) = (copy.Groups["table"].Value, copy.Groups["column"].Value);
        }

        // The stage of the bulk writer has the columns of the table, and a name that says nothing.
        return Join(("table", table == "canvas_bulk" ? null : table), ("column", column), ("constraint", Get<string>(error, "ConstraintName")));
    }

    private static string OfSqlServer(string message)
    {
        // What follows are values.
        var end = message.IndexOf(" value ", StringComparison.Ordinal);
        var until = SqlServerValues().Match(message) is { Success: true } values ? message[..values.Index] : message;
        return Join(
            ("table", SqlServerTable().Match(until) is { Success: true } table ? table.Groups[1].Value : null),
            ("column", SqlServerColumn().Match(end < 0 ? message : until) is { Success: true } column ? column.Groups[1].Value : null),
            ("constraint", SqlServerConstraint().Match(until) is { Success: true } constraint ? constraint.Groups[1].Value : null));
    }

    private static string Join(params (string Kind, string? Name)[] names) =>
        string.Join(", ", names.Where(name => !string.IsNullOrEmpty(name.Name)).Select(name => $"{name.Kind} {name.Name}"));

    [GeneratedRegex(@"'(?:NOT NULL|UNIQUE) constraint failed: ([\w., ]+)'")]
    private static partial Regex SqliteColumns();

    [GeneratedRegex(@"'(?:CHECK constraint failed: (?<check>\w+)|no such table: (?<table>[\w.]+)|no such column: (?<column>[\w.]+)|table (?<table>\w+) has no column named (?<column>\w+))")]
    private static partial Regex SqliteNames();

    [GeneratedRegex("""^(?:column "?(?<column>[^"\s]+)"?(?: of relation "(?<table>[^"]+)")? does not exist|relation "(?<table>[^"]+)" does not exist|permission denied for (?:\w+ )?(?:table|relation|view) "?(?<table>[^"\s]+)"?|new row violates row-level security policy.* for table "(?<table>[^"]+)")""")]
    private static partial Regex PostgresNames();

    [GeneratedRegex(@"COPY (?<table>\S+), line \d+, column (?<column>[^:\s]+)")]
    private static partial Regex PostgresCopy();

    [GeneratedRegex(@"The duplicate key value|Truncated value|value '")]
    private static partial Regex SqlServerValues();

    [GeneratedRegex("""(?:table|object(?: name)?) ["']([\w.\[\] ]+)["']""")]
    private static partial Regex SqlServerTable();

    [GeneratedRegex("""column(?: name)? ["'](\w+)["']""")]
    private static partial Regex SqlServerColumn();

    [GeneratedRegex("""constraint ["'](\w+)["']|unique index ["'](?<1>\w+)["']""")]
    private static partial Regex SqlServerConstraint();
}
