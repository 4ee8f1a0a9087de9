using System.Globalization;
using CanvasData.Operations.Maintenance;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sqlite;

/// <summary>
/// The lock of migrations on SQLite: a reserved lock on a small database beside the host's, which the system releases at the end of the
/// process. EF Core's own lock is a row, which stays after a kill; this one writes that row with a mark, so that it knows it again.
/// </summary>
internal sealed class SqliteMigrationDatabase : IMigrationDatabase
{
    private const string EntityFrameworkTable = "\"__EFMigrationsLock\"";
    private const string Mark = " CanvasData.Operations";

    public bool Serves(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";
    }

    public async Task<IMigrationLease?> TryLockAsync(DbContext context, string owner, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        if (await SqliteLockFile.TryTakeAsync(connection, owner, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return null;
        }

        try
        {
            // Whoever has written a marked row without the lock of the file has ended.
            await ExecuteAsync(connection, $"CREATE TABLE IF NOT EXISTS {EntityFrameworkTable} (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)", cancellationToken).ConfigureAwait(false);
            var stamp = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss.fffffff+00:00}{Mark}");
            await ExecuteAsync(connection, $"DELETE FROM {EntityFrameworkTable} WHERE \"Timestamp\" LIKE '%{Mark}'", cancellationToken).ConfigureAwait(false);
            if (await ExecuteAsync(connection, $"INSERT OR IGNORE INTO {EntityFrameworkTable} (\"Id\", \"Timestamp\") VALUES (1, '{stamp}')", cancellationToken).ConfigureAwait(false) == 1)
            {
                return new Lease(connection, file, await ScalarAsync(connection, "PRAGMA foreign_keys", null, cancellationToken).ConfigureAwait(false) is 1L);
            }
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            // Another program writes at the moment.
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await file.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    public async Task<IReadOnlyList<MigrationLock>> ReadLocksAsync(DbContext context, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        var locks = new List<MigrationLock>();
        if (await SqliteLockFile.FindHolderAsync(connection, cancellationToken).ConfigureAwait(false) is { } holder)
        {
            locks.Add(new MigrationLock { Kind = MigrationLockKind.Helper, Session = holder, Holder = $"the process {holder}", Age = null, HidesHistory = false, IsDead = false });
        }

        if (await RowAsync(connection, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return locks;
        }

        if (!row.EndsWith(Mark, StringComparison.Ordinal))
        {
            TimeSpan? age = DateTimeOffset.TryParse(row, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? TimeProvider.System.GetUtcNow() - since : null;
            locks.Add(new MigrationLock { Kind = MigrationLockKind.EntityFramework, Session = row, Holder = $"EF Core's own lock, a row of __EFMigrationsLock of {row}, which stays when its process is killed", Age = age, HidesHistory = false, IsDead = false });
        }
        else if (locks.Count == 0 && SqliteLockFile.PathOf(connection) is not null)
        {
            locks.Add(new MigrationLock { Kind = MigrationLockKind.Helper, Session = row, Holder = "a run of this library that was killed", Age = null, HidesHistory = false, IsDead = true });
        }

        return locks;
    }

    public async Task<bool> ClearLockAsync(DbContext context, MigrationLock held, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(held);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        var command = Command(connection, $"DELETE FROM {EntityFrameworkTable} WHERE \"Timestamp\" = $row");
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddWithValue("$row", held.Session);
            return await RowAsync(connection, cancellationToken).ConfigureAwait(false) is not null && await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
        }
    }

    public async Task<long?> EstimateRowsAsync(DbContext context, MigrationTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        return await HasTableAsync(connection, table.Name, cancellationToken).ConfigureAwait(false)
            ? (long?)await ScalarAsync(connection, $"SELECT COUNT(*) FROM \"{table.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", null, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static async Task<string?> RowAsync(SqliteConnection connection, CancellationToken cancellationToken) =>
        await HasTableAsync(connection, "__EFMigrationsLock", cancellationToken).ConfigureAwait(false)
            ? (string?)await ScalarAsync(connection, $"SELECT \"Timestamp\" FROM {EntityFrameworkTable}", null, cancellationToken).ConfigureAwait(false)
            : null;

    private static async Task<bool> HasTableAsync(SqliteConnection connection, string name, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $name COLLATE NOCASE", name, cancellationToken).ConfigureAwait(false) is not null;

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, string? name, CancellationToken cancellationToken)
    {
        var command = Command(connection, sql);
        await using (command.ConfigureAwait(false))
        {
            if (name is not null)
            {
                command.Parameters.AddWithValue("$name", name);
            }

            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = Command(connection, sql);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        // The driver sets the transaction that is open.
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>The lock of the file, and the row that keeps EF Core out.</summary>
    private sealed class Lease(SqliteConnection connection, SqliteLockFile file, bool checksForeignKeys) : IMigrationLease
    {
        public string? Session => null;

        public Task<bool> IsHeldAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task EnterTransactionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            try
            {
                // A rebuild of a table that failed leaves them off, and the pool would hand the connection on so.
                await ExecuteAsync(connection, $"PRAGMA foreign_keys = {(checksForeignKeys ? 1 : 0)}", CancellationToken.None).ConfigureAwait(false);
                await ExecuteAsync(connection, $"DELETE FROM {EntityFrameworkTable} WHERE \"Timestamp\" LIKE '%{Mark}'", CancellationToken.None).ConfigureAwait(false);
            }
            catch (SqliteException)
            {
                // A full disk or a broken file: the next run knows the row by its mark.
            }
            finally
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
