using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.Testing;

/// <summary>The path of a SQLite database in the temporary folder; the file and its companions are deleted at the end.</summary>
public sealed class SqliteFile : IDisposable
{
    /// <summary>Where the file is, or will be.</summary>
    public string FilePath { get; } = Path.Combine(Path.GetTempPath(), $"canvasdata-{Guid.NewGuid():N}.db");

    /// <summary>Opens it, and makes it when it is not there.</summary>
    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = FilePath }.ToString();

    /// <inheritdoc/>
    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(FilePath + suffix);
        }
    }
}
