using System.Globalization;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Enrollments of a course, a section or a person.</summary>
internal static class EnrollmentEndpoints
{
    public static ApiResponse List(SchoolState school, ApiRequest request, CourseState course, long? sectionId)
    {
        var filter = new Filter(school, request);
        List<(BookmarkKey Key, int Index)> listed = [];
        foreach (var entry in Roster.Enrollments(school, course))
        {
            var e = course.Enrollments[entry.Index];
            if ((sectionId is null || e.SectionId == sectionId) && filter.Matches(course, e))
            {
                listed.Add(entry);
            }
        }

        var parts = EnrollmentParts.Create(request, withUser: true);
        return Paging.Bookmarked(request, listed, e => e.Key, (json, e) => EnrollmentJson.Write(json, school, course, course.Enrollments[e.Index], parts));
    }

    public static ApiResponse OfUser(SchoolState school, ApiRequest request, long userId)
    {
        var filter = new Filter(school, request);
        var listed = school.CoursesOf(userId)
            .SelectMany(course => course.Enrollments.Where(e => e.UserId == userId && filter.Matches(course, e)), (course, e) => (Course: course, Enrollment: e, Key: Roster.Key(school, e)))
            .OrderBy(e => e.Key)
            .ToList();
        var parts = EnrollmentParts.Create(request, withUser: true);
        return Paging.Bookmarked(request, listed, e => e.Key, (json, e) => EnrollmentJson.Write(json, school, e.Course, e.Enrollment, parts));
    }

    public static ApiResponse One(SchoolState school, ApiRequest request, long id) => school.FindEnrollment(id) is not { } found
        ? ApiErrors.NotFound()
        : Paging.One(request, json => EnrollmentJson.Write(json, school, found.Course, found.Course.Enrollments[found.Index], EnrollmentParts.Create(request, withUser: true)));

    /// <summary>What was asked for. Roles win over types, as in Canvas.</summary>
    private sealed class Filter(SchoolState school, ApiRequest request)
    {
        private readonly string?[] types = [.. request.List("type")];
        private readonly string?[] roles = [.. request.List("role")];
        private readonly string?[] states = [.. request.List("state").SelectMany(s => Expanded(s))];
        private readonly string?[] sisUsers = [.. request.List("sis_user_id")];
        private readonly string?[] sisSections = [.. request.List("sis_section_id")];
        private readonly string?[] sisCourses = [.. request.List("sis_course_id")];
        private readonly string? term = request["enrollment_term_id"];
        private readonly long? userId = request.Has("user_id") ? Lookup.User(school, request["user_id"]!)?.Id ?? 0 : null;

        public bool Matches(CourseState course, SimulatedEnrollment e) =>
            (roles.Length > 0 ? roles.Contains(e.Role) : types.Length == 0 || types.Contains(e.Type))
            && (states.Length == 0 ? e.State is "active" or "invited" : states.Contains(e.State))
            && (userId is null || e.UserId == userId)
            && (term is null || Lookup.IsTerm(school, term, course.Info.TermId))
            && (sisUsers.Length == 0 || sisUsers.Contains(school.FindUser(e.UserId)!.SisUserId))
            && (sisCourses.Length == 0 || sisCourses.Contains(course.Info.SisCourseId))
            && (sisSections.Length == 0 || sisSections.Contains(course.Sections.Find(s => s.Id == e.SectionId)!.SisSectionId));

        private static string[] Expanded(string? state) => state switch
        {
            "current_and_invited" or "current_and_future" or "current_future_and_restricted" => ["active", "invited"],
            "current_and_concluded" => ["active", "completed"],
            null => [],
            _ => [state],
        };
    }
}
