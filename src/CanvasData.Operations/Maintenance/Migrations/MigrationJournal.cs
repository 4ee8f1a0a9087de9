using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

// Only names of the table and its columns stand in the texts, delimited by the provider.
#pragma warning disable EF1002

namespace CanvasData.Operations.Maintenance;

/// <summary>How far a run has come; decides what the next one does when it is broken off.</summary>
internal enum MigrationPhase
{
    /// <summary>Nothing is changed yet.</summary>
    Preparing,

    /// <summary>Migrations and transformations are being applied.</summary>
    Applying,

    /// <summary>The backup is being restored.</summary>
    Restoring,

    /// <summary>Everything is applied.</summary>
    Done,

    /// <summary>Everything is as before.</summary>
    RolledBack,
}

/// <summary>A run, as it is stored.</summary>
internal sealed record MigrationRun
{
    public required string Owner { get; init; }

    public required string? Session { get; init; }

    public required MigrationPhase Phase { get; init; }

    /// <summary>The migration that is being applied outside a transaction; null for none.</summary>
    public string? OpenStep { get; init; }

    public required string? BackupName { get; init; }

    public required MigrationBackupRequest Backup { get; init; }

    /// <summary>The migrations that were pending when the run began.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    /// <summary>The checkpoints of its transformations as they were when the run began.</summary>
    public required IReadOnlyDictionary<string, string?> Checkpoints { get; init; }

    public DatabaseSnapshot? Before { get; init; }

    /// <summary>Whether the seeding is done, which comes after the validation.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>Whether the backup is kept after the end.</summary>
    public bool KeepsBackup { get; init; }

    /// <summary>The backups of this run and earlier ones that are of no use, and perhaps still there.</summary>
    public IReadOnlyList<StoredBackup> Leftovers { get; init; } = [];

    public bool IsBrokenOff => Phase is MigrationPhase.Preparing or MigrationPhase.Applying or MigrationPhase.Restoring;

    /// <summary>Whether a step is one of this run.</summary>
    public bool Holds(PendingStep step) => step.Migration is { } migration ? Migrations.Contains(migration.Id) : Checkpoints.ContainsKey(step.Transformation!.Name);

    /// <summary>The run without use for its backup.</summary>
    public MigrationRun LeavingBackup() => BackupName is null ? this : this with { KeepsBackup = false, Leftovers = [.. Leftovers, new StoredBackup(BackupName, Backup)] };
}

/// <summary>A backup that was made, or begun.</summary>
internal sealed record StoredBackup(string Name, MigrationBackupRequest Request);

/// <summary>How far a transformation has come.</summary>
internal sealed record Checkpoint(string? Cursor, long Rows, bool IsDone);

/// <summary>
/// A small table beside the migration history, with the state of the last run and the checkpoints of transformations. It is no part of the
/// host's model: it must exist before any migration.
/// </summary>
internal sealed class MigrationJournal
{
    private const string Name = "__CanvasDataMigration";
    private const string RunKey = "run";

    private readonly DbContext _context;
    private readonly IMigrationDatabase _database;
    private readonly MigrationTable _table;
    private readonly string _identifier;
    private readonly string _key;
    private readonly string _value;

    public MigrationJournal(DbContext context, IMigrationDatabase database)
    {
        (_context, _database) = (context, database);
        var options = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        _table = new MigrationTable(options.MigrationsHistoryTableSchema, Name);
        OwnTables = [_table, new MigrationTable(options.MigrationsHistoryTableSchema, options.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName)];
        var sql = context.GetService<ISqlGenerationHelper>();
        (_identifier, _key, _value) = (sql.DelimitIdentifier(Name, _table.Schema), sql.DelimitIdentifier("Key"), sql.DelimitIdentifier("Value"));
    }

    /// <summary>The tables that belong to migrations themselves: this one and the migration history.</summary>
    public IReadOnlyList<MigrationTable> OwnTables { get; }

    /// <summary>Makes the table when it is not there.</summary>
    public async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var types = _context.GetService<IRelationalTypeMappingSource>();
        var key = types.FindMapping(typeof(string), storeTypeName: null, keyOrIndex: true)!.StoreType;
        var value = types.FindMapping(typeof(string))!.StoreType;
        await _context.Database.ExecuteSqlRawAsync($"CREATE TABLE {_identifier} ({_key} {key} NOT NULL PRIMARY KEY, {_value} {value} NOT NULL)", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last run; null for none.</summary>
    public async Task<MigrationRun?> ReadRunAsync(CancellationToken cancellationToken) =>
        await ReadAsync(RunKey, cancellationToken).ConfigureAwait(false) is { } text ? JsonSerializer.Deserialize<MigrationRun>(text) : null;

    public Task WriteRunAsync(MigrationRun run, CancellationToken cancellationToken) => WriteAsync(RunKey, JsonSerializer.Serialize(run), cancellationToken);

    /// <summary>The checkpoint of a transformation as it is stored; null for none.</summary>
    public Task<string?> ReadCheckpointTextAsync(string transformation, CancellationToken cancellationToken) => ReadAsync(KeyOf(transformation), cancellationToken);

    public async Task<Checkpoint> ReadCheckpointAsync(string transformation, CancellationToken cancellationToken) =>
        await ReadCheckpointTextAsync(transformation, cancellationToken).ConfigureAwait(false) is { } text
            ? JsonSerializer.Deserialize<Checkpoint>(text)!
            : new Checkpoint(null, 0, IsDone: false);

    public Task WriteCheckpointAsync(string transformation, Checkpoint checkpoint, CancellationToken cancellationToken) =>
        WriteAsync(KeyOf(transformation), JsonSerializer.Serialize(checkpoint), cancellationToken);

    /// <summary>Stores a checkpoint as it was read; null removes it.</summary>
    public Task WriteCheckpointTextAsync(string transformation, string? text, CancellationToken cancellationToken) => text is null
        ? _context.Database.ExecuteSqlRawAsync($"DELETE FROM {_identifier} WHERE {_key} = {{0}}", [KeyOf(transformation)], cancellationToken)
        : WriteAsync(KeyOf(transformation), text, cancellationToken);

    private static string KeyOf(string transformation) => $"transformation:{transformation}";

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken) =>
        await _database.EstimateRowsAsync(_context, _table, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<string?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var found = await _context.Database.SqlQueryRaw<string>($"SELECT {_value} AS {_value} FROM {_identifier} WHERE {_key} = {{0}}", key).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    private async Task WriteAsync(string key, string value, CancellationToken cancellationToken)
    {
        if (await _context.Database.ExecuteSqlRawAsync($"UPDATE {_identifier} SET {_value} = {{0}} WHERE {_key} = {{1}}", [value, key], cancellationToken).ConfigureAwait(false) == 0)
        {
            await _context.Database.ExecuteSqlRawAsync($"INSERT INTO {_identifier} ({_key}, {_value}) VALUES ({{0}}, {{1}})", [key, value], cancellationToken).ConfigureAwait(false);
        }
    }
}
