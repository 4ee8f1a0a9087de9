using System.Globalization;
using CanvasData.Operations.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// The lock of migrations on PostgreSQL: an advisory lock of the session that migrates, so that the lock and the work end together. The
/// server looks each second whether the process still lives, even while a statement runs.
/// </summary>
internal sealed class PostgreSqlMigrationDatabase : IMigrationDatabase
{
    // "CanvasMi" in ASCII; locks of this kind belong to one database.
    private const long Key = 0x43616E7661734D69;

    private static readonly string Unlock = $"SELECT pg_advisory_unlock({Key.ToString(CultureInfo.InvariantCulture)})";

    private const string Locks = """
        SELECT l.locktype = 'advisory', a.pid || '@' || extract(epoch FROM a.backend_start)::text, a.pid, coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'local'),
            coalesce(a.state, 'in an unknown state'), extract(epoch FROM clock_timestamp() - a.state_change)::float8
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.granted AND l.pid <> pg_backend_pid() AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND ((l.locktype = 'advisory' AND l.classid::bigint = $1 AND l.objid::bigint = $2 AND l.objsubid = 1)
                OR (l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.relation = to_regclass($3)))
        ORDER BY 1 DESC
        """;

    private const string IsHeld = """
        SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
            AND classid::bigint = $1 AND objid::bigint = $2 AND objsubid = 1)
        """;

    public bool Serves(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL";
    }

    public async Task<IMigrationLease?> TryLockAsync(DbContext context, string owner, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        if (await connection.ScalarAsync("SELECT pg_try_advisory_lock($1)", cancellationToken, Key).ConfigureAwait(false) is not true)
        {
            return null;
        }

        // EF Core's lock has its own holder, who may have to be waited for or cleared.
        if ((await ReadLocksAsync(context, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            await connection.ExecuteAsync(Unlock, cancellationToken).ConfigureAwait(false);
            return null;
        }

        // Settings of the session, which the pool resets. Some systems cannot look at a connection while a statement runs.
        await connection.ExecuteAsync("SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0", cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync("DO $$ BEGIN PERFORM set_config('client_connection_check_interval', '1000', false); EXCEPTION WHEN OTHERS THEN NULL; END $$", cancellationToken).ConfigureAwait(false);

        var session = (string)(await connection.ScalarAsync("SELECT pid || '@' || extract(epoch FROM backend_start)::text FROM pg_stat_activity WHERE pid = pg_backend_pid()", cancellationToken).ConfigureAwait(false))!;
        return new Lease(context, session, History(context));
    }

    public async Task<IReadOnlyList<MigrationLock>> ReadLocksAsync(DbContext context, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Locks, (NpgsqlConnection)context.Database.GetDbConnection());
        await using (command.ConfigureAwait(false))
        {
            foreach (var value in (object[])[Key >> 32, Key & 0xFFFFFFFF, History(context)])
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            var locks = new List<MigrationLock>();
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var isHelper = reader.GetBoolean(0);
                    locks.Add(new MigrationLock
                    {
                        Kind = isHelper ? MigrationLockKind.Helper : MigrationLockKind.EntityFramework,
                        Session = reader.GetString(1),
                        Holder = string.Create(CultureInfo.InvariantCulture, $"{(isHelper ? "a run of this library" : "a lock on the migration history, as EF Core takes it")}: backend {reader.GetInt32(2)} ({reader.GetString(3)}, {reader.GetString(4)}, {reader.GetString(5)})"),
                        Age = await reader.IsDBNullAsync(6, cancellationToken).ConfigureAwait(false) ? null : TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(6))),
                        HidesHistory = !isHelper,
                        IsDead = false,
                    });
                }
            }

            return locks;
        }
    }

    public async Task<bool> ClearLockAsync(DbContext context, MigrationLock held, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(held);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        try
        {
            return await connection.ScalarAsync(
                "SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid || '@' || extract(epoch FROM backend_start)::text = $1", cancellationToken, held.Session).ConfigureAwait(false) is true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    public async Task<long?> EstimateRowsAsync(DbContext context, MigrationTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(table);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        var name = context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table.Name, table.Schema);
        return await connection.ScalarAsync("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass($1)", cancellationToken, name).ConfigureAwait(false) switch
        {
            null => null,
            long rows and > 0 => rows,

            // It was never analyzed.
            _ => (long?)await connection.ScalarAsync($"SELECT count(*) FROM {name}", cancellationToken).ConfigureAwait(false),
        };
    }

    private static string History(DbContext context)
    {
        var options = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        return context.GetService<ISqlGenerationHelper>().DelimitIdentifier(options.MigrationsHistoryTableName ?? "__EFMigrationsHistory", options.MigrationsHistoryTableSchema);
    }

    /// <summary>The advisory lock. Each transaction takes the lock of EF Core as well.</summary>
    private sealed class Lease : IMigrationLease
    {
        private readonly DbContext _context;
        private readonly NpgsqlConnection _connection;
        private readonly string _history;
        private readonly int? _timeout;

        public Lease(DbContext context, string session, string history)
        {
            (_context, _connection, _history, Session) = (context, (NpgsqlConnection)context.Database.GetDbConnection(), history, session);
            _timeout = context.Database.GetCommandTimeout();
            context.Database.SetCommandTimeout(0);
        }

        public string? Session { get; }

        public async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
        {
            if (_connection.State != System.Data.ConnectionState.Open)
            {
                return false;
            }

            try
            {
                return await _connection.ScalarAsync(IsHeld, cancellationToken, Key >> 32, Key & 0xFFFFFFFF).ConfigureAwait(false) is true;
            }
            catch (NpgsqlException) when (_connection.State != System.Data.ConnectionState.Open)
            {
                return false;
            }
        }

        public async Task EnterTransactionAsync(CancellationToken cancellationToken)
        {
            await _connection.ExecuteAsync($"LOCK TABLE {_history} IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            _context.Database.SetCommandTimeout(_timeout);
            try
            {
                if (_connection.State == System.Data.ConnectionState.Open)
                {
                    await _connection.ExecuteAsync(Unlock, CancellationToken.None).ConfigureAwait(false);

                    // Migrations may have made types that the driver has not read yet.
                    await _connection.ReloadTypesAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
            catch (NpgsqlException)
            {
                // The session is gone, and its lock with it.
            }
        }
    }
}
