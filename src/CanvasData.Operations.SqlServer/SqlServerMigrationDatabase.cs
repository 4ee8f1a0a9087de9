using CanvasData.Operations.Maintenance;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.SqlServer;

/// <summary>
/// The lock of migrations on SQL Server: the application lock that EF Core takes itself, held by the session. It ends with the connection,
/// so nothing is ever left to clear.
/// </summary>
internal sealed class SqlServerMigrationDatabase : IMigrationDatabase
{
    private const string Resource = "N'__EFMigrationsLock'";

    public bool Serves(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Microsoft.EntityFrameworkCore.SqlServer";
    }

    public async Task<IMigrationLease?> TryLockAsync(DbContext context, string owner, CancellationToken cancellationToken) =>
        await ScalarAsync(context, $"DECLARE @result int; EXEC @result = sp_getapplock @Resource = {Resource}, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0; SELECT @result", null, cancellationToken).ConfigureAwait(false) is >= 0
            ? new Lease(context)
            : null;

    public async Task<IReadOnlyList<MigrationLock>> ReadLocksAsync(DbContext context, CancellationToken cancellationToken) =>
        await ScalarAsync(context, $"SELECT APPLOCK_TEST('public', {Resource}, 'Exclusive', 'Session')", null, cancellationToken).ConfigureAwait(false) is 0
            ? [new MigrationLock { Kind = MigrationLockKind.EntityFramework, Session = Resource, Holder = "a session with the application lock __EFMigrationsLock (sys.dm_tran_locks names it)", Age = null, HidesHistory = false, IsDead = false }]
            : [];

    public Task<bool> ClearLockAsync(DbContext context, MigrationLock held, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<long?> EstimateRowsAsync(DbContext context, MigrationTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(table);
        var name = context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table.Name, table.Schema);
        return await ScalarAsync(context, "SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID(@name) AND index_id < 2", name, cancellationToken).ConfigureAwait(false) as long?;
    }

    private static async Task<object?> ScalarAsync(DbContext context, string sql, string? name, CancellationToken cancellationToken)
    {
        var command = new SqlCommand(sql, (SqlConnection)context.Database.GetDbConnection(), (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
        await using (command.ConfigureAwait(false))
        {
            if (name is not null)
            {
                command.Parameters.AddWithValue("@name", name);
            }

            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The application lock of the session.</summary>
    private sealed class Lease : IMigrationLease
    {
        private readonly DbContext _context;
        private readonly int? _timeout;

        public Lease(DbContext context)
        {
            (_context, _timeout) = (context, context.Database.GetCommandTimeout());
            context.Database.SetCommandTimeout(0);
        }

        public string? Session => null;

        public async Task<bool> IsHeldAsync(CancellationToken cancellationToken) =>
            _context.Database.GetDbConnection().State == System.Data.ConnectionState.Open
            && await ScalarAsync(_context, $"SELECT APPLOCK_MODE('public', {Resource}, 'Session')", null, cancellationToken).ConfigureAwait(false) is "Exclusive";

        public Task EnterTransactionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            _context.Database.SetCommandTimeout(_timeout);
            try
            {
                if (_context.Database.GetDbConnection().State == System.Data.ConnectionState.Open)
                {
                    await ScalarAsync(_context, $"EXEC sp_releaseapplock @Resource = {Resource}, @LockOwner = 'Session'", null, CancellationToken.None).ConfigureAwait(false);
                }
            }
            catch (SqlException)
            {
                // The session is gone, and its lock with it.
            }
        }
    }
}
