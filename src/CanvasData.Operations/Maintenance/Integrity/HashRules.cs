using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>Checks that compare the stored hash of rows with their columns.</summary>
internal static class HashRules
{
    public static IEnumerable<IntegrityRule> All() =>
    [
        new HashRule<CanvasCourse>(), new HashRule<CanvasTerm>(), new HashRule<CanvasAccount>(), new HashRule<CanvasUser>(), new HashRule<CanvasSection>(), new HashRule<CanvasEnrollment>(), new HashRule<CanvasAssignmentGroup>(),
        new HashRule<CanvasAssignment>(), new HashRule<CanvasAssignmentOverride>(), new HashRule<CanvasCheckpoint>(), new HashRule<CanvasSubmission>(), new HashRule<CanvasCheckpointSubmission>(),
        new HashRule<CanvasGradingPeriod>(), new HashRule<CanvasGradingStandard>(), new HashRule<CanvasLatePolicy>(), new HashRule<CanvasModule>(), new HashRule<CanvasModuleItem>(),
    ];
}

/// <summary>
/// Finds rows of a table whose columns do not give their hash: they were changed by SQL. Rows that were edited through EF are known as such,
/// and left out.
/// </summary>
internal sealed class HashRule<TRow>() : IntegrityRule(
    new IntegrityCheck(
        $"hash.{typeof(TRow).Name}", IntegritySeverity.Error,
        "Its columns are not those of its hash: it was changed without the library, and a sync does not see it. The repair lets the next sync compare it with Canvas.", IntegrityRepairKind.SyncFully),
    typeof(TRow)) where TRow : CanvasRow, new()
{
    private const int RowsAtOnce = 5_000;
    private const int MaxOpen = 100_000;

    public override async Task<FoundRows> RunAsync(IntegrityRun run, int examples, CancellationToken cancellationToken)
    {
        var (looked, changed) = await FindAsync(run.Database, cancellationToken).ConfigureAwait(false);
        return new FoundRows(changed.Count, looked, [.. changed.Take(examples).Select(row => row.Id)]);
    }

    public override async Task<List<FoundRow>> TakeAsync(DbContext database, int size, CancellationToken cancellationToken)
    {
        var (_, changed) = await FindAsync(database, cancellationToken).ConfigureAwait(false);
        return [.. changed.Take(size)];
    }

    // What Canvas did not send is no part of the hash. Rows that no set of columns explains at first are looked at again with those that
    // explained others.
    private static async Task<(long Looked, List<FoundRow> Changed)> FindAsync(DbContext database, CancellationToken cancellationToken)
    {
        var hashes = new HashedColumns<TRow>();
        var (open, looked) = (new List<long>(), 0L);
        for (var last = long.MinValue; ;)
        {
            var after = last;
            var rows = await Hashed(database).Where(row => row.Id > after).OrderBy(row => row.Id).Take(RowsAtOnce).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (hashes.FindUnspecified(row) is null && open.Count < MaxOpen)
                {
                    open.Add(row.Id);
                }
            }

            looked += rows.Count;
            if (rows.Count < RowsAtOnce)
            {
                break;
            }

            last = rows[^1].Id;
        }

        var changed = new List<FoundRow>();
        foreach (var ids in open.Chunk(RowsAtOnce))
        {
            var rows = await Hashed(database).Where(row => EF.Parameter(ids).Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            changed.AddRange(rows.Where(row => hashes.FindUnspecified(row) is null)
                .Select(row => new FoundRow { Id = row.Id, CourseId = row is CanvasCourse ? row.Id : (row as CanvasCourseRow)?.CourseId }));
        }

        return (looked, changed);
    }

    private static IQueryable<TRow> Hashed(DbContext database) => database.Rows<TRow>().Where(row => row.MissingSince == null && row.RowHash != 0 && row.LocalEdits == null);
}
