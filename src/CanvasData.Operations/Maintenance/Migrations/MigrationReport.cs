using System.Text.Json.Serialization;

namespace CanvasData.Operations.Maintenance;

/// <summary>How a run ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationOutcome>))]
public enum MigrationOutcome
{
    /// <summary>The database was up to date.</summary>
    UpToDate,

    /// <summary>The pending migrations are applied.</summary>
    Migrated,

    /// <summary>The database is what it was before the run.</summary>
    RolledBack,

    /// <summary>The run failed, and what it applied before stays. The next run continues.</summary>
    Stopped,
}

/// <summary>The outcome of a run of <see cref="IMigrationHelper"/>.</summary>
public sealed record MigrationReport
{
    /// <summary>The run; a run that resumes another keeps its id.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, with the wait for the lock.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How it ended.</summary>
    public required MigrationOutcome Outcome { get; init; }

    /// <summary>The treatment of an earlier run that was broken off; null for none.</summary>
    public required string? Recovery { get; init; }

    /// <summary>The steps that were done, in their order.</summary>
    public required IReadOnlyList<MigrationStepReport> Steps { get; init; }

    /// <summary>The tables before and after; empty without validation.</summary>
    public required IReadOnlyList<TableComparison> Tables { get; init; }

    /// <summary>The checks of foreign keys and invariants that found something before or after; empty without validation.</summary>
    public required IReadOnlyList<FindingComparison> Findings { get; init; }

    /// <summary>The objections of the validation, or the reason why the run failed; empty when all is well. No values of rows.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>
    /// The objects and rows that a restore left, because they are none of the tables that the migrations concern. Empty without a restore.
    /// Other programs may have made or written them meanwhile.
    /// </summary>
    public IReadOnlyList<string> Remains { get; init; } = [];

    /// <summary>The locks of dead or old holders that were cleared, and by what rule.</summary>
    public required IReadOnlyList<string> ClearedLocks { get; init; }

    /// <summary>The file, schema or other place of a backup that is still there; null for none.</summary>
    public required string? Backup { get; init; }
}

/// <summary>A step that was done.</summary>
/// <param name="Step">The step that was done.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Rows">The rows that a transformation changed; null for other steps.</param>
public sealed record MigrationStepReport(MigrationStep Step, TimeSpan Duration, long? Rows = null);

/// <summary>The progress of a run.</summary>
/// <param name="Step">The step that begins or goes on.</param>
/// <param name="Rows">The rows that a transformation has changed so far; null when the step begins.</param>
/// <param name="WaitsFor">The holder of the lock that the run waits for; null otherwise.</param>
public sealed record MigrationProgress(MigrationStep Step, long? Rows = null, string? WaitsFor = null);

/// <summary>A table before and after a run.</summary>
public sealed record TableComparison
{
    /// <summary>The table, by its name before.</summary>
    public required MigrationTable Table { get; init; }

    /// <summary>The number of rows before the run.</summary>
    public required long RowsBefore { get; init; }

    /// <summary>The rows after; null when the table was dropped.</summary>
    public required long? RowsAfter { get; init; }

    /// <summary>Whether the columns that the migrations leave alone hold the same values; null when the table was dropped.</summary>
    public required bool? IsSameContent { get; init; }

    /// <summary>Whether a raw SQL statement, a transformation or the options say that its rows change.</summary>
    public required bool MayChange { get; init; }
}

/// <summary>The findings of a check before and after a run.</summary>
/// <param name="Check">The foreign key, or the name of a check of <see cref="IIntegrityChecker"/>.</param>
/// <param name="Before">The number of problems before; null when the tables did not have the columns.</param>
/// <param name="After">The number of problems after.</param>
public sealed record FindingComparison(string Check, long? Before, long? After);
