using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>How far a table is staged.</summary>
/// <param name="Mark">The moment, as the platform gave it; null before the first snapshot.</param>
/// <param name="Generation">The number of the last snapshot.</param>
/// <param name="Schema">The schema of the staged records; null before the first snapshot.</param>
internal sealed record TableMark(string? Mark, long Generation, TableSchema? Schema)
{
    public static TableMark Read(SqliteConnection connection, string table)
    {
        using var command = ReplicaStore.Command(connection, "SELECT mark, generation, version, columns FROM tables WHERE name = @name", ("@name", table));
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new TableMark(reader.GetString(0), reader.GetInt64(1), new TableSchema(reader.GetInt32(2), reader.GetString(3).Split(' ').ToHashSet()))
            : new TableMark(null, 0, null);
    }
}
