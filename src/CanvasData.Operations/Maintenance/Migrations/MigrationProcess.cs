using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// One call of the helper. The journal says before each change how it is undone, so that the next call knows what to do after a kill.
/// </summary>
internal sealed partial class MigrationProcess(
    DbContext context,
    IMigrationDatabase database,
    MigrationJournal journal,
    MigrationSource source,
    MigrationBackups backups,
    MigrationOptions options,
    MigrationLog log,
    TimeProvider time,
    ILogger logger)
{
    private readonly MigrationLocking _locking = new(context, database, journal, options, time, logger);
    private MigrationValidation _validation = MigrationValidation.None;
    private MigrationRun? _run;
    private string? _recovery;
    private IReadOnlyList<string> _remains = [];

    public MigrationSource Source => source;

    /// <summary>The steps of a run with some pending migrations.</summary>
    public static IEnumerable<MigrationStep> StepsOf(IReadOnlyList<PendingStep> pending, IMigrationBackup? backup, bool seeds, MigrationOptions options)
    {
        if (pending.Count == 0)
        {
            return [];
        }

        MigrationStep[] before = [new(MigrationStepKind.Lock), .. Only(options.Validate, MigrationStepKind.Inspect), .. Only(backup is not null, MigrationStepKind.BackUp, backup?.Name)];
        return [.. before, .. pending.Select(step => step.Step), .. Only(options.Validate, MigrationStepKind.Validate), .. Only(seeds, MigrationStepKind.Seed), new(MigrationStepKind.Finish)];

        static MigrationStep[] Only(bool wanted, MigrationStepKind kind, string? name = null) => wanted ? [new MigrationStep(kind, name)] : [];
    }

    /// <summary>What is done about a run that was broken off.</summary>
    public static string DescribeRecovery(MigrationRun run, IReadOnlySet<string> applied) => run switch
    {
        { Phase: MigrationPhase.Preparing } => "An earlier run was broken off before it changed anything; it is begun again.",
        { Phase: MigrationPhase.Restoring } => "An earlier run was broken off while its backup was being restored; the restore is repeated, and the run begun again.",
        _ when !IsHalfDone(run, applied) => "An earlier run was broken off; it goes on where it was.",
        { BackupName: null } => $"An earlier run was broken off in the middle of {run.OpenStep}, which is no single transaction, and made no backup.",
        _ => $"An earlier run was broken off in the middle of {run.OpenStep}, which is no single transaction; its backup is restored, and the run begun again.",
    };

    /// <summary>Applies what is pending.</summary>
    public async Task<MigrationReport> MigrateAsync(CancellationToken cancellationToken)
    {
        if (await IsUpToDateAsync(cancellationToken).ConfigureAwait(false))
        {
            return Report(MigrationOutcome.UpToDate);
        }

        var lease = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var executor = new MigrationExecutor(context, lease, journal);
            await journal.EnsureExistsAsync(cancellationToken).ConfigureAwait(false);
            await RecoverAsync(executor, cancellationToken).ConfigureAwait(false);
            var pending = await source.PendingAsync(cancellationToken).ConfigureAwait(false);
            if (pending.Count == 0 && _run is not { Phase: MigrationPhase.Applying })
            {
                return Report(MigrationOutcome.UpToDate);
            }

            try
            {
                return await RunAsync(executor, lease, pending, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                throw await UndoAsync(executor, lease, error).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Restores the backup that the last run kept.</summary>
    public async Task<MigrationReport> RestoreKeptAsync(CancellationToken cancellationToken)
    {
        var lease = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            _run = await journal.ReadRunAsync(cancellationToken).ConfigureAwait(false);
            if (_run is not ({ KeepsBackup: true, BackupName: not null } or { Phase: MigrationPhase.Restoring }))
            {
                throw new InvalidStateException("The last run of migrations kept no backup.", "Set MigrationOptions.KeepBackup in the run, or restore a backup of your own.");
            }

            await RestoreAsync(new MigrationExecutor(context, lease, journal)).ConfigureAwait(false);
            await DiscardAsync(CancellationToken.None).ConfigureAwait(false);
            return Report(MigrationOutcome.RolledBack);
        }
    }

    /// <summary>The error of a failure outside the steps.</summary>
    public MigrationFailedException Failed(Exception error)
    {
        var (state, outcome) = _run is { IsBrokenOff: true }
            ? ("while a run or a restore is broken off; the next call goes on or undoes it", MigrationOutcome.Stopped)
            : ("before it changed anything", MigrationOutcome.RolledBack);
        return new($"The migration of {context.GetType().Name} failed {state}. {SafeText.KindOf(error)}.", MigrationFailure.RemedyOf(error), Report(outcome, SafeText.KindOf(error)), error);
    }

    private async Task<MigrationReport> RunAsync(MigrationExecutor executor, IMigrationLease lease, IReadOnlyList<PendingStep> pending, CancellationToken cancellationToken)
    {
        if (_run is { Phase: MigrationPhase.Applying } resumed)
        {
            // A newer program may have more migrations. Neither the backup nor the snapshot of the run covers them: they are a run of their own.
            var (own, later) = (pending.Where(resumed.Holds).ToList(), pending.Where(step => !resumed.Holds(step)).ToList());
            await WriteAsync(resumed with { Owner = ProcessIdentity.Current, Session = lease.Session }, cancellationToken).ConfigureAwait(false);
            await CompleteAsync(executor, own, isLast: later.Count == 0, cancellationToken).ConfigureAwait(false);
            if (later.Count == 0)
            {
                return Report(MigrationOutcome.Migrated);
            }

            pending = later;
        }

        await PrepareAsync(lease, pending, cancellationToken).ConfigureAwait(false);
        await CompleteAsync(executor, pending, isLast: true, cancellationToken).ConfigureAwait(false);
        return Report(MigrationOutcome.Migrated);
    }

    // The seeding and the version of the tables need the model of the program, which only the last run leads to.
    private async Task CompleteAsync(MigrationExecutor executor, IReadOnlyList<PendingStep> pending, bool isLast, CancellationToken cancellationToken)
    {
        foreach (var step in pending)
        {
            await log.RunAsync(step.Step, () => step.Migration is { } migration
                ? ApplyAsync(executor, migration, cancellationToken)
                : TransformAsync(executor, step.Transformation!, cancellationToken)).ConfigureAwait(false);
        }

        if (_run is { Before: { } before, IsSeeded: false })
        {
            await log.RunAsync(new MigrationStep(MigrationStepKind.Validate), () => ValidateAsync(before, cancellationToken)).ConfigureAwait(false);
        }

        if (isLast && source.HasSeeding && !_run!.IsSeeded)
        {
            var seeded = _run with { IsSeeded = true };
            await log.RunAsync(new MigrationStep(MigrationStepKind.Seed), () => executor.SeedAsync(seeded, cancellationToken)).ConfigureAwait(false);
            _run = seeded;
        }

        await log.RunAsync(new MigrationStep(MigrationStepKind.Finish), () => FinishAsync(isLast, cancellationToken)).ConfigureAwait(false);
    }

    // A look before the lock, unless another process holds what is looked at: that is waited for.
    private async Task<bool> IsUpToDateAsync(CancellationToken cancellationToken)
    {
        if ((await database.ReadLocksAsync(context, cancellationToken).ConfigureAwait(false)).Any(held => held.HidesHistory))
        {
            return false;
        }

        _run = await journal.ReadRunAsync(cancellationToken).ConfigureAwait(false);
        return _run is not ({ IsBrokenOff: true } or { Leftovers.Count: > 0 }) && (await source.PendingAsync(cancellationToken).ConfigureAwait(false)).Count == 0;
    }

    private async Task<IMigrationLease> LockAsync(CancellationToken cancellationToken)
    {
        IMigrationLease? lease = null;
        var step = new MigrationStep(MigrationStepKind.Lock);
        await log.RunAsync(step, async () => lease = await _locking.TakeAsync(holder => log.Tell(new MigrationProgress(step, WaitsFor: holder)), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return lease!;
    }

    // The run of this journal has ended: its lock is ours.
    private async Task RecoverAsync(MigrationExecutor executor, CancellationToken cancellationToken)
    {
        _run = await journal.ReadRunAsync(cancellationToken).ConfigureAwait(false);
        if (_run is { IsBrokenOff: true })
        {
            var applied = await source.AppliedAsync(cancellationToken).ConfigureAwait(false);
            _recovery = DescribeRecovery(_run, applied);
            logger.MigrationRecovered(_recovery);
            if (_run.Phase == MigrationPhase.Preparing)
            {
                await WriteAsync(_run.LeavingBackup() with { Phase = MigrationPhase.RolledBack }, cancellationToken).ConfigureAwait(false);
            }
            else if (_run.Phase == MigrationPhase.Restoring || IsHalfDone(_run, applied))
            {
                if (_run.BackupName is null)
                {
                    throw new InvalidStateException(_recovery, "Restore a backup of your own, delete the row of __CanvasDataMigration with the key run, and migrate again.");
                }

                await RestoreAsync(executor).ConfigureAwait(false);
            }
        }

        await DiscardAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<long?> ApplyAsync(MigrationExecutor executor, PendingMigration migration, CancellationToken cancellationToken)
    {
        if (!migration.IsAtomic)
        {
            await WriteAsync(_run! with { OpenStep = migration.Id }, cancellationToken).ConfigureAwait(false);
        }

        var isOurs = await executor.ApplyAsync(migration, cancellationToken).ConfigureAwait(false);
        if (!migration.IsAtomic)
        {
            await WriteAsync(_run! with { OpenStep = null }, cancellationToken).ConfigureAwait(false);
        }

        if (!isOurs)
        {
            await _locking.LetOthersFinishAsync(holder => log.Tell(new MigrationProgress(new MigrationStep(MigrationStepKind.Migrate, migration.Id), WaitsFor: holder)), cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<long?> TransformAsync(MigrationExecutor executor, IDataTransformation transformation, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var checkpoint = await executor.TransformAsync(transformation, options.BatchRows, cancellationToken).ConfigureAwait(false);
            log.Tell(new MigrationProgress(new MigrationStep(MigrationStepKind.Transform, transformation.Name), checkpoint.Rows));
            if (checkpoint.IsDone)
            {
                return checkpoint.Rows;
            }
        }
    }

    private async Task ValidateAsync(DatabaseSnapshot before, CancellationToken cancellationToken)
    {
        var changes = source.ChangesOf(source.StepsOf(_run!), options);
        _validation = await MigrationValidation.RunAsync(context, database, changes, before, cancellationToken).ConfigureAwait(false);
        if (_validation.Problems.Count > 0)
        {
            throw new InvalidStateException(
                $"The data after the migration are not those before: {string.Join(" ", _validation.Problems)}",
                "Look at the migration. Name tables that it changes on purpose in MigrationOptions.ChangedTables.");
        }
    }

    private async Task FinishAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (isLast && context.Model.FindEntityType(typeof(CanvasInstance)) is not null)
        {
            await TableVersion.RaiseAsync(context, cancellationToken).ConfigureAwait(false);
        }

        var keeps = options.KeepBackup && _run!.BackupName is not null;
        await WriteAsync((keeps ? _run! with { KeepsBackup = true } : _run!.LeavingBackup()) with { Phase = MigrationPhase.Done }, cancellationToken).ConfigureAwait(false);
        await DiscardAsync(CancellationToken.None).ConfigureAwait(false);
        logger.MigrationEnded(_run.Backup.RunId);
    }

    // A backup that cannot be deleted does not fail the run, which has ended. A later run tries again.
    private async Task DiscardAsync(CancellationToken cancellationToken)
    {
        if (_run is { Leftovers: { Count: > 0 } leftovers } && await backups.DiscardAsync(leftovers, cancellationToken).ConfigureAwait(false) is { } remaining && remaining.Count < leftovers.Count)
        {
            await WriteAsync(_run with { Leftovers = remaining }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(MigrationRun run, CancellationToken cancellationToken)
    {
        await journal.WriteRunAsync(run, cancellationToken).ConfigureAwait(false);
        _run = run;
    }

    private static bool IsHalfDone(MigrationRun run, IReadOnlySet<string> applied) => run.OpenStep is { } step && !applied.Contains(step);

    private MigrationReport Report(MigrationOutcome outcome, string? problem = null) => new()
    {
        RunId = _run?.Backup.RunId ?? Guid.Empty,
        StartedAt = log.StartedAt,
        Duration = log.Duration,
        Outcome = outcome,
        Recovery = _recovery,
        Steps = log.Steps,
        Tables = _validation.Tables,
        Findings = _validation.Findings,
        Problems = _validation.Problems.Count > 0 ? _validation.Problems : problem is null ? [] : [problem],
        Remains = _remains,
        ClearedLocks = _locking.Cleared,
        Backup = _run is { BackupName: { } name } && (_run.KeepsBackup || _run.IsBrokenOff)
            ? backups.PlaceOf(new StoredBackup(name, _run.Backup))
            : _run is { Leftovers: [var leftover, ..] } ? backups.PlaceOf(leftover) : null,
    };
}
