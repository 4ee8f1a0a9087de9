using System.Globalization;
using CanvasData.Operations.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The staged tables in one SQLite file, with the mark of each table in the same file: rows and mark move in one transaction. One process
/// at a time holds it.
/// </summary>
internal sealed class ReplicaStore : IDisposable
{
    private const string FileName = "canvas-data.db";
    private const string JobsName = "canvas-data-jobs.json";
    private const string Version = "2";

    private readonly FileStream _lock;
    private readonly string _connectionString;

    private ReplicaStore(FileStream held, string path)
    {
        _lock = held;
        Folder = Path.GetDirectoryName(path)!;
        Jobs = new JobNotes(Path.Combine(Folder, JobsName));
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 60 }.ToString();
    }

    /// <summary>The folder, in which downloads lie until they are staged.</summary>
    public string Folder { get; }

    /// <summary>The jobs that were started.</summary>
    public JobNotes Jobs { get; }

    /// <summary>Opens the store, or makes it.</summary>
    /// <exception cref="CanvasConfigurationException">Another process holds it, or it belongs to another Canvas.</exception>
    public static ReplicaStore Open(string folder, Uri instance)
    {
        var store = Hold(folder);
        try
        {
            store.Prepare(instance);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the staged tables.</summary>
    /// <exception cref="CanvasConfigurationException">Another process holds them.</exception>
    public static void Clear(string folder)
    {
        using var store = Hold(folder);
        SqliteConnection.ClearPool(new SqliteConnection(store._connectionString));
        foreach (var name in (string[])[FileName, $"{FileName}-wal", $"{FileName}-shm", $"{FileName}-journal", JobsName])
        {
            File.Delete(Path.Combine(folder, name));
        }

        store.DeleteDownloads();
    }

    /// <summary>The file of a download, until it is staged.</summary>
    /// <param name="table">The table.</param>
    /// <param name="place">Its place among the files of the table.</param>
    public string DownloadOf(SourceTable table, int place) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{FileName}-{table.Name}-{place}.part"));

    /// <summary>Deletes what an earlier run has left. Other files of the folder stay.</summary>
    public void DeleteDownloads()
    {
        foreach (var left in Directory.EnumerateFiles(Folder, $"{FileName}-*.part"))
        {
            File.Delete(left);
        }
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Execute(connection, "PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE; PRAGMA cache_size = -16000;");
        return connection;
    }

    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>A column of staged records in SQL.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="alias">The name of the table in the query, with a point; empty for none.</param>
    public static string Value(string table, string column, string alias = "") =>
        string.Create(CultureInfo.InvariantCulture, $"json_extract(CAST({alias}body AS TEXT), '$[{SourceTables.ByName[table].Places[column]}]')");

    /// <summary>Makes the indexes of a table, which is faster when its records are there.</summary>
    public static void AddIndexes(SqliteConnection connection, SourceTable table)
    {
        Add(table.Owner != table.Key ? table.Owner : null, "owner", "");
        Add(table.Link, "link", "");
        Add(table.Due is [var due, ..] ? due : null, "due", "WHERE due IS NOT NULL");

        void Add(string? column, string name, string condition)
        {
            if (column is not null)
            {
                Execute(connection, $"""CREATE INDEX IF NOT EXISTS "i_{table.Name}_{name}" ON "r_{table.Name}" ({name}) {condition}""");
            }
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _lock.Dispose();
    }

    private static ReplicaStore Hold(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                // The staged tables hold personal data.
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var held = PrivateFile.Open(Path.Combine(folder, "canvas-data.lock"), FileMode.OpenOrCreate, FileShare.None);
            PrivateFile.Open(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
            return new ReplicaStore(held, Path.Combine(folder, FileName));
        }
        catch (IOException error) when (IsInUse(error))
        {
            throw new CanvasConfigurationException(
                "The folder of the staged tables is used by another process or run.", "Wait for its end, or give each host a DataAccessOptions.Directory of its own.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CanvasConfigurationException(
                $"The folder of the staged tables cannot be written: {error.Message}", "Check that DataAccessOptions.Directory is on a disk that is there, has room, and may be written by the host.", error);
        }
    }

    // The codes of Windows, and of Linux and macOS, for a file that is open elsewhere.
    private static bool IsInUse(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult is 11 or 35;

    private void Prepare(Uri instance)
    {
        using var connection = Connect();
        Execute(connection, "PRAGMA journal_mode = WAL;");
        Execute(connection, "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID");
        var (version, stored) = (Scalar(connection, "SELECT value FROM meta WHERE name = 'version'"), Scalar(connection, "SELECT value FROM meta WHERE name = 'instance'"));
        if (stored is string other && other != instance.Authority)
        {
            throw new CanvasConfigurationException(
                "The folder of the staged tables holds those of another Canvas.", "Give each Canvas a DataAccessOptions.Directory of its own.");
        }

        if (version is not null and not Version)
        {
            throw new CanvasConfigurationException(
                "The folder of the staged tables was written by another version of the library.", "Call IDataAccessSync.ClearAsync, or delete the folder; the next run takes snapshots.");
        }

        using var transaction = connection.BeginTransaction();
        Execute(connection, """
            CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, mark TEXT NOT NULL, generation INTEGER NOT NULL, version INTEGER NOT NULL, columns TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS changed (tbl TEXT NOT NULL, id INTEGER NOT NULL, owner INTEGER, link INTEGER, gone INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS i_changed ON changed (tbl, owner);
            CREATE TABLE IF NOT EXISTS pending (course INTEGER PRIMARY KEY, all_work INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS work (course INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (course, id)) WITHOUT ROWID;
            """);
        Execute(connection, "INSERT OR IGNORE INTO meta (name, value) VALUES ('version', @version), ('instance', @instance)", ("@version", Version), ("@instance", instance.Authority));
        foreach (var table in SourceTables.All)
        {
            Execute(connection, $"""
                CREATE TABLE IF NOT EXISTS "r_{table.Name}" (id INTEGER PRIMARY KEY, owner INTEGER, link INTEGER, at INTEGER NOT NULL, generation INTEGER NOT NULL, state TEXT, due INTEGER, body BLOB);
                """);
        }

        transaction.Commit();
    }
}
