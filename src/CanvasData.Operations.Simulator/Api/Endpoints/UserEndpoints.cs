using System.Globalization;
using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>People of a course, of the account, and single ones.</summary>
internal static class UserEndpoints
{
    /// <summary>The people of a course. <paramref name="alwaysType"/> replaces <c>enrollment_type[]</c> where the path fixes it.</summary>
    public static ApiResponse OfCourse(SchoolState school, ApiRequest request, CourseState course, string? alwaysType = null, long? sectionId = null)
    {
        if (SearchTerm.TryRead(request, out var term) is { } tooShort)
        {
            return tooShort;
        }

        var filter = new MemberFilter(request, course, alwaysType, sectionId);
        List<(CourseMember Member, List<SimulatedEnrollment> Own)> listed = [];
        foreach (var member in Roster.Members(school, course))
        {
            var own = filter.Enrollments(member);
            if (own.Count > 0 && Matches(term, member.User))
            {
                listed.Add((member, own));
            }
        }

        var parts = EnrollmentParts.Create(request, withUser: false);
        return Ordered(request, listed, m => m.Member.User, (json, m) =>
        {
            UserJson.Open(json, request, m.Member.User);
            if (request.Includes("test_student") && m.Own[0].IsTestStudent)
            {
                json.Bool("fake_student", true);
            }

            if (request.Includes("enrollments"))
            {
                json.OpenList("enrollments");
                foreach (var enrollment in m.Own)
                {
                    EnrollmentJson.Write(json, school, course, enrollment, parts);
                }

                json.CloseList();
            }

            if (request.Includes("group_ids"))
            {
                json.Ids("group_ids", course.GroupsOf(m.Member.User.Id));
            }

            json.Close();
        });
    }

    public static ApiResponse OfCourse(SchoolState school, ApiRequest request, CourseState course, SimulatedUser user) =>
        Roster.Members(school, course).FirstOrDefault(m => m.User.Id == user.Id) is null ? ApiErrors.NotFound() : Show(request, user, withProfile: false);

    public static ApiResponse OfAccount(SchoolState school, ApiRequest request)
    {
        if (SearchTerm.TryRead(request, out var term) is { } tooShort)
        {
            return tooShort;
        }

        var types = request.List("enrollment_type");
        var listed = school.Users
            .Where(u => Matches(term, u))
            .Where(u => types.Count == 0 || school.CoursesOf(u.Id).Any(c => c.Enrollments.Exists(e => e.UserId == u.Id && e.State != "deleted" && types.Contains(MemberFilter.ShortType(e.Type)))))
            .OrderBy(Roster.Key)
            .ToList();
        return Ordered(request, listed, u => u, (json, u) =>
        {
            UserJson.Open(json, request, u);
            json.Close();
        });
    }

    public static ApiResponse Listed(ApiRequest request, IEnumerable<SimulatedUser> users) =>
        Ordered(request, [.. users.OrderBy(Roster.Key)], u => u, (json, u) =>
        {
            UserJson.Open(json, request, u);
            json.Close();
        });

    public static ApiResponse Logins(ApiRequest request, SimulatedUser user) => Paging.Numbered(request, [user], (json, u) =>
    {
        json.Open();
        json.Id("id", u.Id);
        json.Id("account_id", Ids.Account);
        json.Id("user_id", u.Id);
        json.Text("unique_id", u.LoginId);
        json.Text("sis_user_id", u.SisUserId);
        json.Text("integration_id", null);
        json.Text("workflow_state", "active");
        json.Close();
    });

    public static ApiResponse Show(ApiRequest request, SimulatedUser user, bool withProfile) => Paging.One(request, json =>
    {
        UserJson.Open(json, request, user);
        json.Text("locale", null);
        json.Text("effective_locale", "en");
        if (withProfile)
        {
            json.Text("primary_email", UserJson.Email(user));
            json.Text("title", null);
            json.Text("bio", null);
            json.Text("time_zone", "Etc/UTC");
        }

        json.Open("permissions");
        json.Bool("can_update_name", user.Id == Ids.Caller);
        json.Close();
        json.Close();
    });

    private static bool Matches(SearchTerm term, SimulatedUser user) => term.Matches(user.Id, user.Name, user.SortableName, user.LoginId, user.SisUserId, UserJson.Email(user));

    /// <summary>In the order asked for; by sortable name when none is.</summary>
    private static ApiResponse Ordered<T>(ApiRequest request, List<T> byName, Func<T, SimulatedUser> userOf, Action<CanvasJson, T> write)
    {
        Func<SimulatedUser, BookmarkKey> key = request["sort"] switch
        {
            "email" => u => new BookmarkKey("", UserJson.Email(u), u.Id),
            "sis_id" => u => new BookmarkKey("", u.SisUserId ?? "", u.Id),
            "last_login" => u => new BookmarkKey(u.LastLoginAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture), u.SortableName, u.Id),
            "id" => u => BookmarkKey.OfId(u.Id),
            _ => Roster.Key,
        };
        var rows = request["sort"] is null or "username" ? byName : [.. byName.OrderBy(one => key(userOf(one)))];
        if (request["order"] != "desc")
        {
            return Paging.Bookmarked(request, rows, one => key(userOf(one)), write);
        }

        rows = [.. rows];
        rows.Reverse();
        return Paging.Numbered(request, rows, write);
    }
}
