using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The snapshots of finished offerings as they are stored.</summary>
internal static class OfferingHistory
{
    /// <summary>
    /// More snapshots than these, of the offerings that ended last, teach nothing new about an institution; those of a
    /// large one would not fit into memory.
    /// </summary>
    private const int MostSnapshots = 60_000;

    /// <summary>Stands for what is stored: changes with every capture.</summary>
    public static async Task<string> VersionAsync(DbContext database, CancellationToken cancellationToken)
    {
        var state = await database.Set<CanvasOffering>().AsNoTracking()
            .Where(offering => offering.Snapshots > 0)
            .GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Captures = all.Sum(offering => offering.Revision), Last = all.Max(offering => offering.CapturedAt) })
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return state is null ? "none" : FormattableString.Invariant($"{state.Count}.{state.Captures}.{state.Last.Ticks:x}");
    }

    /// <summary>The offerings of a course and, up to a bound, the latest ones of the institution.</summary>
    /// <param name="courseKey">What the offerings of the course have in common; null for none.</param>
    public static async Task<IReadOnlyList<OfferingSnapshot>> ReadAsync(DbContext database, string? courseKey, CancellationToken cancellationToken)
    {
        var stored = await database.Set<CanvasOffering>().AsNoTracking()
            .Where(offering => offering.Snapshots > 0)
            .Select(offering => new { offering.CourseId, offering.CourseKey, offering.EndAt, offering.Snapshots })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var room = MostSnapshots;
        var keys = stored.OrderByDescending(offering => offering.EndAt).ThenByDescending(offering => offering.CourseId)
            .Where(offering => (room -= offering.Snapshots) >= 0 || (courseKey is not null && offering.CourseKey == courseKey))
            .ToDictionary(offering => offering.CourseId, offering => offering.CourseKey);
        var snapshots = new List<OfferingSnapshot>(Math.Min(MostSnapshots, stored.Sum(offering => offering.Snapshots)));
        foreach (var ids in keys.Keys.Order().Chunk(500))
        {
            var rows = database.Set<CanvasOfferingSnapshot>().AsNoTracking()
                .Where(row => EF.Parameter(ids).Contains(row.CourseId))
                .OrderBy(row => row.CourseId).ThenBy(row => row.UserId).ThenBy(row => row.Cut);
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                snapshots.Add(SnapshotRow.ToSnapshot(row, keys[row.CourseId]));
            }
        }

        return snapshots;
    }
}
