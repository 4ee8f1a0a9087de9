using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Enrollments and people in the order of Canvas's bookmarks.</summary>
internal static class Roster
{
    public static IReadOnlyList<(BookmarkKey Key, int Index)> Enrollments(SchoolState school, CourseState course) => course.EnrollmentOrder ??=
        [.. course.Enrollments.Select((e, index) => (Key: Key(school, e), Index: index)).OrderBy(e => e.Key)];

    public static IReadOnlyList<CourseMember> Members(SchoolState school, CourseState course) => course.Members ??=
    [
        .. course.Enrollments.Select((e, index) => (e.UserId, Index: index)).GroupBy(e => e.UserId, e => e.Index)
            .Select(own => new CourseMember(school.FindUser(own.Key)!, [.. own]))
            .OrderBy(member => Key(member.User)),
    ];

    public static BookmarkKey Key(SchoolState school, SimulatedEnrollment enrollment) =>
        new(enrollment.Type, school.FindUser(enrollment.UserId)!.SortableName, enrollment.Id);

    public static BookmarkKey Key(SimulatedUser user) => new("", user.SortableName, user.Id);
}
