using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The finished offerings that are stored, with the snapshots of as many of the latest as teach something about the institution.</summary>
internal sealed class OfferingHistory
{
    /// <summary>The version of a store without offerings.</summary>
    public const string None = "none";

    // More teach nothing new, and those of a large institution would not fit into memory.
    private const int MaxSnapshots = 60_000;
    private const int IdsAStatement = 500;

    private readonly IReadOnlyList<Offering> _offerings;
    private readonly HashSet<string> _keys;

    private OfferingHistory(IReadOnlyList<Offering> offerings, IReadOnlyList<OfferingSnapshot> institution)
    {
        (_offerings, Institution) = (offerings, institution);
        _keys = offerings.Where(offering => offering.Completers > 0).Select(offering => offering.CourseKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Snapshots in the order of offerings, students and cuts.</summary>
    public IReadOnlyList<OfferingSnapshot> Institution { get; }

    /// <summary>The identifier of what is stored: changes with every capture.</summary>
    public static async Task<string> VersionAsync(DbContext database, CancellationToken cancellationToken)
    {
        var state = await Stored(database)
            .GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Captures = all.Sum(offering => offering.Revision), Last = all.Max(offering => offering.CapturedAt) })
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return state is null ? None : FormattableString.Invariant($"{state.Count}.{state.Captures}.{state.Last.Ticks:x}");
    }

    public static async Task<OfferingHistory> ReadAsync(DbContext database, CancellationToken cancellationToken)
    {
        var offerings = await Stored(database)
            .Select(offering => new Offering(offering.CourseId, offering.CourseKey, offering.EndAt, offering.Completers, offering.Snapshots, offering.ItemWeights, offering.ItemsDue))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var shared = await SharedKeys.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        offerings = offerings.ConvertAll(offering => offering.CourseKey is { } key && shared.Contains(key) ? offering with { CourseKey = null } : offering);
        var room = MaxSnapshots;
        var latest = offerings.OrderByDescending(offering => offering.EndAt).ThenByDescending(offering => offering.CourseId).Where(offering => (room -= offering.Snapshots) >= 0).ToList();
        return new OfferingHistory(offerings, await SnapshotsAsync(database, latest, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether a course has offerings of its own.</summary>
    public bool HasOwn(string? courseKey) => courseKey is not null && _keys.Contains(courseKey);

    /// <summary>The snapshots of all offerings of a course.</summary>
    public Task<List<OfferingSnapshot>> OfCourseAsync(DbContext database, string? courseKey, CancellationToken cancellationToken) =>
        SnapshotsAsync(database, [.. _offerings.Where(offering => courseKey is not null && offering.CourseKey == courseKey)], cancellationToken);

    private static IQueryable<CanvasOffering> Stored(DbContext database) => database.Set<CanvasOffering>().AsNoTracking().Where(offering => offering.Snapshots > 0);

    private static async Task<List<OfferingSnapshot>> SnapshotsAsync(DbContext database, List<Offering> offerings, CancellationToken cancellationToken)
    {
        var known = offerings.ToDictionary(offering => offering.CourseId, offering => (Offering: offering, Plan: AssessmentPlan.Kept(offering.ItemWeights, offering.ItemsDue)));
        var snapshots = new List<OfferingSnapshot>(offerings.Sum(offering => offering.Snapshots));
        foreach (var ids in known.Keys.Order().Chunk(IdsAStatement))
        {
            var rows = database.Set<CanvasOfferingSnapshot>().AsNoTracking()
                .Where(row => EF.Parameter(ids).Contains(row.CourseId))
                .OrderBy(row => row.CourseId).ThenBy(row => row.UserId).ThenBy(row => row.Cut);
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var (offering, plan) = known[row.CourseId];
                snapshots.Add(OfferingSnapshotMapper.ToSnapshot(row, offering.CourseKey, offering.EndAt, plan));
            }
        }

        return snapshots;
    }

    private sealed record Offering(long CourseId, string? CourseKey, DateTime? EndAt, int Completers, int Snapshots, double[]? ItemWeights, double[]? ItemsDue);
}
