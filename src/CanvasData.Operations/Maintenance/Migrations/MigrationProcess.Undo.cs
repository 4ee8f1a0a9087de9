using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Maintenance;

/// <summary>The undoing of a run that failed, by its backup.</summary>
internal sealed partial class MigrationProcess
{
    private async Task<Exception> UndoAsync(MigrationExecutor executor, IMigrationLease lease, Exception error)
    {
        var cause = error is CanvasOperationsException known ? known.Problem : SafeText.KindOf(error);
        var failed = log.Current;
        try
        {
            if (!await lease.IsHeldAsync(CancellationToken.None).ConfigureAwait(false))
            {
                return Failure("The next run goes on or undoes it", MigrationOutcome.Stopped);
            }

            if (!await HasChangedAsync().ConfigureAwait(false))
            {
                await EndUnchangedAsync().ConfigureAwait(false);
                return Failure("Nothing was changed", MigrationOutcome.RolledBack);
            }

            if (_run!.BackupName is null)
            {
                return Failure("There is no backup: what was applied before stays, and the next run goes on", MigrationOutcome.Stopped);
            }

            await RestoreAsync(executor).ConfigureAwait(false);
            await DiscardAsync(CancellationToken.None).ConfigureAwait(false);
            return Failure(_remains.Count == 0 ? "The backup was restored" : $"The backup was restored. It does not hold, and these stay: {string.Join(", ", _remains)}", MigrationOutcome.RolledBack);
        }
        catch (Exception second)
        {
            logger.MigrationNotUndone(SafeText.KindOf(second));
            return Failure($"The undoing failed too ({(second is CanvasOperationsException of ? of.Problem : SafeText.KindOf(second))}), and the next run repeats it", MigrationOutcome.Stopped);
        }

        Exception Failure(string state, MigrationOutcome outcome) => error is OperationCanceledException && outcome == MigrationOutcome.RolledBack ? error : new MigrationFailedException(
            $"The migration of {context.GetType().Name} failed{(failed is { } step ? $" at the step {step.Kind} {step.Name}".TrimEnd() : "")}: {cause.TrimEnd('.')}. {state}.", MigrationFailure.RemedyOf(error), Report(outcome, cause), error);
    }

    private async Task<bool> HasChangedAsync()
    {
        if (_run is not { Phase: MigrationPhase.Applying })
        {
            return _run is { Phase: MigrationPhase.Restoring };
        }

        if (_run.OpenStep is not null || (await source.AppliedAsync(CancellationToken.None).ConfigureAwait(false)).Overlaps(_run.Migrations))
        {
            return true;
        }

        foreach (var (transformation, before) in _run.Checkpoints)
        {
            if (await journal.ReadCheckpointTextAsync(transformation, CancellationToken.None).ConfigureAwait(false) != before)
            {
                return true;
            }
        }

        return false;
    }

    private async Task EndUnchangedAsync()
    {
        if (_run is not { IsBrokenOff: true })
        {
            return;
        }

        await WriteAsync(_run.LeavingBackup() with { Phase = MigrationPhase.RolledBack }, CancellationToken.None).ConfigureAwait(false);
        await DiscardAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // Once begun it is not cancelled: a database in between is of no use to anyone.
    private async Task RestoreAsync(MigrationExecutor executor)
    {
        var backup = backups.Find(true, _run!.BackupName)!;
        context.ChangeTracker.Clear();
        await log.RunAsync(new MigrationStep(MigrationStepKind.Restore, backup.Name), async () =>
        {
            await WriteAsync(_run with { Phase = MigrationPhase.Restoring }, CancellationToken.None).ConfigureAwait(false);
            await executor.InTransactionAsync(
                async token =>
                {
                    foreach (var transformation in source.TransformationsOf(_run))
                    {
                        await transformation.UndoAsync(context, token).ConfigureAwait(false);
                    }
                },
                CancellationToken.None).ConfigureAwait(false);
            _remains = await backup.FindRemainsAsync(context, _run.Backup with { NewTables = [.. _run.Backup.NewTables, .. journal.OwnTables] }, CancellationToken.None).ConfigureAwait(false);
            var restored = _run.LeavingBackup() with { Phase = MigrationPhase.RolledBack, OpenStep = null, IsSeeded = false };
            await backup.RestoreAsync(context, _run.Backup, async token =>
            {
                await executor.NoteRevertedAsync(_run.Migrations, token).ConfigureAwait(false);
                foreach (var (transformation, before) in _run.Checkpoints)
                {
                    await journal.WriteCheckpointTextAsync(transformation, before, token).ConfigureAwait(false);
                }

                await journal.WriteRunAsync(restored, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            _run = restored;
        }).ConfigureAwait(false);
    }
}
