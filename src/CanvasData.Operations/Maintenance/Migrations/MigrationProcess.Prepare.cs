using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CanvasData.Operations.Maintenance;

/// <summary>The start of a run: what it concerns, how the data are before, and the backup.</summary>
internal sealed partial class MigrationProcess
{
    private async Task PrepareAsync(IMigrationLease lease, IReadOnlyList<PendingStep> pending, CancellationToken cancellationToken)
    {
        if (_run is { KeepsBackup: true })
        {
            await WriteAsync(_run.LeavingBackup(), cancellationToken).ConfigureAwait(false);
            await DiscardAsync(cancellationToken).ConfigureAwait(false);
        }

        var changes = source.ChangesOf(pending, options);
        var existing = await ExistingAsync(changes.Concerned, cancellationToken).ConfigureAwait(false);
        await RefuseForeignTablesAsync(changes, cancellationToken).ConfigureAwait(false);
        var checkpoints = new Dictionary<string, string?>();
        foreach (var transformation in pending.Select(step => step.Transformation).OfType<IDataTransformation>())
        {
            checkpoints[transformation.Name] = await journal.ReadCheckpointTextAsync(transformation.Name, cancellationToken).ConfigureAwait(false);
        }

        var backup = backups.Find(options.BackUp, options.BackupName);

        // The end of the run raises the version of the tables. The keys that it fills for CanvasUser follow from other columns and may stay.
        MigrationTable[] versioned = context.Model.FindEntityType(typeof(CanvasInstance)) is { } type ? [new MigrationTable(type.GetSchema(), type.GetTableName()!)] : [];
        await WriteAsync(
            new MigrationRun
            {
                Owner = ProcessIdentity.Current, Session = lease.Session, Phase = MigrationPhase.Preparing, BackupName = backup?.Name, Checkpoints = checkpoints,
                Leftovers = _run?.Leftovers ?? [],
                Migrations = [.. pending.Select(step => step.Migration?.Id).OfType<string>()],
                Backup = new MigrationBackupRequest { RunId = Guid.NewGuid(), StartedAt = log.StartedAt, Tables = [.. existing.Union(await ExistingAsync(versioned, cancellationToken).ConfigureAwait(false))], NewTables = [.. changes.New], OtherOperations = changes.Other, Folder = options.BackupFolder },
            },
            cancellationToken).ConfigureAwait(false);
        logger.MigrationStarted(_run!.Backup.RunId, pending.Count);

        // EF Core makes the history outside a transaction too. A restored backup must hold it.
        await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        DatabaseSnapshot? before = null;
        if (options.Validate)
        {
            await log.RunAsync(new MigrationStep(MigrationStepKind.Inspect), async () => before = await DatabaseSnapshot.TakeAsync(context, changes, existing, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (backup is not null)
        {
            await log.RunAsync(new MigrationStep(MigrationStepKind.BackUp, backup.Name), () => backup.BackUpAsync(context, _run.Backup, cancellationToken)).ConfigureAwait(false);
        }

        await WriteAsync(_run with { Phase = MigrationPhase.Applying, Before = before }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<MigrationTable>> ExistingAsync(IEnumerable<MigrationTable> tables, CancellationToken cancellationToken)
    {
        var existing = new List<MigrationTable>();
        foreach (var table in tables)
        {
            if (await database.EstimateRowsAsync(context, table, cancellationToken).ConfigureAwait(false) is not null)
            {
                existing.Add(table);
            }
        }

        return existing;
    }

    // To undo the run is to drop the tables that it makes: a table that is there already must not be one of them, unless the backup holds it.
    private async Task RefuseForeignTablesAsync(TableChanges changes, CancellationToken cancellationToken)
    {
        if (await ExistingAsync(changes.New.Except(changes.Concerned), cancellationToken).ConfigureAwait(false) is [var table, ..])
        {
            throw new InvalidStateException(
                $"The table {table} is there already, but no applied migration makes it. Nothing was changed.",
                "If EnsureCreated made the tables, export what Canvas does not have, delete the database and migrate. Otherwise note the migration that made it in the migration history.");
        }
    }
}
