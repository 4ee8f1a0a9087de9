using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <summary>Finds the courses of what events name. An event about a course that is not stored is of no use.</summary>
internal sealed class HintLookup(DbContext database)
{
    public async Task<IReadOnlyList<RefreshTarget?>> FindAsync(IReadOnlyList<EventHint> hints, CancellationToken cancellationToken)
    {
        var enrollments = await EnrollmentsAsync([.. hints.Select(hint => hint.EnrollmentId).OfType<long>().Distinct()], cancellationToken).ConfigureAwait(false);
        var assignments = await AssignmentsAsync([.. hints.Where(hint => hint.CourseId is null).Select(hint => hint.AssignmentId).OfType<long>().Distinct()], cancellationToken).ConfigureAwait(false);
        var users = await UsersAsync(
            [.. hints.Where(hint => hint is { CourseId: null, AssignmentId: null, EnrollmentId: null }).Select(hint => hint.UserId).OfType<long>().Distinct()], cancellationToken).ConfigureAwait(false);
        var found = hints.Select(Find).ToList();
        var stored = await CoursesAsync([.. found.Select(target => target?.CourseId).OfType<long>().Distinct()], cancellationToken).ConfigureAwait(false);
        return [.. found.Select(target => target is { } one && stored.Contains(one.CourseId) ? target : null)];

        RefreshTarget? Find(EventHint hint) => hint switch
        {
            { CourseId: { } course } => new RefreshTarget(hint.Kind, course, hint.AssignmentId, hint.UserId),
            { EnrollmentId: { } id } when enrollments.TryGetValue(id, out var enrollment) => new RefreshTarget(hint.Kind, enrollment.CourseId, null, enrollment.UserId),
            { AssignmentId: { } id } when assignments.TryGetValue(id, out var course) => new RefreshTarget(hint.Kind, course, id, hint.UserId),
            { UserId: { } id } when users.TryGetValue(id, out var course) => new RefreshTarget(hint.Kind, course, null, id),
            _ => null,
        };
    }

    private async Task<Dictionary<long, (long CourseId, long UserId)>> EnrollmentsAsync(long[] ids, CancellationToken cancellationToken) => ids.Length == 0
        ? []
        : (await database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => new { row.Id, row.CourseId, row.UserId })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Id, row => (row.CourseId, row.UserId));

    private async Task<Dictionary<long, long>> AssignmentsAsync(long[] ids, CancellationToken cancellationToken) => ids.Length == 0
        ? []
        : await database.Rows<CanvasAssignment>().Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => new { row.Id, row.CourseId })
            .ToDictionaryAsync(row => row.Id, row => row.CourseId, cancellationToken).ConfigureAwait(false);

    // Names are stored once: any course in which the person is brings them.
    private async Task<Dictionary<long, long>> UsersAsync(long[] ids, CancellationToken cancellationToken) => ids.Length == 0
        ? []
        : await database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId) && row.MissingSince == null)
            .GroupBy(row => row.UserId).Select(rows => new { UserId = rows.Key, CourseId = rows.Max(row => row.CourseId) })
            .ToDictionaryAsync(row => row.UserId, row => row.CourseId, cancellationToken).ConfigureAwait(false);

    private async Task<HashSet<long>> CoursesAsync(long[] ids, CancellationToken cancellationToken) => ids.Length == 0
        ? []
        : [.. await database.Rows<CanvasCourse>().Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false)];
}
