using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Courses, and what is set up once in each: sections, periods, schemes, policies.</summary>
internal static class CourseEndpoints
{
    public static ApiResponse OfCaller(SchoolState school, ApiRequest request) =>
        Paging.Numbered(request, CourseFilter.OfCaller(school, request), (json, course) => CourseJson.Write(school, request, json, course));

    public static ApiResponse OfAccount(SchoolState school, ApiRequest request, SimulatedAccount account) =>
        CourseFilter.OfAccount(school, request, account, out var courses)
        ?? Paging.Numbered(request, courses, (json, course) => CourseJson.Write(school, request, json, course));

    public static ApiResponse OfUser(SchoolState school, ApiRequest request, long userId) =>
        Paging.Numbered(request, CourseFilter.OfUser(school, request, userId), (json, course) => CourseJson.Write(school, request, json, course));

    public static ApiResponse Show(SchoolState school, ApiRequest request, CourseState course) =>
        Paging.One(request, json => CourseJson.Write(school, request, json, course));

    public static ApiResponse Sections(SchoolState school, ApiRequest request, CourseState course) =>
        SearchTerm.TryRead(request, out var search)
        ?? Paging.Numbered(request, course.Sections.FindAll(s => search.Matches(-1, s.Name)), (json, section) => WriteSection(json, school, request, course, section));

    public static ApiResponse Section(SchoolState school, ApiRequest request, CourseState course, SimulatedSection section) =>
        Paging.One(request, json => WriteSection(json, school, request, course, section));

    private static void WriteSection(CanvasJson json, SchoolState school, ApiRequest request, CourseState course, SimulatedSection section)
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
            json.Int("total_students", CourseJson.StudentCount(course, section.Id));
        }

        if (request.Includes("students"))
        {
            json.OpenList("students");
            foreach (var member in Roster.Members(school, course).Where(m => m.Enrollments.Any(i =>
                course.Enrollments[i] is { Type: "StudentEnrollment", State: "active" or "invited" } e && e.SectionId == section.Id)))
            {
                json.Open();
                UserJson.WriteFields(json, member.User);
                json.Close();
            }

            json.CloseList();
        }

        json.Close();
    }

    public static ApiResponse GradingPeriods(ApiRequest request, SchoolState school, IEnumerable<SimulatedGradingPeriod> periods) => Paging.One(request, json =>
    {
        json.Open();
        json.OpenList("grading_periods");
        foreach (var period in periods)
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

    public static ApiResponse GradingStandards(ApiRequest request, IReadOnlyList<SimulatedGradingStandard> standards) => Paging.Numbered(request, standards, WriteStandard);

    public static ApiResponse GradingStandard(ApiRequest request, SimulatedGradingStandard standard) => Paging.One(request, json => WriteStandard(json, standard));

    private static void WriteStandard(CanvasJson json, SimulatedGradingStandard standard)
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
    }

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
}
