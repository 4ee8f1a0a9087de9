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
        var courses = rule switch
        {
            { Entity: var entity } when entity == typeof(CanvasUser) =>
                database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId) && row.MissingSince == null).Select(row => row.CourseId),
            { Check.Name: StatusRules.OrphanUser } => database.Rows<CanvasEnrollmentStatus>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            { Entity: var entity } when entity == typeof(CanvasTerm) => Live(database).Where(row => row.TermId != null && EF.Parameter(ids).Contains(row.TermId!.Value)).Select(row => row.Id),
            { Entity: var entity } when entity == typeof(CanvasGradingPeriod) => OfPeriods(database, ids),
            { Entity: var entity } when entity == typeof(CanvasGradingStandard) => OfStandards(database, ids),
            _ => null,
        };
        return courses is not null ? await courses.Distinct().ToArrayAsync(cancellationToken).ConfigureAwait(false)
            : rule.Entity == typeof(CanvasAccount) ? [AccountSync.ListOfAccounts]
            : [.. rows.Select(row => row.CourseId).OfType<long>().Distinct()];
    }

    // A period belongs to a set, which terms have. A set that no term has is that of a course, which its periods do not name.
    private static IQueryable<long> OfPeriods(DbContext database, long[] ids)
    {
        var (terms, periods) = (database.Rows<CanvasTerm>(), database.Rows<CanvasGradingPeriod>().Where(row => EF.Parameter(ids).Contains(row.Id)));
        var alone = periods.Where(period => period.GradingPeriodGroupId == null || !terms.Any(term => term.GradingPeriodGroupId == period.GradingPeriodGroupId));
        var ofTerms = Live(database).Where(course => terms.Any(term => term.Id == course.TermId && term.GradingPeriodGroupId != null && periods.Any(period => period.GradingPeriodGroupId == term.GradingPeriodGroupId)));
        var withTheirOwn = Live(database).Where(course => course.HasGradingPeriods == true && !terms.Any(term => term.Id == course.TermId && term.GradingPeriodGroupId != null) && alone.Any());
        return ofTerms.Select(row => row.Id).Union(withTheirOwn.Select(row => row.Id));
    }

    // Canvas lists a scheme with its course, with the courses of its account, and with those that grade by it.
    private static IQueryable<long> OfStandards(DbContext database, long[] ids)
    {
        var standards = database.Rows<CanvasGradingStandard>().Where(row => EF.Parameter(ids).Contains(row.Id));
        return Live(database)
            .Where(course => standards.Any(row => row.Id == course.GradingStandardId || (row.ContextType == "Course" && row.ContextId == course.Id) || (row.ContextType == "Account" && row.ContextId == course.AccountId)))
            .Select(row => row.Id);
    }

    private static IQueryable<CanvasCourse> Live(DbContext database) => database.Rows<CanvasCourse>().Where(row => row.MissingSince == null);

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
