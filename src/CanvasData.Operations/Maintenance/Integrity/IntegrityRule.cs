using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>A row with a problem.</summary>
internal sealed class FoundRow
{
    public required long Id { get; init; }

    public long? CourseId { get; init; }
}

/// <summary>What a check found.</summary>
internal sealed record FoundRows(long Found, long RowsChecked, IReadOnlyList<long> Examples);

/// <summary>A check and how it is made.</summary>
/// <param name="check">The check.</param>
/// <param name="entity">The entity of the rows that it looks at.</param>
internal abstract class IntegrityRule(IntegrityCheck check, Type entity)
{
    public IntegrityCheck Check => check;

    /// <summary>The entity of the rows that it looks at.</summary>
    public Type Entity => entity;

    /// <summary>Makes the check.</summary>
    public abstract Task<FoundRows> RunAsync(IntegrityRun run, int examples, CancellationToken cancellationToken);

    /// <summary>The first rows with the problem, in the order of their ids.</summary>
    public abstract Task<List<FoundRow>> TakeAsync(DbContext database, int size, CancellationToken cancellationToken);
}

/// <summary>A check that is one query: a second statement reads examples where something is found.</summary>
internal sealed class QueryRule<TRow>(IntegrityCheck check, Func<DbContext, IQueryable<FoundRow>> find) : IntegrityRule(check, typeof(TRow)) where TRow : class
{
    public override async Task<FoundRows> RunAsync(IntegrityRun run, int examples, CancellationToken cancellationToken)
    {
        var rows = find(run.Database).WithNullsOfCSharp(run.Database);
        var found = await rows.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var ids = found == 0 || examples == 0 ? [] : await rows.OrderBy(row => row.Id).Take(examples).Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new FoundRows(found, await run.CountAsync<TRow>(cancellationToken).ConfigureAwait(false), ids);
    }

    public override Task<List<FoundRow>> TakeAsync(DbContext database, int size, CancellationToken cancellationToken)
    {
        var rows = find(database);
        if (Check.Repair != IntegrityRepairKind.SyncFully)
        {
            return rows.WithNullsOfCSharp(database).OrderBy(row => row.Id).Take(size).ToListAsync(cancellationToken);
        }

        // Rows stay as they are until their course is synced: those of a course that waits for it already come last, and with
        // them those that no course holds.
        var waiting = database.Rows<CanvasCourseLease>().Where(lease => lease.LastFullSyncAt == null);
        return rows.OrderBy(row => row.CourseId == null || waiting.Any(lease => lease.CourseId == row.CourseId) ? 1 : 0).ThenBy(row => row.Id).WithNullsOfCSharp(database).Take(size).ToListAsync(cancellationToken);
    }
}

/// <summary>A run of checks: its context, and what they share.</summary>
internal sealed class IntegrityRun(DbContext database)
{
    private readonly Dictionary<Type, long> _counts = [];

    public DbContext Database => database;

    /// <summary>The number of rows of a table; counted once in a run.</summary>
    public async Task<long> CountAsync<TRow>(CancellationToken cancellationToken) where TRow : class
    {
        if (!_counts.TryGetValue(typeof(TRow), out var count))
        {
            _counts[typeof(TRow)] = count = await database.Rows<TRow>().LongCountAsync(cancellationToken).ConfigureAwait(false);
        }

        return count;
    }
}
