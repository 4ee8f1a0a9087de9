using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The students of a course, each once, in the order of user ids.</summary>
internal sealed class CourseRoster
{
    private CourseRoster(SortedDictionary<long, Member> members)
    {
        Ids = [.. members.Keys];
        Members = [.. members.Values];
    }

    public long[] Ids { get; }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>
    /// Students who attend: with an active enrollment, and after the end of the course with a completed one. Never the
    /// test student, nor one who came later than the moment; before the first day all who are enrolled.
    /// </summary>
    public static Task<CourseRoster> ReadAsync(DbContext database, CourseFacts course, DateTime moment, CancellationToken cancellationToken)
    {
        var (over, early) = (course.HasEnded(moment), course.StartAt > moment);
        return CollectAsync(
            database,
            course,
            rows => rows.Where(row => row.MissingSince == null && (Rule.Holds(EnrollmentRules.Attending, row) || (over && Rule.Holds(EnrollmentRules.Concluded, row))) && (early || row.CreatedAt == null || row.CreatedAt <= moment)),
            cancellationToken);
    }

    /// <summary>Everybody who ever attended a finished course: those who stayed, and those who dropped out.</summary>
    public static Task<CourseRoster> ReadAllAsync(DbContext database, CourseFacts course, CancellationToken cancellationToken) => CollectAsync(
        database,
        course,
        rows => rows.Where(EnrollmentRules.EverAttended),
        cancellationToken);

    /// <returns>The place of a student; negative when not in the class.</returns>
    public int PlaceOf(long userId) => Array.BinarySearch(Ids, userId);

    private static async Task<CourseRoster> CollectAsync(
        DbContext database, CourseFacts course, Func<IQueryable<CanvasEnrollment>, IQueryable<CanvasEnrollment>> choose, CancellationToken cancellationToken)
    {
        var rows = choose(database.Set<CanvasEnrollment>().AsNoTracking().Where(EnrollmentRules.Student).Where(row => row.CourseId == course.CourseId))
            .OrderBy(row => row.Id)
            .Select(row => new { row.UserId, row.SectionId, row.CreatedAt, row.UpdatedAt, row.MissingSince, InForce = Rule.Holds(EnrollmentRules.InForce, row), row.LastActivityAt })
            .WithRules()
            .WithNullsOfCSharp(database);
        var members = new SortedDictionary<long, Member>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var stays = row.MissingSince is null && row.InForce;
            var member = new Member(stays, row.SectionId, row.LastActivityAt, new Membership(row.CreatedAt, stays ? null : Earlier(row.MissingSince, row.UpdatedAt)));
            members[row.UserId] = members.TryGetValue(row.UserId, out var known) ? known.And(member) : member;
        }

        return new CourseRoster(members);
    }

    // An enrollment that Canvas ended comes with the time of the change; one that vanished, when a sync missed it.
    private static DateTime? Earlier(DateTime? missing, DateTime? updated) => updated is null || missing < updated ? missing : updated;

    /// <summary>A student of the class.</summary>
    /// <param name="Stayed">Whether one enrollment at least is in force.</param>
    /// <param name="SectionId">The section of the oldest enrollment; null when unknown.</param>
    /// <param name="LastActivityAt">The last activity in the course; null when unknown.</param>
    /// <param name="Membership">Since when, and until when.</param>
    public readonly record struct Member(bool Stayed, long? SectionId, DateTime? LastActivityAt, Membership Membership)
    {
        /// <summary>The same student with one more enrollment.</summary>
        public Member And(Member other) => new(
            Stayed || other.Stayed,
            SectionId ?? other.SectionId,
            LastActivityAt > other.LastActivityAt ? LastActivityAt : other.LastActivityAt ?? LastActivityAt,
            new Membership(
                Membership.Joined < other.Membership.Joined ? Membership.Joined : other.Membership.Joined ?? Membership.Joined,
                Stayed || other.Stayed ? null : Membership.Left > other.Membership.Left ? Membership.Left : other.Membership.Left ?? Membership.Left));
    }
}
