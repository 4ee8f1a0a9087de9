using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>How far a table is staged.</summary>
/// <param name="Mark">The moment, as the platform gave it; null before the first snapshot.</param>
/// <param name="Generation">The number of the last snapshot.</param>
/// <param name="Job">The job that was started last and is not staged; null for none.</param>
internal sealed record TableMark(string? Mark, long Generation, string? Job)
{
    public static TableMark Read(SqliteConnection connection, string table)
    {
        using var command = ReplicaStore.Command(connection, "SELECT mark, generation, job FROM tables WHERE name = @name", ("@name", table));
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new TableMark(reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2))
            : new TableMark(null, 0, null);
    }

    /// <summary>Stores the job of a table, so that a later run goes on with it.</summary>
    public static void StoreJob(SqliteConnection connection, string table, string? job) => ReplicaStore.Execute(
        connection, "INSERT INTO tables (name, job) VALUES (@name, @job) ON CONFLICT (name) DO UPDATE SET job = excluded.job", ("@name", table), ("@job", job));

    /// <summary>Stores the columns that a table has, or that it is not offered at all.</summary>
    public static void StoreColumns(SqliteConnection connection, string table, IEnumerable<string>? columns) => ReplicaStore.Execute(
        connection,
        "INSERT INTO tables (name, columns, offered) VALUES (@name, @columns, @offered) ON CONFLICT (name) DO UPDATE SET columns = excluded.columns, offered = excluded.offered",
        ("@name", table), ("@columns", columns is null ? null : string.Join(' ', columns)), ("@offered", columns is null ? 0 : 1));
}
