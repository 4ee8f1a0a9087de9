using System.Globalization;
using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Enrollments and users of a course.</summary>
internal static class PeopleEndpoints
{
    public static ApiResponse Enrollments(SchoolState school, ApiRequest request, CourseState course, long? sectionId)
    {
        var types = request.List("type");
        var states = request.List("state");
        var userId = request["user_id"];
        var listed = course.Enrollments.FindAll(e =>
            (types.Count == 0 || types.Contains(e.Type))
            && (states.Count == 0 ? e.State is "active" or "invited" : states.Contains(e.State))
            && (sectionId is null || e.SectionId == sectionId)
            && (userId is null || userId == e.UserId.ToString(CultureInfo.InvariantCulture)));
        long? period = long.TryParse(request["grading_period_id"], CultureInfo.InvariantCulture, out var id) ? id : null;
        return Paging.Bookmarked(request, listed, e => e.Id, (json, e) => Write(json, school, course, e, period, withUser: true, request.Includes("current_points")));
    }

    public static ApiResponse Users(SchoolState school, ApiRequest request, CourseState course)
    {
        var types = request.List("enrollment_type");
        var states = request.List("enrollment_state");
        var withTest = request.Includes("test_student") || types.Contains("student_view");
        var byUser = course.Enrollments
            .Where(e => states.Count == 0 ? e.State is "active" or "invited" : states.Contains(e.State))
            .Where(e => e.IsTestStudent ? withTest : types.Count == 0 || types.Contains(ShortType(e.Type)))
            .GroupBy(e => e.UserId)
            .OrderBy(g => g.Key)
            .ToList();
        return Paging.Bookmarked(request, byUser, g => g.Key, (json, own) =>
        {
            json.Open();
            var user = school.FindUser(own.Key)!;
            WriteUser(json, user);
            if (request.Includes("email"))
            {
                json.Text("email", $"{user.LoginId.Split('@')[0]}@mail.example");
            }

            if (request.Includes("enrollments"))
            {
                json.OpenList("enrollments");
                foreach (var enrollment in own)
                {
                    Write(json, school, course, enrollment, null, withUser: false, withPoints: false);
                }

                json.CloseList();
            }

            json.Close();
        });
    }

    public static void WriteDisplay(CanvasJson json, SimulatedUser user)
    {
        json.Open();
        json.Id("id", user.Id);
        json.Text("anonymous_id", Base36(user.Id));
        json.Text("display_name", user.Name);
        json.Text("avatar_image_url", $"{json.Host}/images/messages/avatar-50.png");
        json.Text("html_url", $"{json.Host}/users/{user.Id}");
        json.Text("pronouns", null);
        json.Close();
    }

    private static string ShortType(string type) => type switch
    {
        "StudentEnrollment" => "student",
        "TeacherEnrollment" => "teacher",
        "TaEnrollment" => "ta",
        _ => "observer",
    };

    private static void Write(
        CanvasJson json, SchoolState school, CourseState course, SimulatedEnrollment e, long? period, bool withUser, bool withPoints)
    {
        json.Open();
        json.Id("id", e.Id);
        json.Id("user_id", e.UserId);
        json.Id("course_id", e.CourseId);
        json.Text("type", e.Type);
        json.Time("created_at", e.CreatedAt);
        json.Time("updated_at", e.UpdatedAt);
        json.Id("associated_user_id", e.AssociatedUserId);
        json.Time("start_at", null);
        json.Time("end_at", null);
        json.Id("course_section_id", e.SectionId);
        json.Id("root_account_id", Generation.Ids.Account);
        json.Bool("limit_privileges_to_course_section", false);
        json.Text("enrollment_state", e.State);
        json.Text("role", e.Role);
        json.Id("role_id", e.RoleId);
        json.Time("last_activity_at", e.LastActivityAt);
        json.Time("last_attended_at", null);
        json.Int("total_activity_time", e.TotalActivitySeconds);
        var user = school.FindUser(e.UserId)!;
        if (e.IsStudent)
        {
            WriteGrades(json, course, e, period, withPoints);
        }

        json.Text("sis_account_id", "SCHOOL");
        json.Text("sis_course_id", course.Info.SisCourseId);
        json.Text("course_integration_id", null);
        json.Text("sis_section_id", course.Sections.Find(s => s.Id == e.SectionId)!.SisSectionId);
        json.Text("section_integration_id", null);
        json.Text("sis_user_id", user.SisUserId);
        json.Text("html_url", $"{json.Host}/courses/{e.CourseId}/users/{e.UserId}");
        if (withUser)
        {
            json.Open("user");
            WriteUser(json, user);
            json.Close();
        }

        json.Close();
    }

    private static void WriteGrades(CanvasJson json, CourseState course, SimulatedEnrollment e, long? period, bool withPoints)
    {
        var grades = period is null
            ? SimulatedSchool.GradesOf(course, e)!
            : GradeBook.Compute(course, course.FindStudent(e.UserId)!, period);
        json.Open("grades");
        json.Text("html_url", $"{json.Host}/courses/{e.CourseId}/grades/{e.UserId}");
        json.Text("current_grade", Letter(course, grades.CurrentScore));
        json.Float("current_score", grades.CurrentScore);
        json.Text("final_grade", Letter(course, grades.FinalScore));
        json.Float("final_score", grades.FinalScore);
        json.Float("unposted_current_score", grades.UnpostedCurrentScore);
        json.Text("unposted_current_grade", Letter(course, grades.UnpostedCurrentScore));
        json.Float("unposted_final_score", grades.UnpostedFinalScore);
        json.Text("unposted_final_grade", Letter(course, grades.UnpostedFinalScore));
        if (e.OverrideScore is { } set && period is null)
        {
            json.Float("override_score", set);
            json.Text("override_grade", Letter(course, set));
        }

        if (withPoints)
        {
            json.Float("current_points", grades.CurrentPoints);
            json.Float("unposted_current_points", grades.UnpostedCurrentPoints);
        }

        json.Close();
    }

    private static void WriteUser(CanvasJson json, SimulatedUser user)
    {
        json.Id("id", user.Id);
        json.Text("name", user.Name);
        json.LocalTime("created_at", user.CreatedAt);
        json.Text("sortable_name", user.SortableName);
        json.Text("short_name", user.Name);
        json.Text("sis_user_id", user.SisUserId);
        json.Text("integration_id", null);
        json.Text("login_id", user.LoginId);
    }

    private static string? Letter(CourseState course, decimal? score) =>
        course.Scheme is { } scheme && score is { } percent ? GradeText.Letter(percent, scheme) : null;

    private static string Base36(long id)
    {
        Span<char> digits = stackalloc char[13];
        var at = digits.Length;
        do
        {
            digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(id % 36)];
            id /= 36;
        }
        while (id > 0);
        return new string(digits[at..]);
    }
}
