using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>What of an enrollment is asked for beside its own fields.</summary>
internal readonly record struct EnrollmentParts(long? Period, bool WithUser, bool WithPoints, bool WithAvatar, bool WithGroups, bool WithUuid, bool WithObserved, bool WithLocked)
{
    public static EnrollmentParts Create(ApiRequest request, bool withUser) => new(
        Period: long.TryParse(request["grading_period_id"], System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null,
        withUser,
        WithPoints: request.Includes("current_points"),
        WithAvatar: request.Includes("avatar_url"),
        WithGroups: request.Includes("group_ids"),
        WithUuid: request.Includes("uuid"),
        WithObserved: request.Includes("observed_users"),
        WithLocked: request.Includes("locked"));
}

/// <summary>Writes enrollments with their grades.</summary>
internal static class EnrollmentJson
{
    public static void Write(CanvasJson json, SchoolState school, CourseState course, SimulatedEnrollment e, in EnrollmentParts parts)
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
            WriteGrades(json, course, e, parts);
        }

        json.Text("sis_account_id", "SCHOOL");
        json.Text("sis_course_id", course.Info.SisCourseId);
        json.Text("course_integration_id", null);
        json.Text("sis_section_id", course.Sections.Find(s => s.Id == e.SectionId)!.SisSectionId);
        json.Text("section_integration_id", null);
        json.Text("sis_user_id", user.SisUserId);
        json.Text("html_url", json.Link(e.CourseId, "users", e.UserId));
        if (parts.WithLocked)
        {
            json.Bool("locked", false);
        }

        WritePeople(json, school, course, e, user, parts);
        json.Close();
    }

    private static void WritePeople(CanvasJson json, SchoolState school, CourseState course, SimulatedEnrollment e, SimulatedUser user, in EnrollmentParts parts)
    {
        if (parts.WithUser)
        {
            json.Open("user");
            UserJson.WriteFields(json, user);
            if (parts.WithAvatar)
            {
                json.Text("avatar_url", $"{json.Host}/images/messages/avatar-50.png");
            }

            if (parts.WithUuid)
            {
                json.Text("uuid", $"user-{user.Id}");
            }

            if (parts.WithGroups)
            {
                json.Ids("group_ids", course.GroupsOf(user.Id));
            }

            json.Close();
        }

        if (parts.WithObserved && e.AssociatedUserId is { } observed)
        {
            json.Open("observed_user");
            UserJson.WriteFields(json, school.FindUser(observed)!);
            json.Close();
        }
    }

    private static void WriteGrades(CanvasJson json, CourseState course, SimulatedEnrollment e, in EnrollmentParts parts)
    {
        var grades = parts.Period is null
            ? SimulatedSchool.GradesOf(course, e)!
            : GradeBook.Compute(course, course.FindStudent(e.UserId)!, parts.Period);
        json.Open("grades");
        json.Text("html_url", json.Link(e.CourseId, "grades", e.UserId));
        json.Text("current_grade", Letter(course, grades.CurrentScore));
        json.Float("current_score", grades.CurrentScore);
        json.Text("final_grade", Letter(course, grades.FinalScore));
        json.Float("final_score", grades.FinalScore);
        json.Float("unposted_current_score", grades.UnpostedCurrentScore);
        json.Text("unposted_current_grade", Letter(course, grades.UnpostedCurrentScore));
        json.Float("unposted_final_score", grades.UnpostedFinalScore);
        json.Text("unposted_final_grade", Letter(course, grades.UnpostedFinalScore));
        if (e.OverrideScore is { } set && parts.Period is null)
        {
            json.Float("override_score", set);
            json.Text("override_grade", Letter(course, set));
        }

        if (parts.WithPoints)
        {
            json.Float("current_points", grades.CurrentPoints);
            json.Float("unposted_current_points", grades.UnpostedCurrentPoints);
        }

        json.Close();
    }

    private static string? Letter(CourseState course, decimal? score) =>
        course.Scheme is { } scheme && score is { } percent ? GradeText.Letter(percent, scheme) : null;
}
