using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Writes courses with what was asked for beside their own fields.</summary>
internal static class CourseJson
{
    public static void Write(SchoolState school, ApiRequest request, CanvasJson json, CourseState course)
    {
        var info = course.Info;
        json.Open();
        json.Id("id", info.Id);
        if (info.AccessRestrictedByDate)
        {
            json.Bool("access_restricted_by_date", true);
            json.Close();
            return;
        }

        json.Text("name", info.Name);
        json.Id("account_id", info.AccountId);
        json.Text("uuid", $"course-{info.Id}");
        json.Time("start_at", info.StartAt);
        json.Id("grading_standard_id", info.GradingStandardId);
        json.Bool("is_public", info.IsPublic);
        json.Time("created_at", info.CreatedAt);
        json.Text("course_code", info.CourseCode);
        json.Text("default_view", "modules");
        json.Id("root_account_id", Generation.Ids.Account);
        json.Id("enrollment_term_id", info.TermId);
        json.Text("license", "private");
        json.Text("grade_passback_setting", null);
        json.Time("end_at", info.EndAt);
        json.Bool("public_syllabus", false);
        json.Bool("public_syllabus_to_auth", false);
        json.Int("storage_quota_mb", 500);
        json.Bool("is_public_to_auth_users", false);
        json.Bool("homeroom_course", false);
        json.Text("course_color", null);
        json.Text("friendly_name", null);
        json.Bool("hide_final_grades", info.HidesFinalGrades);
        json.Bool("apply_assignment_group_weights", info.AppliesGroupWeights);
        json.Text("time_zone", info.TimeZone);
        json.Bool("blueprint", false);
        json.Bool("template", false);
        json.Text("sis_course_id", info.SisCourseId);
        json.Text("integration_id", null);
        json.Text("workflow_state", info.WorkflowState);
        json.Bool("restrict_enrollments_to_course_dates", info.StartAt is not null);
        WriteIncludes(school, request, json, course);
        json.Close();
    }

    private static void WriteIncludes(SchoolState school, ApiRequest request, CanvasJson json, CourseState course)
    {
        if (request.Includes("term"))
        {
            json.Open("term");
            AccountEndpoints.WriteTerm(json, school.Terms.First(t => t.Id == course.Info.TermId), withSis: false);
            json.Close();
        }

        if (request.Includes("current_grading_period_scores"))
        {
            json.Bool("has_grading_periods", course.Periods.Count > 0);
            json.Bool("multiple_grading_periods_enabled", course.Periods.Count > 0);
            json.Bool("has_weighted_grading_periods", course.WeighsPeriods);
        }

        if (request.Includes("total_students"))
        {
            json.Int("total_students", StudentCount(course, null));
        }

        if (request.Includes("concluded"))
        {
            json.Bool("concluded", CourseFilter.IsOver(school, course));
        }

        if (request.Includes("teachers"))
        {
            json.OpenList("teachers");
            UserJson.WriteDisplay(json, course.Teacher);
            json.CloseList();
        }

        if (request.Includes("account"))
        {
            json.Open("account");
            AccountEndpoints.WriteFields(json, school.Accounts.First(a => a.Id == course.Info.AccountId));
            json.Close();
        }

        if (request.Includes("needs_grading_count"))
        {
            json.Int("needs_grading_count", course.Assignments.Where(a => a.HasSubmissions).Sum(a => AssignmentFilter.NeedsGrading(course, a)));
        }

        if (request.Includes("syllabus_body"))
        {
            json.Text("syllabus_body", null);
        }

        if (request.Includes("grading_periods"))
        {
            json.OpenList("grading_periods");
            foreach (var period in course.Periods)
            {
                json.Open();
                json.Id("id", period.Id);
                json.Text("title", period.Title);
                json.Time("start_date", period.StartDate);
                json.Time("end_date", period.EndDate);
                json.Text("workflow_state", "active");
                json.Close();
            }

            json.CloseList();
        }

        if (request.Includes("sections"))
        {
            json.OpenList("sections");
            foreach (var section in course.Sections)
            {
                json.Open();
                json.Id("id", section.Id);
                json.Text("name", section.Name);
                json.Time("start_at", null);
                json.Time("end_at", null);
                json.Text("enrollment_role", "TeacherEnrollment");
                json.Close();
            }

            json.CloseList();
        }
    }

    public static int StudentCount(CourseState course, long? sectionId) => course.Enrollments
        .Where(e => e is { Type: "StudentEnrollment", State: "active" or "invited" } && (sectionId is null || e.SectionId == sectionId))
        .Select(e => e.UserId)
        .Distinct()
        .Count();
}
