using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.Sqlite;

/// <summary>
/// A small database beside the host's, on which one connection holds a reserved lock: others cannot take it, but can read who holds it. A
/// database in memory has no such file; its lock is nothing but the row of EF Core.
/// </summary>
internal sealed class SqliteLockFile : IAsyncDisposable
{
    private readonly SqliteConnection? _connection;

    private SqliteLockFile(SqliteConnection? connection) => _connection = connection;

    /// <summary>The path of the lock of a database; null in memory.</summary>
    public static string? PathOf(SqliteConnection connection)
    {
        var source = new SqliteConnectionStringBuilder(connection.ConnectionString);
        return source.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" ? null : $"{connection.DataSource}.migrating";
    }

    /// <summary>Takes the lock without waiting; null when another connection has it.</summary>
    public static async Task<SqliteLockFile?> TryTakeAsync(SqliteConnection connection, string owner, CancellationToken cancellationToken)
    {
        if (PathOf(connection) is not { } path)
        {
            return new SqliteLockFile(null);
        }

        var file = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            await file.OpenAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(file, "BEGIN IMMEDIATE", null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(file, "CREATE TABLE IF NOT EXISTS Owner (Name TEXT NOT NULL)", null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(file, "DELETE FROM Owner", null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(file, "INSERT INTO Owner (Name) VALUES ($name)", owner, cancellationToken).ConfigureAwait(false);

            // The name becomes readable; another may come between, who then has the lock.
            await ExecuteAsync(file, "COMMIT", null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(file, "BEGIN IMMEDIATE", null, cancellationToken).ConfigureAwait(false);
            return new SqliteLockFile(file);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The name of the holder; null when the lock is free.</summary>
    public static async Task<string?> FindHolderAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (PathOf(connection) is not { } path || !File.Exists(path))
        {
            return null;
        }

        var file = Open(path, SqliteOpenMode.ReadWrite);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                await file.OpenAsync(cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(file, "BEGIN IMMEDIATE", null, cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
            {
                return await NameAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<string> NameAsync(SqliteConnection file, CancellationToken cancellationToken)
    {
        var command = file.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "SELECT Name FROM Owner";
            try
            {
                return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string ?? "unknown";
            }
            catch (SqliteException)
            {
                // It is being written.
                return "unknown";
            }
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());

    private static async Task ExecuteAsync(SqliteConnection file, string sql, string? name, CancellationToken cancellationToken)
    {
        var command = file.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            if (name is not null)
            {
                command.Parameters.AddWithValue("$name", name);
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
