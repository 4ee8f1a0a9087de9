using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Maintenance;

/// <summary>Takes the lock: waits for a holder that works, and clears the lock of one that has ended.</summary>
internal sealed class MigrationLocking(DbContext context, IMigrationDatabase database, MigrationJournal journal, MigrationOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    /// <summary>What was cleared, and by what rule.</summary>
    public List<string> Cleared { get; } = [];

    /// <param name="waits">Receives the holder that is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IMigrationLease> TakeAsync(Action<string> waits, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); ;)
        {
            if (await database.TryLockAsync(context, ProcessIdentity.Current, cancellationToken).ConfigureAwait(false) is { } lease)
            {
                return lease;
            }

            var locks = await database.ReadLocksAsync(context, cancellationToken).ConfigureAwait(false);
            if (await ClearAsync(locks, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (time.GetElapsedTime(started) >= options.LockTimeout)
            {
                throw Locked(context, locks);
            }

            waits(locks is [var held, ..] ? held.Holder : "another process");
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Waits until no other program has held the lock of EF Core for a second. On PostgreSQL that lock ends with each migration, and EF Core
    /// does not look again which migrations are applied: it would fail on the next one.
    /// </summary>
    /// <param name="waits">Receives the holder that is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LetOthersFinishAsync(Action<string> waits, CancellationToken cancellationToken)
    {
        for (var quietSince = time.GetTimestamp(); time.GetElapsedTime(quietSince) < QuietTime;)
        {
            await Task.Delay(QuietTime / 20, time, cancellationToken).ConfigureAwait(false);
            if ((await database.ReadLocksAsync(context, cancellationToken).ConfigureAwait(false)).FirstOrDefault(held => held.Kind == MigrationLockKind.EntityFramework) is { } held)
            {
                waits(held.Holder);
                quietSince = time.GetTimestamp();
            }
        }
    }

    private async Task<bool> ClearAsync(IReadOnlyList<MigrationLock> locks, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var held in locks)
        {
            if (await RuleAsync(held, cancellationToken).ConfigureAwait(false) is { } rule && await database.ClearLockAsync(context, held, cancellationToken).ConfigureAwait(false))
            {
                Cleared.Add($"{held.Holder}: {rule}");
                logger.MigrationLockCleared(held.Kind.ToString(), rule);
                any = true;
            }
        }

        return any;
    }

    private async Task<string?> RuleAsync(MigrationLock held, CancellationToken cancellationToken)
    {
        if (held.IsDead)
        {
            return "its process has ended";
        }

        if (held.Age >= options.ClearLocksAfter)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it is older than {options.ClearLocksAfter:c}");
        }

        // The journal cannot be read while its writer migrates; its writer lives then.
        var run = held.Kind == MigrationLockKind.Helper ? await ReadRunAsync(cancellationToken).ConfigureAwait(false) : null;
        return run is { IsBrokenOff: true } && run.Session == held.Session && ProcessIdentity.HasEnded(run.Owner) ? "the process of its run has ended" : null;
    }

    private async Task<MigrationRun?> ReadRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await journal.ReadRunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Busy })
        {
            return null;
        }
    }

    /// <summary>The error of a lock that another process holds.</summary>
    public static MigrationLockedException Locked(DbContext context, IReadOnlyList<MigrationLock> locks)
    {
        var holders = locks.Select(held => string.Create(CultureInfo.InvariantCulture, $"{held.Holder}{(held.Age is { } age ? $" (for {age:hh\\:mm\\:ss})" : "")}"));
        return new MigrationLockedException(
            $"Another process migrates {context.GetType().Name}: {(locks.Count == 0 ? "its name is unknown" : string.Join(", ", holders))}. Nothing was changed.",
            locks.Any(held => held.Kind == MigrationLockKind.EntityFramework)
                ? "Wait for it. If no process migrates, a killed one has left the lock: run again with MigrationOptions.ClearLocksAfter, above the time that a migration takes."
                : "Wait for it, or end that process.",
            locks);
    }
}
