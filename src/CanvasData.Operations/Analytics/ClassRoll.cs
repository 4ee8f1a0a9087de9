using CanvasData.Operations.Canvas;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The students of a course, each once, in the order of user ids.</summary>
internal sealed class ClassRoll
{
    private ClassRoll(SortedDictionary<long, Member> members)
    {
        Ids = [.. members.Keys];
        Members = [.. members.Values];
    }

    public long[] Ids { get; }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>
    /// Students who attend: with an active enrollment, and after the end of the course with a completed one. Never the
    /// test student, nor one who came later than the moment.
    /// </summary>
    public static Task<ClassRoll> ReadAsync(DbContext database, CourseFacts course, DateTime moment, CancellationToken cancellationToken)
    {
        var over = course.HasEnded(moment);
        return CollectAsync(
            database,
            course,
            rows => rows.Where(row => row.MissingSince == null && (row.EnrollmentState == "active" || (over && row.EnrollmentState == "completed")) && (row.CreatedAt == null || row.CreatedAt <= moment)),
            cancellationToken);
    }

    /// <summary>Everybody who ever attended a finished course: those who stayed, and those who dropped out.</summary>
    public static Task<ClassRoll> ReadAllAsync(DbContext database, CourseFacts course, CancellationToken cancellationToken) => CollectAsync(
        database,
        course,
        rows => rows.Where(row => row.EnrollmentState == "active" || row.EnrollmentState == "completed" || row.EnrollmentState == "inactive" || row.EnrollmentState == "deleted"),
        cancellationToken);

    /// <returns>The place of a student; negative when not in the class.</returns>
    public int PlaceOf(long userId) => Array.BinarySearch(Ids, userId);

    private static async Task<ClassRoll> CollectAsync(
        DbContext database, CourseFacts course, Func<IQueryable<CanvasEnrollment>, IQueryable<CanvasEnrollment>> choose, CancellationToken cancellationToken)
    {
        var rows = choose(database.Set<CanvasEnrollment>().AsNoTracking().Where(row => row.CourseId == course.CourseId && row.Type == "StudentEnrollment"))
            .OrderBy(row => row.Id)
            .Select(row => new { row.UserId, row.SectionId, row.LastActivityAt, Stayed = row.MissingSince == null && (row.EnrollmentState == "active" || row.EnrollmentState == "completed") });
        var members = new SortedDictionary<long, Member>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var known = members.GetValueOrDefault(row.UserId);
            members[row.UserId] = new Member(
                row.Stayed || known.Stayed,
                known.SectionId ?? row.SectionId,
                known.LastActivityAt > row.LastActivityAt ? known.LastActivityAt : row.LastActivityAt ?? known.LastActivityAt);
        }

        return new ClassRoll(members);
    }

    /// <summary>A student of the class.</summary>
    /// <param name="Stayed">Whether one enrollment at least is in force.</param>
    /// <param name="SectionId">The section of the oldest enrollment; null when not told.</param>
    /// <param name="LastActivityAt">Last activity in the course; null when not told.</param>
    public readonly record struct Member(bool Stayed, long? SectionId, DateTime? LastActivityAt);
}
