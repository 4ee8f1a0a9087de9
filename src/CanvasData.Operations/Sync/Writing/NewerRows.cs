using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Finds stored rows that another course has read later than the source of this sync was read.</summary>
internal static class NewerRows
{
    /// <param name="session">The attempt to write the course.</param>
    /// <param name="rows">The rows as they are stored, which the source has with other values.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The ids. None for rows that belong neither to a course nor to a person.</returns>
    public static async Task<IReadOnlySet<long>> FindAsync<TRow>(WriteSession session, IEnumerable<TRow> rows, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        if (session.SourceReadAt is not { } readAt)
        {
            return new HashSet<long>();
        }

        var places = await PlacesAsync(session, [.. rows.Where(row => row.MissingSince is null)], cancellationToken).ConfigureAwait(false);
        places.RemoveAll(place => place.Course == session.CourseId);
        if (places.Count == 0)
        {
            return new HashSet<long>();
        }

        var courses = places.Select(place => place.Course).Distinct().ToArray();
        var leases = await session.Database.Rows<CanvasCourseLease>()
            .Where(lease => EF.Parameter(courses).Contains(lease.CourseId)).Select(lease => new { lease.CourseId, lease.ListedAt })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var newer = leases.Where(lease => ListedMoments.Parse(lease.ListedAt).RecordsReadAt > readAt).Select(lease => lease.CourseId).ToHashSet();
        return places.Where(place => newer.Contains(place.Course)).Select(place => place.Row).ToHashSet();
    }

    // The courses by which a row may have been stored.
    private static async Task<List<(long Row, long Course)>> PlacesAsync<TRow>(WriteSession session, IReadOnlyList<TRow> rows, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        if (typeof(TRow).IsAssignableTo(typeof(CanvasCourseRow)))
        {
            return [.. rows.Cast<CanvasCourseRow>().Select(row => (row.Id, row.CourseId))];
        }

        if (typeof(TRow) != typeof(CanvasUser) || rows.Count == 0)
        {
            return [];
        }

        var people = rows.Select(row => row.Id).ToArray();
        var enrollments = await session.Database.Rows<CanvasEnrollment>()
            .Where(row => EF.Parameter(people).Contains(row.UserId) && row.MissingSince == null).Select(row => new { row.UserId, row.CourseId }).Distinct()
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return enrollments.ConvertAll(row => (row.UserId, row.CourseId));
    }
}
