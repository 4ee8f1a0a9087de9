using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Courses, and what is set up once in each: sections, periods, schemes, policies.</summary>
internal static class CourseEndpoints
{
    public static ApiResponse List(SchoolState school, ApiRequest request)
    {
        var states = request.List("state");
        var term = request["enrollment_term_id"];
        var courses = school.Courses
            .Where(c => states.Count == 0 || states.Contains(c.Info.WorkflowState))
            .Where(c => term is null || term == c.Info.TermId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        return Paging.Numbered(request, courses, (json, course) => Write(school, request, json, course));
    }

    public static ApiResponse Show(SchoolState school, ApiRequest request, CourseState course) =>
        Paging.One(request, json => Write(school, request, json, course));

    public static ApiResponse Sections(ApiRequest request, CourseState course) => Paging.Numbered(request, course.Sections, (json, section) =>
    {
        json.Open();
        json.Id("id", section.Id);
        json.Id("course_id", section.CourseId);
        json.Text("name", section.Name);
        json.Time("start_at", null);
        json.Time("end_at", null);
        json.Time("created_at", section.CreatedAt);
        json.Bool("restrict_enrollments_to_section_dates", null);
        json.Id("nonxlist_course_id", section.NonCrossListedCourseId);
        json.Text("sis_section_id", section.SisSectionId);
        json.Text("sis_course_id", course.Info.SisCourseId);
        json.Text("integration_id", null);
        json.Id("sis_import_id", null);
        if (request.Includes("total_students"))
        {
            json.Int("total_students", StudentCount(course, section.Id));
        }

        json.Close();
    });

    public static ApiResponse GradingPeriods(ApiRequest request, SchoolState school, CourseState course) => Paging.One(request, json =>
    {
        json.Open();
        json.OpenList("grading_periods");
        foreach (var period in course.Periods)
        {
            json.Open();
            json.Id("id", period.Id);
            json.Id("grading_period_group_id", period.GroupId);
            json.Text("title", period.Title);
            json.Time("start_date", period.StartDate);
            json.Time("end_date", period.EndDate);
            json.Time("close_date", period.CloseDate);
            json.Float("weight", period.Weight);
            json.Bool("is_closed", Moment.From(period.CloseDate) < school.Now);
            json.Close();
        }

        json.CloseList();
        json.Open("meta");
        json.Text("primaryCollection", "grading_periods");
        json.Close();
        json.Close();
    });

    public static ApiResponse GradingStandards(ApiRequest request, IReadOnlyList<SimulatedGradingStandard> standards) => Paging.Numbered(request, standards, (json, standard) =>
    {
        json.Open();
        json.Id("id", standard.Id);
        json.Text("title", standard.Title);
        json.Text("context_type", standard.CourseId is null ? "Account" : "Course");
        json.Id("context_id", standard.CourseId ?? Generation.Ids.Account);
        json.Bool("points_based", false);
        json.Float("scaling_factor", 1.0);
        json.OpenList("grading_scheme");
        foreach (var (name, bound) in standard.Rows)
        {
            json.Open();
            json.Text("name", name);
            json.Float("value", bound);
            json.Float("calculated_value", bound * 100);
            json.Close();
        }

        json.CloseList();
        json.Close();
    });

    public static ApiResponse LatePolicy(ApiRequest request, CourseState course) => course.Info.LatePolicy is not { } policy
        ? ApiErrors.NotFound()
        : Paging.One(request, json =>
        {
            json.Open();
            json.Open("late_policy");
            json.Id("id", policy.Id);
            json.Id("course_id", course.Info.Id);
            json.Bool("missing_submission_deduction_enabled", policy.MissingEnabled);
            json.Float("missing_submission_deduction", policy.MissingDeduction);
            json.Bool("late_submission_deduction_enabled", policy.LateEnabled);
            json.Float("late_submission_deduction", policy.LateDeduction);
            json.Text("late_submission_interval", policy.LateInterval);
            json.Bool("late_submission_minimum_percent_enabled", policy.MinimumPercent > 0);
            json.Float("late_submission_minimum_percent", policy.MinimumPercent);
            json.Time("created_at", course.Info.CreatedAt);
            json.Time("updated_at", course.Info.CreatedAt);
            json.Close();
            json.Close();
        });

    public static ApiResponse Settings(ApiRequest request, CourseState course) => Paging.One(request, json =>
    {
        json.Open();
        json.Bool("allow_final_grade_override", course.Info.AllowsFinalGradeOverride);
        json.Bool("hide_final_grades", course.Info.HidesFinalGrades);
        json.Id("grading_standard_id", course.Info.GradingStandardId);
        json.Bool("grading_standard_enabled", course.Info.GradingStandardId is not null);
        json.Bool("restrict_quantitative_data", course.Info.RestrictsQuantitativeData);
        json.Close();
    });

    private static void Write(SchoolState school, ApiRequest request, CanvasJson json, CourseState course)
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
        json.Id("account_id", Generation.Ids.Account);
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
            json.Bool("concluded", course.Info.WorkflowState == "completed");
        }

        if (request.Includes("teachers"))
        {
            json.OpenList("teachers");
            PeopleEndpoints.WriteDisplay(json, course.Teacher);
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

    private static int StudentCount(CourseState course, long? sectionId) => course.Enrollments
        .Where(e => e is { Type: "StudentEnrollment", State: "active" or "invited" } && (sectionId is null || e.SectionId == sectionId))
        .Select(e => e.UserId)
        .Distinct()
        .Count();
}
