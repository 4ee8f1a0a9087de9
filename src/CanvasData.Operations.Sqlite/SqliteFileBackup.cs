using System.Diagnostics;
using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sqlite;

/// <summary>
/// Copies the database into a file beside it, by SQLite's online backup. The restore writes the pages back in one transaction of SQLite,
/// so a kill leaves the database as it was before the restore.
/// </summary>
internal sealed class SqliteFileBackup : IMigrationBackup
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public string Name => "sqlite-file";

    public bool Serves(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";
    }

    public string PlaceOf(DbContext context, MigrationBackupRequest request)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        var database = SqliteLockFile.PathOf(connection) is null ? null : Path.GetFullPath(connection.DataSource);
        var folder = request.Folder ?? Path.GetDirectoryName(database) ?? throw new CanvasConfigurationException(
            "A database in memory has no folder for a backup.", "Give MigrationOptions.BackupFolder, or set BackUp to false.");

        // The id keeps it apart from every file of others: it will be deleted.
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(database) ?? "memory"}.backup-{request.StartedAt:yyyyMMddHHmmss}-{request.RunId:N}"));
    }

    public async Task BackUpAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
    {
        var path = PlaceOf(context, request);

        // Under another name until it is whole.
        var (unfinished, source) = (Unfinished(path), (SqliteConnection)context.Database.GetDbConnection());
        File.Delete(unfinished);
        MakeFile(unfinished, SqliteLockFile.PathOf(source) is null ? null : source.DataSource);
        var copy = Open(unfinished, SqliteOpenMode.ReadWriteCreate);
        await using (copy.ConfigureAwait(false))
        {
            await copy.OpenAsync(cancellationToken).ConfigureAwait(false);
            await CopyAsync(source, copy, cancellationToken).ConfigureAwait(false);
            var command = copy.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                // A file by itself, also where the database has a write-ahead log.
                command.CommandText = "PRAGMA journal_mode = DELETE";
                await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
                command.CommandText = "PRAGMA quick_check(1)";
                if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not "ok")
                {
                    throw new InvalidStateException("The database is damaged: its copy does not pass SQLite's quick_check.", "Restore the database from a backup of your own.");
                }
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    public async Task RestoreAsync(DbContext context, MigrationBackupRequest request, Func<CancellationToken, Task> complete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(complete);
        var path = PlaceOf(context, request);
        if (!File.Exists(path))
        {
            throw new InvalidStateException($"The file of the backup is not there: {path}.", "Put it back, or restore a backup of your own.");
        }

        var copy = Open(path, SqliteOpenMode.ReadOnly);
        await using (copy.ConfigureAwait(false))
        {
            await copy.OpenAsync(cancellationToken).ConfigureAwait(false);
            await CopyAsync(copy, (SqliteConnection)context.Database.GetDbConnection(), cancellationToken).ConfigureAwait(false);
        }

        await complete(cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
    {
        var path = PlaceOf(context, request);
        foreach (var file in (string[])[path, Unfinished(path)])
        {
            foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
            {
                File.Delete(file + suffix);
            }
        }

        return Task.CompletedTask;
    }

    // The copy holds what the database holds, so it has the same mode.
    private static void MakeFile(string path, string? database)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = database is null ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(database);
        new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }).Dispose();
    }

    private static string Unfinished(string path) => $"{path}.unfinished";

    private static SqliteConnection Open(string path, SqliteOpenMode mode) => new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());

    // The driver copies all pages in one step, which fails at once when another connection writes.
    private static async Task CopyAsync(SqliteConnection from, SqliteConnection to, CancellationToken cancellationToken)
    {
        for (var waiting = Stopwatch.StartNew(); ;)
        {
            try
            {
                from.BackupDatabase(to);
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6 && waiting.Elapsed < Patience)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
