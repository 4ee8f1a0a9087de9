using System.Collections.Frozen;

namespace CanvasData.Operations.Sync;

/// <summary>
/// The members of Canvas's JSON that are known and left alone; anything else that is not mapped is drift. What decides who is
/// assigned what, when, or how it counts does not belong here: it is stored, or shows as drift.
/// </summary>
internal static class IgnoredFields
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Known = new Dictionary<string, string[]>
    {
        ["course"] =
        [
            // The caller's own enrollments and rights, and other objects that are listed by themselves.
            "calendar enrollments permissions tabs course_progress is_favorite friendly_name account sections teachers teacher_count grading_periods",
            // Counts and states that follow from what is stored.
            "needs_grading_count concluded multiple_grading_periods_enabled passback_status",
            // The grading scheme is stored as a grading standard.
            "grading_scheme points_based_grading_scheme scaling_factor",
            // Texts, pictures and links.
            "syllabus_body public_description image_download_url banner_image_download_url course_color license",
            // Who outside the course may see it.
            "is_public_to_auth_users public_syllabus public_syllabus_to_auth overridden_course_visibility open_enrollment self_enrollment",
            // Storage, import and copies.
            "storage_quota_mb storage_quota_used_mb sis_import_id template homeroom_course abstract_course blueprint_restrictions blueprint_restrictions_by_object_type lti_context_id",
            // Switches of the pages of Canvas; each assignment has the setting itself.
            "post_manually allow_student_forum_attachments allow_wiki_comments hide_distribution_graphs",
        ],
        // Storage, and the rights of a program that reads by a key.
        ["account"] = ["default_storage_quota_mb default_user_storage_quota_mb default_group_storage_quota_mb sis_import_id lti_guid course_template_id global_id"],
        ["term"] = ["course_count sis_import_id"],
        ["section"] = ["sis_course_id sis_import_id students lti_context_id enrollment_role"],
        ["enrollment"] =
        [
            "html_url uuid sis_account_id sis_import_id course_integration_id section_integration_id observed_user locked can_be_removed",
            "temporary_enrollment_source_user_id temporary_enrollment_pairing_id temporary_enrollment_provider",
        ],
        ["user"] =
        [
            // Other forms of the name, and pictures.
            "first_name last_name display_name pronunciation title bio avatar_image_url effective_locale",
            // Other ids of the person.
            "uuid past_uuid account_uuid lti_id lti_user_id sis_login_id anonymous_id sis_import_id root_account",
            "enrollments group_ids html_url fake_student can_update_name permissions",
        ],
        ["assignment_group"] = ["assignments integration_data any_assignment_in_closed_grading_period"],
        ["assignment"] =
        [
            // Texts and links.
            "description url submissions_download_url max_name_length",
            // The dates of every override are asked for by themselves; each student's due date is in the submission.
            "all_dates all_dates_count in_closed_grading_period",
            // The caller's own work and rights.
            "submission lock_info locked_for_user lock_explanation can_duplicate unpublishable restrict_quantitative_data",
            // Counts and statistics that follow from what is stored.
            "score_statistics graded_submissions_exist needs_grading_count_by_section",
            // Who grades, and what graders see; how grades come to the student is in the submission.
            "anonymize_students final_grader_id grader_count graders_anonymous_to_graders grader_comments_visible_to_graders grader_names_visible_to_final_grader anonymous_instructor_annotations anonymous_submissions",
            // How peers review.
            "anonymous_peer_reviews automatic_peer_reviews intra_group_peer_reviews peer_review_count peer_reviews_assign_at",
            // Rubrics.
            "rubric rubric_settings use_rubric_for_grading free_form_criterion_comments",
            // The discussion, quiz or tool behind it, and checks of originality.
            "discussion_topic quiz quiz_lti external_tool_tag_attributes allowed_extensions annotatable_attachment_id lti_context_id secure_params asset_processors turnitin_enabled turnitin_settings vericite_enabled",
            // Where it was copied from, and where its grades go.
            "original_assignment_id original_assignment_name original_course_id original_lti_resource_link_id original_quiz_id integration_data post_to_sis workflow_state_raw",
        ],
        ["assignment_override"] = ["all_day_date group_category_id non_collaborative"],
        ["checkpoint"] = [""],
        ["submission"] =
        [
            // What was submitted, and what was said of it.
            "body url preview_url external_tool_url html_url attachments media_comment media_comment_id media_comment_type discussion_entries body_word_count word_count canvadoc_document_id sticker",
            "submission_history submission_comments has_postable_comments rubric_assessment read_status proxy_submitter proxy_submitter_id",
            // Checks of originality.
            "turnitin_data vericite_data has_originality_report",
            // Other objects that are listed by themselves; the work on checkpoints shows by itself that there is some.
            "assignment course user group sections has_sub_assignment_submissions",
            // The student's own what-if score and scores of several graders that do not count.
            "student_entered_score provisional_grades",
        ],
        ["checkpoint_submission"] = ["user_id seconds_late"],
        ["grading_period"] = ["permissions"],
        ["grading_standard"] = [""],
        ["late_policy"] = [""],
        ["module"] = ["requirement_type requirement_count publish_final_grade prerequisite_module_ids items_url state completed_at"],
        ["module_item"] = ["url new_tab publish_at content_details quiz_lti unpublishable"],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.SelectMany(line => line.Split(' ')).ToFrozenSet(StringComparer.Ordinal));

    public static bool Knows(string entity, string field) => Known[entity].Contains(field);
}
