using System.Text.Json.Serialization;

namespace CanvasData.Operations.Maintenance;

/// <summary>The steps that a run of <see cref="IMigrationHelper"/> would take.</summary>
public sealed record MigrationPlan
{
    /// <summary>The steps, in the order of the run.</summary>
    public required IReadOnlyList<MigrationStep> Steps { get; init; }

    /// <summary>The pending migrations, in their order.</summary>
    public required IReadOnlyList<PlannedMigration> Migrations { get; init; }

    /// <summary>The tables that the steps concern, as the database holds them now.</summary>
    public required IReadOnlyList<PlannedTable> Tables { get; init; }

    /// <summary>The locks that are held now.</summary>
    public required IReadOnlyList<MigrationLock> Locks { get; init; }

    /// <summary>Whether the model of the context has changes that no migration has: add a migration first.</summary>
    public required bool LacksMigration { get; init; }

    /// <summary>The run that was broken off, and what the next run does with it; null for none.</summary>
    public required string? BrokenOff { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsUpToDate => Steps.Count == 0 && BrokenOff is null;

    /// <summary>The SQL of all pending migrations, with a line that names each.</summary>
    [JsonIgnore]
    public string Script => string.Join(
        Environment.NewLine,
        Migrations.SelectMany(migration => migration.Commands.Select(command => command.Sql).Prepend($"-- {migration.Id}")));
}

/// <summary>The kinds of steps of a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationStepKind>))]
public enum MigrationStepKind
{
    /// <summary>Waits for the lock.</summary>
    Lock,

    /// <summary>Counts rows and takes checksums before the first migration.</summary>
    Inspect,

    /// <summary>Makes the backup.</summary>
    BackUp,

    /// <summary>Applies a migration.</summary>
    Migrate,

    /// <summary>Runs a transformation.</summary>
    Transform,

    /// <summary>Runs the seeding of the context's options.</summary>
    Seed,

    /// <summary>Compares rows, checksums, foreign keys and invariants with those before.</summary>
    Validate,

    /// <summary>Restores the backup.</summary>
    Restore,

    /// <summary>Stores the version of the tables and removes the backup.</summary>
    Finish,
}

/// <summary>A step of a run.</summary>
/// <param name="Kind">The work of the step.</param>
/// <param name="Name">The id of the migration, the name of the transformation or of the backup; null for others.</param>
public sealed record MigrationStep(MigrationStepKind Kind, string? Name = null);

/// <summary>A pending migration.</summary>
public sealed record PlannedMigration
{
    /// <summary>The id, for example <c>20261201083000_UpdateCanvas</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The SQL, in its order.</summary>
    public required IReadOnlyList<PlannedCommand> Commands { get; init; }

    /// <summary>
    /// Whether it is one transaction. A migration that is broken off outside a transaction is undone by the backup.
    /// </summary>
    public bool IsAtomic => Commands.All(command => command.IsTransactional);
}

/// <summary>A statement of a migration.</summary>
/// <param name="Sql">The text.</param>
/// <param name="IsTransactional">Whether it runs in the transaction of its migration.</param>
public sealed record PlannedCommand(string Sql, bool IsTransactional);

/// <summary>A table that a run concerns.</summary>
/// <param name="Table">The table that a migration changes.</param>
/// <param name="EstimatedRows">The number of rows by the database's own statistics or a count; null when the table is not there yet.</param>
public sealed record PlannedTable(MigrationTable Table, long? EstimatedRows);

/// <summary>The name of a table.</summary>
/// <param name="Schema">The schema; null for the default.</param>
/// <param name="Name">The name of the table in the database.</param>
public sealed record MigrationTable(string? Schema, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
