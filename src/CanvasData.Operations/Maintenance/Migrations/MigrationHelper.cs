using System.Data.Common;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Maintenance;

/// <inheritdoc/>
internal sealed class MigrationHelper(
    ICanvasContexts contexts,
    IEnumerable<IMigrationDatabase> databases,
    IEnumerable<IMigrationBackup> backups,
    IEnumerable<IDataTransformation> transformations,
    TimeProvider time,
    ILogger<MigrationHelper> logger) : IMigrationHelper
{
    private const int CreationAttempts = 15;
    private static readonly TimeSpan CreationPause = TimeSpan.FromMilliseconds(200);

    public Task<MigrationPlan> PlanAsync(MigrationOptions? options, CancellationToken cancellationToken)
    {
        var wanted = (options ?? new MigrationOptions()).Checked();
        return contexts.UseAsync(
            async context =>
            {
                var database = DatabaseOf(context);
                var backup = BackupOf(context, wanted.BackUp, wanted.BackupName);
                if (!await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken).ConfigureAwait(false))
                {
                    return await PlanAsync(context, new NewDatabase(database), backup, wanted, cancellationToken).ConfigureAwait(false);
                }

                await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                var locks = await database.ReadLocksAsync(context, cancellationToken).ConfigureAwait(false);
                return locks.Any(held => held.HidesHistory)
                    ? throw MigrationLocking.Locked(context, locks)
                    : await PlanAsync(context, database, backup, wanted, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<MigrationReport> MigrateAsync(MigrationOptions? options, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        var wanted = (options ?? new MigrationOptions()).Checked();
        return UseAsync(
            wanted,
            progress,
            async process =>
            {
                process.Source.RefuseLackingMigration();
                return await process.MigrateAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<MigrationReport> RestoreAsync(MigrationOptions? options, CancellationToken cancellationToken) =>
        UseAsync((options ?? new MigrationOptions()).Checked(), null, process => process.RestoreKeptAsync(cancellationToken), cancellationToken);

    private Task<MigrationReport> UseAsync(
        MigrationOptions options, IProgress<MigrationProgress>? progress, Func<MigrationProcess, Task<MigrationReport>> work, CancellationToken cancellationToken) => contexts.UseAsync(
        async context =>
        {
            var database = DatabaseOf(context);
            var journal = new MigrationJournal(context, database);
            var process = new MigrationProcess(
                context,
                database,
                journal,
                new MigrationSource(context, journal, Transformations()),
                new MigrationBackups(context, (isWanted, name) => BackupOf(context, isWanted, name), logger),
                options,
                new MigrationLog(progress, time, logger),
                time,
                logger);
            try
            {
                await EnsureDatabaseAsync(context.GetService<IRelationalDatabaseCreator>(), cancellationToken).ConfigureAwait(false);

                // Locks belong to the connection, so it stays open to the end.
                await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                return await work(process).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException || (error is not CanvasOperationsException && DatabaseError.Find(error) is not null))
            {
                throw process.Failed(error);
            }
            finally
            {
                await context.Database.CloseConnectionAsync().ConfigureAwait(false);
            }
        },
        cancellationToken);

    // There is no lock before there is a database: another process may make it meanwhile.
    private async Task EnsureDatabaseAsync(IRelationalDatabaseCreator creator, CancellationToken cancellationToken)
    {
        if (await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            for (var attempt = 0; !await creator.ExistsAsync(cancellationToken).ConfigureAwait(false); attempt++)
            {
                if (attempt == CreationAttempts)
                {
                    throw;
                }

                await Task.Delay(CreationPause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<MigrationPlan> PlanAsync(DbContext context, IMigrationDatabase database, IMigrationBackup? backup, MigrationOptions options, CancellationToken cancellationToken)
    {
        var journal = new MigrationJournal(context, database);
        var source = new MigrationSource(context, journal, Transformations());
        var run = await journal.ReadRunAsync(cancellationToken).ConfigureAwait(false);
        var pending = await source.PendingAsync(cancellationToken).ConfigureAwait(false);
        var changes = source.ChangesOf(pending, options);
        var tables = new List<PlannedTable>();
        foreach (var table in changes.Concerned.Concat(changes.New))
        {
            tables.Add(new PlannedTable(table, await database.EstimateRowsAsync(context, table, cancellationToken).ConfigureAwait(false)));
        }

        return new MigrationPlan
        {
            Steps = [.. MigrationProcess.StepsOf(pending, backup, source.HasSeeding, options)],
            Migrations = [.. pending.Where(step => step.Migration is not null).Select(step => new PlannedMigration
            {
                Id = step.Migration!.Id,
                Commands = [.. step.Migration.Commands.Select(command => new PlannedCommand(command.CommandText.TrimEnd(), !command.TransactionSuppressed))],
            })],
            Tables = tables,
            Locks = await database.ReadLocksAsync(context, cancellationToken).ConfigureAwait(false),
            LacksMigration = source.LacksMigration(),
            BrokenOff = run is { IsBrokenOff: true } ? MigrationProcess.DescribeRecovery(run, await source.AppliedAsync(cancellationToken).ConfigureAwait(false)) : null,
        };
    }

    private IMigrationDatabase DatabaseOf(DbContext context) => databases.LastOrDefault(database => database.Serves(context)) ?? throw new CanvasConfigurationException(
        $"No package for migrations serves {context.Database.ProviderName}, which {context.GetType().Name} uses.",
        "Call UseSqliteMigrations(), UsePostgreSqlMigrations() or UseSqlServerMigrations() after AddCanvasOperations().");

    private IMigrationBackup? BackupOf(DbContext context, bool isWanted, string? name) => !isWanted ? null
        : backups.LastOrDefault(backup => name is null ? backup.Serves(context) : backup.Name == name) ?? throw new CanvasConfigurationException(
            name is null ? $"No backup is registered for {context.Database.ProviderName}." : $"No backup with the name {name} is registered.",
            "Register one with AddMigrationBackup<T>(), or migrate with MigrationOptions.BackUp = false after a backup of your own.");

    private List<IDataTransformation> Transformations()
    {
        var all = transformations.ToList();
        return all.Find(transformation => string.IsNullOrWhiteSpace(transformation.Name) || transformation.Name.Length > 100 || all.Count(other => other.Name == transformation.Name) > 1) is { } wrong
            ? throw new InvalidArgumentException($"{nameof(IDataTransformation)}.{nameof(IDataTransformation.Name)}", $"The name of {wrong.GetType().Name} is empty, too long or doubled.", "Give each transformation a name of its own, of 1 to 100 characters.")
            : all;
    }

    /// <summary>A database that is not there yet: it has no tables and no locks.</summary>
    private sealed class NewDatabase(IMigrationDatabase database) : IMigrationDatabase
    {
        public bool Serves(DbContext context) => database.Serves(context);

        public Task<IMigrationLease?> TryLockAsync(DbContext context, string owner, CancellationToken cancellationToken) => Task.FromResult<IMigrationLease?>(null);

        public Task<IReadOnlyList<MigrationLock>> ReadLocksAsync(DbContext context, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MigrationLock>>([]);

        public Task<bool> ClearLockAsync(DbContext context, MigrationLock held, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<long?> EstimateRowsAsync(DbContext context, MigrationTable table, CancellationToken cancellationToken) => Task.FromResult<long?>(null);
    }
}
