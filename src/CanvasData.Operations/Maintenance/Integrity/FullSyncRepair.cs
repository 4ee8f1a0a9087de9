using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// Makes the next sync of the courses of rows a full one. The hash of a row that exists is set to 0, so that the sync compares its columns.
/// </summary>
internal static class FullSyncRepair
{
    /// <summary>Does it.</summary>
    /// <returns>The hashes before.</returns>
    public static async Task<RepairState> ApplyAsync(DbContext database, IntegrityRule rule, List<FoundRow> rows, CancellationToken cancellationToken)
    {
        long[] ids = [.. rows.Select(row => row.Id)];
        var hashed = HashedRows.Of(rule);
        var courses = await CoursesAsync(database, rule, rows, ids, cancellationToken).ConfigureAwait(false);
        Array.Sort(courses);
        await FullSyncNext.RequireAsync(database, CanvasObjectTypes.Course, courses, cancellationToken).ConfigureAwait(false);
        return new RepairState
        {
            Entity = hashed?.Name,
            Hashes = hashed is null ? null : await hashed.ClearAsync(database, ids, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<long[]> CoursesAsync(DbContext database, IntegrityRule rule, List<FoundRow> rows, long[] ids, CancellationToken cancellationToken)
    {
        return rule switch
        {
            { Entity: var entity } when entity == typeof(CanvasAccount) => [AccountSync.ListOfAccounts],
            { Entity: var entity } when entity == typeof(CanvasUser) =>
                await database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId) && row.MissingSince == null).Select(row => row.CourseId).Distinct().ToArrayAsync(cancellationToken).ConfigureAwait(false),
            { Check.Name: StatusRules.OrphanUser } =>
                await database.Rows<CanvasEnrollmentStatus>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId).Distinct().ToArrayAsync(cancellationToken).ConfigureAwait(false),
            _ => [.. rows.Select(row => row.CourseId).OfType<long>().Distinct()],
        };
    }

    /// <summary>Puts back the hashes that no sync has changed since. The next sync stays a full one: something else may have asked for it too.</summary>
    public static async Task UndoAsync(DbContext database, RepairState before, CancellationToken cancellationToken)
    {
        if (before is { Entity: { } entity, Hashes: { Count: > 0 } hashes })
        {
            await HashedRows.Of(entity)!.RestoreAsync(database, hashes, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>The hashes of the rows of one table.</summary>
internal abstract class HashedRows
{
    private static readonly HashedRows[] Tables =
    [
        new Table<CanvasCourse>(), new Table<CanvasTerm>(), new Table<CanvasAccount>(), new Table<CanvasUser>(), new Table<CanvasSection>(), new Table<CanvasEnrollment>(), new Table<CanvasAssignmentGroup>(), new Table<CanvasAssignment>(),
        new Table<CanvasAssignmentOverride>(), new Table<CanvasCheckpoint>(), new Table<CanvasSubmission>(), new Table<CanvasCheckpointSubmission>(), new Table<CanvasGradingPeriod>(), new Table<CanvasGradingStandard>(),
        new Table<CanvasLatePolicy>(), new Table<CanvasModule>(), new Table<CanvasModuleItem>(),
    ];

    /// <summary>The name of the entity.</summary>
    public abstract string Name { get; }

    /// <summary>The rows whose ids a check gives; null for checks that give ids of something else.</summary>
    public static HashedRows? Of(IntegrityRule rule) => rule.Check.Name switch
    {
        "history.last.score" => Of(nameof(CanvasSubmission)),
        "history.last.grade" => Of(nameof(CanvasEnrollment)),

        // A row whose hash is cleared counts as edited by hand, which is true only where the hash is in doubt.
        _ => rule.Check.Name.StartsWith("hash.", StringComparison.Ordinal) ? Of(rule.Entity.Name) : null,
    };

    public static HashedRows? Of(string entity) => Array.Find(Tables, table => table.Name == entity);

    public abstract Task<IReadOnlyDictionary<long, long>> ClearAsync(DbContext database, long[] ids, CancellationToken cancellationToken);

    public abstract Task RestoreAsync(DbContext database, IReadOnlyDictionary<long, long> hashes, CancellationToken cancellationToken);

    private sealed class Table<TRow> : HashedRows where TRow : CanvasRow
    {
        public override string Name => typeof(TRow).Name;

        public override async Task<IReadOnlyDictionary<long, long>> ClearAsync(DbContext database, long[] ids, CancellationToken cancellationToken)
        {
            var hashes = await database.ByIds<TRow>(ids).ToDictionaryAsync(row => row.Id, row => row.RowHash, cancellationToken).ConfigureAwait(false);
            await database.UpdateAsync(database.ByIds<TRow>(ids), set => set.SetProperty(row => row.RowHash, 0L), row => row.RowHash = 0, cancellationToken).ConfigureAwait(false);
            return hashes;
        }

        public override async Task RestoreAsync(DbContext database, IReadOnlyDictionary<long, long> hashes, CancellationToken cancellationToken)
        {
            foreach (var (id, hash) in hashes.OrderBy(pair => pair.Key))
            {
                await database.UpdateAsync(
                    database.Rows<TRow>().Where(row => row.Id == id && row.RowHash == 0 && row.LocalEdits == null), set => set.SetProperty(row => row.RowHash, hash), row => row.RowHash = hash, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
