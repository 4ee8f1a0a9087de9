using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>The tables of accounts, courses and people.</summary>
internal static class LakeTables
{
    /// <summary>The distance of ids that are made from the ids of people.</summary>
    private const long Derived = 1;

    public static IReadOnlyList<LakeTable> All { get; } =
    [
        LakeTable.Create("accounts", Accounts, "id id parent_account_id root_account_id", "text name uuid default_time_zone workflow_state sis_source_id integration_id"),
        LakeTable.Create("enrollment_terms", Terms, "id id root_account_id grading_period_group_id", "text name workflow_state sis_source_id", "time start_at end_at created_at"),
        LakeTable.Create(
            "courses", Courses, "id id account_id enrollment_term_id grading_standard_id",
            "text name course_code uuid workflow_state sis_source_id integration_id group_weighting_scheme default_view grade_passback_setting time_zone locale",
            "bool is_public restrict_enrollments_to_course_dates template", "time start_at conclude_at created_at", "object settings"),
        LakeTable.Create(
            "course_sections", Sections, "id id course_id nonxlist_course_id", "text name sis_source_id integration_id workflow_state",
            "bool restrict_enrollments_to_section_dates", "time start_at end_at created_at"),
        LakeTable.Create("users", Users, "id id merged_into_user_id", "text name sortable_name short_name pronouns locale time_zone workflow_state", "time created_at"),
        LakeTable.Create("pseudonyms", Pseudonyms, "id id user_id account_id", "text unique_id sis_user_id integration_id workflow_state", "int position", "bool is_inst_id", "time current_login_at last_login_at"),
        LakeTable.Create("communication_channels", Channels, "id id user_id pseudonym_id", "text path path_type workflow_state", "int position"),
        LakeTable.Create("roles", Roles, "id id account_id", "text name base_role_type workflow_state"),
        LakeTable.Create(
            "enrollments", Enrollments, "id id user_id course_id course_section_id role_id associated_user_id", "text type workflow_state",
            "bool limit_privileges_to_course_section", "int total_activity_time", "time start_at end_at created_at updated_at last_activity_at last_attended_at"),
        LakeTable.Create(
            "scores", Scores, "id id enrollment_id grading_period_id assignment_group_id", "bool course_score", "text workflow_state",
            "number current_score final_score unposted_current_score unposted_final_score override_score"),
        .. LakeWork.All,
    ];

    private static void Accounts(SchoolState school, RecordSink sink)
    {
        foreach (var account in school.Accounts)
        {
            sink.Begin(account.Id).Id("id", account.Id).Id("parent_account_id", account.ParentId).Id("root_account_id", account.ParentId is null ? null : Ids.Account)
                .Text("name", account.Name).Text("uuid", $"account-{account.Id}").Text("default_time_zone", "America/Denver")
                .Text("workflow_state", "active").Text("sis_source_id", account.SisAccountId).Text("integration_id", null).End();
        }
    }

    private static void Terms(SchoolState school, RecordSink sink)
    {
        foreach (var term in school.Terms)
        {
            sink.Begin(term.Id).Id("id", term.Id).Id("root_account_id", Ids.Account).Id("grading_period_group_id", term.GradingPeriodGroupId)
                .Text("name", term.Name).Text("workflow_state", "active").Text("sis_source_id", term.SisTermId)
                .Time("start_at", term.StartAt).Time("end_at", term.EndAt)
                .Time("created_at", (term.StartAt ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).AddDays(-60)).End();
        }
    }

    private static void Courses(SchoolState school, RecordSink sink)
    {
        foreach (var info in school.Courses.Select(course => course.Info))
        {
            sink.Begin(info.Id).Id("id", info.Id).Id("account_id", info.AccountId).Id("enrollment_term_id", info.TermId).Id("grading_standard_id", info.GradingStandardId)
                .Text("name", info.Name).Text("course_code", info.CourseCode).Text("uuid", $"course-{info.Id}")
                .Text("workflow_state", info.WorkflowState == "unpublished" ? "claimed" : info.WorkflowState)
                .Text("sis_source_id", info.SisCourseId).Text("group_weighting_scheme", info.AppliesGroupWeights ? "percent" : null).Text("default_view", "modules")
                .Text("time_zone", info.TimeZone).Flag("is_public", info.IsPublic).Flag("restrict_enrollments_to_course_dates", info.StartAt is not null).Flag("template", false)
                .Time("start_at", info.StartAt).Time("conclude_at", info.EndAt).Time("created_at", info.CreatedAt)
                .Object("settings", json =>
                {
                    json.WriteStartObject();
                    json.WriteBoolean("hide_final_grade", info.HidesFinalGrades);
                    json.WriteBoolean("restrict_quantitative_data", info.RestrictsQuantitativeData);
                    json.WriteEndObject();
                }).End();
        }
    }

    private static void Sections(SchoolState school, RecordSink sink)
    {
        foreach (var section in school.Courses.SelectMany(course => course.Sections))
        {
            sink.Begin(section.Id).Id("id", section.Id).Id("course_id", section.CourseId).Id("nonxlist_course_id", section.NonCrossListedCourseId)
                .Text("name", section.Name).Text("sis_source_id", section.SisSectionId).Text("integration_id", null).Text("workflow_state", "active")
                .Time("created_at", section.CreatedAt).End();
        }
    }

    private static void Users(SchoolState school, RecordSink sink)
    {
        foreach (var user in school.Users)
        {
            sink.Begin(user.Id).Id("id", user.Id).Text("name", user.Name).Text("sortable_name", user.SortableName).Text("short_name", user.Name)
                .Text("workflow_state", "registered").Time("created_at", user.CreatedAt).End();
        }
    }

    /// <summary>Writes the logins. Each tenth person has a second one that REST never shows.</summary>
    private static void Pseudonyms(SchoolState school, RecordSink sink)
    {
        foreach (var user in school.Users)
        {
            var id = user.Id * 2;
            sink.Begin(id).Id("id", id).Id("user_id", user.Id).Id("account_id", Ids.Account).Text("unique_id", user.LoginId).Text("sis_user_id", user.SisUserId)
                .Text("workflow_state", "active").Id("position", 1).Flag("is_inst_id", false).Time("current_login_at", user.LastLoginAt).Time("last_login_at", user.LastLoginAt.AddDays(-1)).End();
            if (user.Id % 10 == 0)
            {
                sink.Begin(id + Derived).Id("id", id + Derived).Id("user_id", user.Id).Id("account_id", Ids.Account).Text("unique_id", $"inst-{user.Id}")
                    .Text("workflow_state", "active").Id("position", 0).Flag("is_inst_id", true).End();
            }
        }
    }

    private static void Channels(SchoolState school, RecordSink sink)
    {
        foreach (var user in school.Users)
        {
            var id = user.Id * 2;
            sink.Begin(id).Id("id", id).Id("user_id", user.Id).Id("pseudonym_id", id).Text("path", Api.UserJson.Email(user)).Text("path_type", "email")
                .Text("workflow_state", "active").Id("position", 1).End();
            if (user.Id % 10 == 0)
            {
                sink.Begin(id + Derived).Id("id", id + Derived).Id("user_id", user.Id).Text("path", $"old-{user.Id}@mail.example").Text("path_type", "email")
                    .Text("workflow_state", "retired").Id("position", 0).End();
            }
        }
    }

    private static void Roles(SchoolState school, RecordSink sink)
    {
        foreach (var (id, name, baseType) in Generation.Roles.All)
        {
            sink.Begin(id).Id("id", id).Id("account_id", Ids.Account).Text("name", name).Text("base_role_type", baseType)
                .Text("workflow_state", name == baseType ? "built_in" : "active").End();
        }
    }

    private static void Enrollments(SchoolState school, RecordSink sink)
    {
        foreach (var one in school.Courses.SelectMany(course => course.Enrollments))
        {
            sink.Begin(one.Id).Id("id", one.Id).Id("user_id", one.UserId).Id("course_id", one.CourseId).Id("course_section_id", one.SectionId).Id("role_id", one.RoleId)
                .Id("associated_user_id", one.AssociatedUserId).Text("type", one.Type).Text("workflow_state", one.State).Flag("limit_privileges_to_course_section", false)
                .Id("total_activity_time", one.TotalActivitySeconds).Time("created_at", one.CreatedAt).Time("updated_at", one.UpdatedAt).Time("last_activity_at", one.LastActivityAt).End();
        }
    }

    /// <summary>Writes the totals of courses, and one of a grading period for each, which is no total of a course.</summary>
    private static void Scores(SchoolState school, RecordSink sink)
    {
        foreach (var course in school.Courses)
        {
            foreach (var one in course.Enrollments.Where(enrollment => enrollment.IsStudent))
            {
                var grades = SimulatedSchool.GradesOf(course, one)!;
                sink.Begin(one.Id * 2).Id("id", one.Id * 2).Id("enrollment_id", one.Id).Flag("course_score", true).Text("workflow_state", "active")
                    .Number("current_score", (double?)grades.CurrentScore).Number("final_score", (double?)grades.FinalScore)
                    .Number("unposted_current_score", (double?)grades.UnpostedCurrentScore).Number("unposted_final_score", (double?)grades.UnpostedFinalScore)
                    .Number("override_score", (double?)one.OverrideScore).End();
                if (course.Periods.Count > 0)
                {
                    sink.Begin((one.Id * 2) + Derived).Id("id", (one.Id * 2) + Derived).Id("enrollment_id", one.Id).Id("grading_period_id", course.Periods[0].Id)
                        .Flag("course_score", false).Text("workflow_state", "active").Number("current_score", 1).Number("final_score", 1).End();
                }
            }
        }
    }
}
