using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Maintenance;

/// <summary>The options of a run of <see cref="IMigrationHelper"/>.</summary>
public sealed record MigrationOptions
{
    /// <summary>How long to wait for another process that migrates. Zero to a day; 10 minutes by default.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The age at which a lock is taken from a holder that cannot be proved to have ended. Give more than the longest statement of a
    /// migration takes. At least a minute; null, the default, for never.
    /// </summary>
    public TimeSpan? ClearLocksAfter { get; init; }

    /// <summary>Whether to make a backup; true by default. Without it a run that fails stays at the last migration that it applied.</summary>
    public bool BackUp { get; init; } = true;

    /// <summary>The <see cref="IMigrationBackup.Name"/> of the backup to use; null for the last registered one that serves the database.</summary>
    public string? BackupName { get; init; }

    /// <summary>The folder of a backup that is a file; null for that of the database. The name of the file holds the id of the run.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>
    /// Whether the backup stays after a run that succeeded; false by default. It holds personal data that no erasure reaches. The next run
    /// deletes it.
    /// </summary>
    public bool KeepBackup { get; init; }

    /// <summary>Whether rows, checksums, foreign keys and invariants are compared before and after; true by default.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>
    /// The names of tables whose rows a migration changes on purpose, in any letter case. Tables that raw SQL or a transformation names
    /// need not be given.
    /// </summary>
    public IReadOnlyCollection<string> ChangedTables { get; init; } = [];

    /// <summary>The rows of a batch of a transformation, 1 to 1,000,000; 10,000 by default.</summary>
    public int BatchRows { get; init; } = 10_000;

    internal MigrationOptions Checked()
    {
        Check(LockTimeout >= TimeSpan.Zero && LockTimeout <= TimeSpan.FromDays(1), nameof(LockTimeout), "Give zero to a day.");
        Check(ClearLocksAfter is not { } age || (age >= TimeSpan.FromMinutes(1) && age <= TimeSpan.FromDays(36_500)), nameof(ClearLocksAfter), "Give a minute to 100 years, or null.");
        Check(BatchRows is >= 1 and <= 1_000_000, nameof(BatchRows), "Give 1 to 1,000,000.");
        Check(BackUp || (BackupName is null && BackupFolder is null && !KeepBackup), nameof(BackUp), "Leave BackupName, BackupFolder and KeepBackup out, or set BackUp to true.");
        return this;
    }

    private static void Check(bool holds, string name, string remedy)
    {
        if (!holds)
        {
            throw new InvalidArgumentException($"{nameof(MigrationOptions)}.{name}", "The value is out of range, or does not go with the others.", remedy);
        }
    }
}
