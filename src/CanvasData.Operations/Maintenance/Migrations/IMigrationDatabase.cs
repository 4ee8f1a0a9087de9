using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>The part of a database that <see cref="IMigrationHelper"/> needs: its locks. The packages of the databases implement it.</summary>
public interface IMigrationDatabase
{
    /// <summary>Whether this serves the context's database provider.</summary>
    /// <param name="context">The context that is to be migrated.</param>
    bool Serves(DbContext context);

    /// <summary>
    /// Takes the lock of this library and that of EF Core, without waiting. The lock ends with the process, however that ends.
    /// </summary>
    /// <param name="context">The context; its connection is open and stays open as long as the lock.</param>
    /// <param name="owner">The name of this process, for others who wait.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lock; null when another process holds it.</returns>
    Task<IMigrationLease?> TryLockAsync(DbContext context, string owner, CancellationToken cancellationToken = default);

    /// <summary>Lists the locks that others hold. It changes nothing.</summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<MigrationLock>> ReadLocksAsync(DbContext context, CancellationToken cancellationToken = default);

    /// <summary>Takes a lock from its holder, if the same holder still has it.</summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="held">The lock, as it was read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was cleared; false when the holder has changed, or the database does not permit it.</returns>
    Task<bool> ClearLockAsync(DbContext context, MigrationLock held, CancellationToken cancellationToken = default);

    /// <summary>Estimates the rows of a table quickly; null when the table is not there.</summary>
    /// <param name="context">The context; its connection is open.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<long?> EstimateRowsAsync(DbContext context, MigrationTable table, CancellationToken cancellationToken = default);
}

/// <summary>A lock that this process holds. Disposal releases it.</summary>
public interface IMigrationLease : IAsyncDisposable
{
    /// <summary>The session of the database that holds the lock; null when the database has no sessions.</summary>
    string? Session { get; }

    /// <summary>Whether the lock still is this process's.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<bool> IsHeldAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes what locks of EF Core last as long as a transaction; the first statement of each transaction.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EnterTransactionAsync(CancellationToken cancellationToken = default);
}

/// <summary>The kinds of locks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationLockKind>))]
public enum MigrationLockKind
{
    /// <summary>The lock of <see cref="IMigrationHelper"/>.</summary>
    Helper,

    /// <summary>The lock of EF Core's own <c>MigrateAsync</c> and of <c>dotnet ef</c>.</summary>
    EntityFramework,
}

/// <summary>A lock that is held.</summary>
public sealed record MigrationLock
{
    /// <summary>The program that takes such a lock.</summary>
    public required MigrationLockKind Kind { get; init; }

    /// <summary>The session or the mark by which it is recognised again.</summary>
    public required string Session { get; init; }

    /// <summary>The text that says who holds it.</summary>
    public required string Holder { get; init; }

    /// <summary>The time for which it is held, or for which its session is in its present state; null when unknown.</summary>
    public required TimeSpan? Age { get; init; }

    /// <summary>Whether the migration history cannot be read while it is held.</summary>
    public required bool HidesHistory { get; init; }

    /// <summary>Whether the holder certainly has ended.</summary>
    public required bool IsDead { get; init; }
}
