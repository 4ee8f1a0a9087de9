using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// Plans and applies the migrations of the host's context, with a lock, a backup, checks before and after, and an automatic restore.
/// </summary>
/// <remarks>
/// <para>One process migrates; others wait, and find the work done. A killed process leaves no lock behind. The next call resumes its
/// run, or restores the backup and begins again.</para>
/// <para>A run that fails is undone as a whole: the database is what it was before. Stop the hosts that write before a run, because a
/// restore removes what they wrote meanwhile.</para>
/// <para>The database needs its package: <c>UseSqliteMigrations()</c>, <c>UsePostgreSqlMigrations()</c> or
/// <c>UseSqlServerMigrations()</c>. The calls check no rights: make them for administrators only.</para>
/// </remarks>
public interface IMigrationHelper
{
    /// <summary>Describes what a run would do now, with the SQL of each migration. It writes nothing and waits for no lock.</summary>
    /// <param name="options">The options of the run; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CanvasConfigurationException">The database has no package for migrations.</exception>
    /// <exception cref="InvalidArgumentException">An option is out of range, or a transformation names no migration.</exception>
    /// <exception cref="MigrationLockedException">Another session migrates and hides the migration history, as it does on PostgreSQL.</exception>
    Task<MigrationPlan> PlanAsync(MigrationOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies the pending migrations and transformations, and stores <see cref="Model.CanvasSchema.Version"/>. It returns at once when
    /// nothing is pending.
    /// </summary>
    /// <param name="options">The options of the run; null for the defaults.</param>
    /// <param name="progress">Receives each step as it begins, and each batch of a transformation; may be null.</param>
    /// <param name="cancellationToken">Ends the run, which is then undone.</param>
    /// <exception cref="CanvasConfigurationException">The database has no package for migrations, or its model has changes without a migration.</exception>
    /// <exception cref="InvalidArgumentException">An option is out of range, or a transformation names no migration.</exception>
    /// <exception cref="MigrationLockedException">Another process held the lock for longer than <see cref="MigrationOptions.LockTimeout"/>.</exception>
    /// <exception cref="MigrationFailedException">A step failed, or the checks found a loss. Its report says what was undone.</exception>
    Task<MigrationReport> MigrateAsync(MigrationOptions? options = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Restores the backup that the last run kept (<see cref="MigrationOptions.KeepBackup"/>). Everything that was written to the tables
    /// since is lost.
    /// </summary>
    /// <param name="options">The options of the lock; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait for the lock.</param>
    /// <exception cref="InvalidStateException">The last run kept no backup.</exception>
    /// <exception cref="MigrationLockedException">Another process held the lock for longer than <see cref="MigrationOptions.LockTimeout"/>.</exception>
    /// <exception cref="MigrationFailedException">The restore failed; repeat the call.</exception>
    Task<MigrationReport> RestoreAsync(MigrationOptions? options = null, CancellationToken cancellationToken = default);
}
