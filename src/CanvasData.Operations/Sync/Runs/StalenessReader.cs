using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <inheritdoc/>
internal sealed class StalenessReader(IRequestContext context, IOptions<SyncOptions> options, TimeProvider time) : IStalenessReader
{
    public async Task<StalenessReport> ReadAsync(StalenessThresholds? thresholds, CancellationToken cancellationToken)
    {
        thresholds ??= new StalenessThresholds();
        thresholds.Check();
        var (now, profile) = (time.GetUtcNow(), thresholds.Profile ?? options.Value.Profile);
        var database = context.ForQuestion();
        var courses = database.Rows<CanvasCourse>().Where(row => row.MissingSince == null);
        if (thresholds.CourseIds is { } chosen)
        {
            long[] ids = [.. chosen];
            courses = courses.Where(row => EF.Parameter(ids).Contains(row.Id));
        }

        var rows = await courses
            .LeftJoin(database.Rows<CanvasCourseLease>(), row => row.Id, lease => lease.CourseId, (row, lease) => new { row.Id, row.Name, Lease = lease })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var stale = rows.Select(row => Look(row.Id, row.Name, row.Lease, thresholds, profile, now)).Where(course => course.Data.Count > 0)
            .OrderBy(course => course.Data[0].ReadAt ?? DateTimeOffset.MinValue).ThenBy(course => course.CourseId);
        return new StalenessReport(now, rows.Count, [.. stale]);
    }

    private StaleCourse Look(long id, string? name, CanvasCourseLease? lease, StalenessThresholds thresholds, SyncProfile profile, DateTimeOffset now)
    {
        var moments = ListedMoments.Parse(lease?.ListedAt);
        var concluded = moments.ConcludedPassAt(profile) is not null;

        // The watermark lies before the time when the submissions were read.
        (SyncedKind Kind, bool IsWanted, DateTime? ReadAt, TimeSpan Limit)[] all =
        [
            (SyncedKind.Course, true, lease?.LastSyncedAt, thresholds.Course),
            (SyncedKind.Submissions, profile.Submissions, lease?.Watermark + options.Value.WatermarkOverlap, thresholds.Submissions),
            (SyncedKind.FullPass, true, lease?.LastFullSyncAt, thresholds.FullPass),
            (SyncedKind.Sections, profile.Sections, moments.ReadAt(StaticListings.Sections), thresholds.Listings),
            (SyncedKind.ContactDetails, profile.ContactDetails, moments.ReadAt(StaticListings.Users), thresholds.Listings),
            (SyncedKind.AssignmentGroups, profile.Assignments, moments.ReadAt(StaticListings.AssignmentGroups), thresholds.Listings),
            (SyncedKind.GradingSetup, profile.GradingSetup, moments.ReadAt(StaticListings.GradingSetup), thresholds.Listings),
            (SyncedKind.Modules, profile.Modules, moments.ReadAt(StaticListings.Modules), thresholds.Listings),
        ];
        return new StaleCourse
        {
            CourseId = id,
            Name = name,
            IsConcluded = concluded,
            IsAtWork = lease?.LeaseUntil > now.UtcDateTime,
            LastError = lease?.LastError,
            Data = [.. all
                .Where(one => one.IsWanted && !(now.UtcDateTime - one.ReadAt <= (concluded ? thresholds.Concluded : one.Limit)))
                .OrderBy(one => one.ReadAt ?? DateTime.MinValue).ThenBy(one => one.Kind)
                .Select(one => new StaleData(one.Kind, one.ReadAt is { } read ? new DateTimeOffset(DateTime.SpecifyKind(read, DateTimeKind.Utc)) : null, now.UtcDateTime - one.ReadAt))],
        };
    }
}
