using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// Makes, restores and deletes a backup. The packages of SQLite and PostgreSQL have one; a host registers its own with
/// <c>AddMigrationBackup</c>.
/// </summary>
/// <remarks>
/// Calls are repeated after a kill, perhaps by another process: the name finds the backup again. Each call succeeds when its work is done
/// already.
/// </remarks>
public interface IMigrationBackup
{
    /// <summary>The name, the same in each process.</summary>
    string Name { get; }

    /// <summary>Whether this serves the context's database.</summary>
    /// <param name="context">The context that is to be migrated.</param>
    bool Serves(DbContext context);

    /// <summary>The file, schema or other place of the backup, for people; the same for the same request.</summary>
    /// <param name="context">The context.</param>
    /// <param name="request">What is backed up.</param>
    string PlaceOf(DbContext context, MigrationBackupRequest request);

    /// <summary>Makes the backup, whole or not at all.</summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="request">What is backed up.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task BackUpAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Brings back schema and rows of the tables, and drops the new tables; all of it or nothing.</summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="request">What was backed up.</param>
    /// <param name="complete">Notes that it is done: call it in the transaction of the restore, or after it where there is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task RestoreAsync(DbContext context, MigrationBackupRequest request, Func<CancellationToken, Task> complete, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds what a restore will leave: objects that were made since the backup and are none of the new tables, and other tables whose rows
    /// were written since. A backup of the whole database leaves nothing.
    /// </summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="request">What was backed up.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The objects by kind and name; no values of rows.</returns>
    Task<IReadOnlyList<string>> FindRemainsAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Deletes the backup, or what there is of it.</summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="request">What was backed up.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task DeleteAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken = default);
}

/// <summary>The content of a backup.</summary>
public sealed record MigrationBackupRequest
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The tables that the run concerns and that exist before it.</summary>
    public required IReadOnlyList<MigrationTable> Tables { get; init; }

    /// <summary>The tables that the run makes.</summary>
    public required IReadOnlyList<MigrationTable> NewTables { get; init; }

    /// <summary>
    /// The operations on objects other than tables and their columns, keys and indexes. For example sequences, types, and raw SQL that makes a
    /// function. A backup of tables cannot undo them. No SQL texts.
    /// </summary>
    public IReadOnlyList<string> OtherOperations { get; init; } = [];

    /// <summary>The value of <see cref="MigrationOptions.BackupFolder"/>; null for none.</summary>
    public required string? Folder { get; init; }
}
