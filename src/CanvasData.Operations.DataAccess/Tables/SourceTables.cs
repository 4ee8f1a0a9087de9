namespace CanvasData.Operations.DataAccess;

/// <summary>The tables that are read. A column is written as "type name".</summary>
internal static class SourceTables
{
    public static IReadOnlyList<SourceTable> All { get; } =
    [
        Table("accounts", "parent_account_id", null, Reach.Nowhere, "id id, id parent_account_id, text name, text workflow_state", "root_account_id uuid default_time_zone sis_source_id integration_id"),
        Table("enrollment_terms", "grading_period_group_id", null, Reach.Term, "id id, text name, time start_at, time end_at, text workflow_state", "sis_source_id grading_period_group_id created_at"),
        Table(
            "courses", "id", "enrollment_term_id", Reach.Course, "id id, id account_id, id enrollment_term_id, text name, text workflow_state, time start_at, time conclude_at, text group_weighting_scheme",
            "course_code uuid sis_source_id integration_id grading_standard_id default_view grade_passback_setting time_zone locale is_public restrict_enrollments_to_course_dates template created_at settings"),
        Table("course_sections", "course_id", null, Reach.Course, "id id, id course_id, text name, text workflow_state", "nonxlist_course_id sis_source_id integration_id restrict_enrollments_to_section_dates start_at end_at created_at"),
        Table("users", "id", null, Reach.Person, "id id, text name, text sortable_name", "short_name pronouns locale time_zone merged_into_user_id created_at workflow_state"),
        Table("pseudonyms", "user_id", null, Reach.Person, "id id, id user_id, text unique_id, text workflow_state", "sis_user_id integration_id position is_inst_id current_login_at"),
        Table("communication_channels", "user_id", null, Reach.Person, "id id, id user_id, text path, text path_type, text workflow_state", "position"),
        Table("roles", null, null, Reach.Role, "id id, text name", ""),
        Table(
            "enrollments", "course_id", "user_id", Reach.Course, "id id, id user_id, id course_id, id course_section_id, id role_id, text type, text workflow_state",
            "associated_user_id limit_privileges_to_course_section start_at end_at created_at updated_at last_activity_at last_attended_at total_activity_time") with { DecidesWork = ["user_id", "type"] },
        Table(
            "scores", "enrollment_id", null, Reach.Enrollment, "id id, id enrollment_id, bool course_score, text workflow_state, number current_score, number final_score",
            "unposted_current_score unposted_final_score override_score grading_period_id assignment_group_id") with { KindColumn = "course_score", Kind = "true" },
        Table("assignment_groups", "context_id", null, Reach.Course, "id id, id context_id, text name, text workflow_state", "context_type position group_weight sis_source_id rules"),
        Table(
            "assignments", "context_id", null, Reach.Course, "id id, id context_id, text title, text grading_type, text submission_types, text workflow_state, number points_possible, time due_at",
            "assignment_group_id grading_standard_id group_category_id parent_assignment_id sis_source_id integration_id position allowed_attempts omit_from_final_grade anonymous_grading moderated_grading " +
            "peer_reviews grade_group_students_individually only_visible_to_overrides important_dates has_sub_assignments unlock_at lock_at created_at updated_at type") with { DecidesWork = ["submission_types", "parent_assignment_id", "anonymous_grading"] },
        Table("post_policies", "course_id", "assignment_id", Reach.Course, "id id, id course_id, id assignment_id, bool post_manually", "") with { IsOptional = true },
        Table("quizzes", "context_id", "assignment_id", Reach.Course, "id id, id context_id, id assignment_id", "") with { IsOptional = true },
        Table(
            "assignment_overrides", "assignment_id", null, Reach.Assignment, "id id, id assignment_id, text set_type, id set_id, text workflow_state, time due_at, bool due_at_overridden",
            "title context_module_id unassign_item all_day unlock_at unlock_at_overridden lock_at lock_at_overridden"),
        Table("assignment_override_students", "assignment_override_id", null, Reach.Override, "id id, id assignment_override_id, id user_id", "assignment_id workflow_state"),
        Table(
            "submissions", "course_id", null, Reach.Course,
            "id id, id course_id, id assignment_id, id user_id, text workflow_state, number score, text grade, time submitted_at, time graded_at, time posted_at, time cached_due_date, bool excused, text late_policy_status",
            "submission_type attempt grader_id grade_matches_current_submission grading_period_id custom_grade_status_id cached_quiz_lti anonymous_id points_deducted seconds_late_override extra_attempts redo_request")
            with { Due = ["cached_due_date"] },
        Table("grading_period_groups", "course_id", null, Reach.PeriodSet, "id id, bool weighted", "course_id"),
        Table("grading_periods", "grading_period_group_id", null, Reach.Period, "id id, id grading_period_group_id, text title, time start_date, time end_date", "close_date weight workflow_state") with { Due = ["close_date", "end_date"] },
        Table("grading_standards", "context_id", null, Reach.Standard, "id id, text context_type, id context_id, text title, text data", "version workflow_state"),
        Table(
            "late_policies", "course_id", null, Reach.Course, "id id, id course_id, bool missing_submission_deduction_enabled, bool late_submission_deduction_enabled",
            "late_submission_minimum_percent_enabled missing_submission_deduction late_submission_deduction late_submission_minimum_percent late_submission_interval created_at updated_at"),
        Table("context_modules", "context_id", null, Reach.Course, "id id, id context_id, text name, text workflow_state", "context_type position require_sequential_progress unlock_at completion_requirements"),
        Table(
            "content_tags", "context_id", "context_module_id", Reach.Course, "id id, id context_id, id context_module_id, text tag_type, text content_type, text workflow_state",
            "content_id title url position") with { KindColumn = "tag_type", Kind = "\"context_module\"" },
        Table("wiki_pages", "context_id", null, Reach.Course, "id id, id context_id, text url", "") with { IsOptional = true },
    ];

    /// <summary>The tables by their names.</summary>
    public static IReadOnlyDictionary<string, SourceTable> ByName { get; } = All.ToDictionary(table => table.Name);

    private static SourceTable Table(string name, string? owner, string? link, Reach reach, string needed, string read)
    {
        var types = needed.Split(", ").Select(one => one.Split(' ')).ToDictionary(one => one[1], one => one[0]);
        List<string> columns = [.. types.Keys.Concat(read.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Append(States.Column).Distinct().Where(column => column != "id")];
        return new SourceTable
        {
            Name = name, Owner = owner, Link = link, Reach = reach, Needed = types, Columns = columns, Places = columns.Index().ToDictionary(one => one.Item, one => one.Index),
        };
    }
}
