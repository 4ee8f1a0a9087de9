using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Maintenance;

/// <summary>Applies one migration or one batch, with what the journal and the history of EF Core need to know, in one transaction.</summary>
internal sealed class MigrationExecutor(DbContext context, IMigrationLease lease, MigrationJournal journal)
{
    private readonly IHistoryRepository _history = context.GetService<IHistoryRepository>();
    private readonly IRelationalConnection _connection = context.GetService<IRelationalConnection>();

    /// <summary>Applies a migration.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="cancellationToken">Ends it; a migration in one transaction leaves nothing.</param>
    /// <returns>False when another program has applied it.</returns>
    public async Task<bool> ApplyAsync(PendingMigration migration, CancellationToken cancellationToken)
    {
        var isOurs = false;
        await InTransactionAsync(
            async token =>
            {
                // Where the lock of EF Core ends with a transaction, another program may have migrated until it was taken. After an attempt
                // whose answer to the commit was lost it is this call that applied it.
                if (await IsAppliedAsync(migration, token).ConfigureAwait(false))
                {
                    isOurs &= migration.IsAtomic;
                    return;
                }

                isOurs = true;
                if (migration.IsAtomic)
                {
                    foreach (var command in migration.Commands)
                    {
                        await ExecuteAsync(command, token).ConfigureAwait(false);
                    }

                    await NoteAppliedAsync(migration.Id, token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return isOurs && (migration.IsAtomic || await ApplyInPartsAsync(migration, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Runs one batch of a transformation.</summary>
    public async Task<Checkpoint> TransformAsync(IDataTransformation transformation, int rows, CancellationToken cancellationToken)
    {
        var after = new Checkpoint(null, 0, IsDone: false);
        await InTransactionAsync(
            async token =>
            {
                var before = await journal.ReadCheckpointAsync(transformation.Name, token).ConfigureAwait(false);
                if (before.IsDone)
                {
                    // The answer to the commit of the last batch was lost.
                    after = before;
                    return;
                }

                var batch = await transformation.RunBatchAsync(context, before.Cursor, rows, token).ConfigureAwait(false);
                if (batch.Cursor is not null && batch.Cursor == before.Cursor)
                {
                    throw new CanvasConfigurationException(
                        $"The transformation {transformation.Name} returned the cursor that it was given, and would never end.", "Return the last key of the batch, or null at the end.");
                }

                after = new Checkpoint(batch.Cursor, before.Rows + batch.Rows, batch.Cursor is null);
                await journal.WriteCheckpointAsync(transformation.Name, after, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return after;
    }

    /// <summary>Runs the seeding of the context's options, and stores in the same transaction that it is done.</summary>
    public Task SeedAsync(MigrationRun seeded, CancellationToken cancellationToken) => InTransactionAsync(
        async token =>
        {
            var options = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!;
            if (options.AsyncSeeder is { } seed)
            {
                await seed(context, true, token).ConfigureAwait(false);
            }
            else
            {
                options.Seeder!(context, true);
            }

            await journal.WriteRunAsync(seeded, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Does work in one transaction, in the order in which EF Core's own lock is taken.</summary>
    public Task InTransactionAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => context.Database.CreateExecutionStrategy().ExecuteAsync(
        async token =>
        {
            // What an attempt that failed tracks has values that were never written.
            context.ChangeTracker.Clear();
            await EnsureHeldAsync(token).ConfigureAwait(false);
            var transaction = await context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await lease.EnterTransactionAsync(token).ConfigureAwait(false);
                await work(token).ConfigureAwait(false);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }

            context.ChangeTracker.Clear();
        },
        cancellationToken);

    // SQLite rebuilds a table with foreign keys off, and PostgreSQL makes some indexes without a lock: neither works in a transaction.
    // Before the first part another program may have applied it, as above; then there is nothing to do, and the result is false.
    private async Task<bool> ApplyInPartsAsync(PendingMigration migration, CancellationToken cancellationToken)
    {
        await EnsureHeldAsync(cancellationToken).ConfigureAwait(false);
        for (var next = 0; next < migration.Commands.Count;)
        {
            if (migration.Commands[next].TransactionSuppressed)
            {
                if (next == 0 && await IsAppliedAsync(migration, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                await ExecuteAsync(migration.Commands[next++], cancellationToken).ConfigureAwait(false);
                continue;
            }

            var end = next + migration.Commands.Skip(next).TakeWhile(command => !command.TransactionSuppressed).Count();
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await lease.EnterTransactionAsync(cancellationToken).ConfigureAwait(false);
                if (next == 0 && await IsAppliedAsync(migration, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                for (; next < end; next++)
                {
                    await ExecuteAsync(migration.Commands[next], cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        await InTransactionAsync(token => NoteAppliedAsync(migration.Id, token), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> IsAppliedAsync(PendingMigration migration, CancellationToken cancellationToken) =>
        (await _history.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).Any(row => row.MigrationId == migration.Id);

    private Task ExecuteAsync(MigrationCommand command, CancellationToken cancellationToken) => command.ExecuteNonQueryAsync(_connection, null, cancellationToken);

    private Task NoteAppliedAsync(string id, CancellationToken cancellationToken) =>
        ExecuteAsync(_history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())), cancellationToken);

    /// <summary>Removes migrations from the history.</summary>
    public async Task NoteRevertedAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await ExecuteAsync(_history.GetDeleteScript(id), cancellationToken).ConfigureAwait(false);
        }
    }

    private Task ExecuteAsync(string script, CancellationToken cancellationToken) => context.GetService<IRawSqlCommandBuilder>().Build(script).ExecuteNonQueryAsync(
        new RelationalCommandParameterObject(_connection, null, null, context, context.GetService<IRelationalCommandDiagnosticsLogger>()), cancellationToken);

    private async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        if (!await lease.IsHeldAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidStateException("The connection that held the lock of migrations was lost.", "Run the migration again; it goes on where it was.");
        }
    }
}
