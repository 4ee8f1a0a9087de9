using System.Collections.Frozen;

namespace CanvasData.Operations.Sync;

/// <summary>Members of Canvas's JSON that are known and left alone; anything else that is not mapped is drift.</summary>
internal static class UnneededFields
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Known = new Dictionary<string, string>
    {
        ["course"] = "calendar enrollments is_public_to_auth_users public_syllabus public_syllabus_to_auth public_description storage_quota_mb storage_quota_used_mb license template homeroom_course course_color friendly_name sis_import_id teachers teacher_count sections grading_periods syllabus_body needs_grading_count concluded is_favorite image_download_url banner_image_download_url post_manually account course_progress permissions tabs passback_status grading_scheme points_based_grading_scheme scaling_factor multiple_grading_periods_enabled restrict_quantitative_data overridden_course_visibility blueprint_restrictions blueprint_restrictions_by_object_type open_enrollment self_enrollment allow_student_forum_attachments allow_wiki_comments hide_distribution_graphs abstract_course lti_context_id",
        ["term"] = "overrides course_count sis_import_id",
        ["section"] = "sis_course_id sis_import_id students lti_context_id enrollment_role",
        ["enrollment"] = "html_url sis_account_id sis_import_id course_integration_id section_integration_id temporary_enrollment_source_user_id temporary_enrollment_pairing_id observed_user locked can_be_removed uuid temporary_enrollment_provider",
        ["user"] = "first_name last_name avatar_image_url effective_locale bio title pronunciation enrollments group_ids uuid past_uuid account_uuid lti_id sis_login_id html_url root_account anonymous_id display_name fake_student sis_import_id can_update_name permissions lti_user_id",
        ["assignment_group"] = "assignments integration_data any_assignment_in_closed_grading_period",
        ["assignment"] = "description all_dates all_dates_count unpublishable suppress_assignment muted anonymize_students anonymous_peer_reviews grades_published automatic_peer_reviews intra_group_peer_reviews in_closed_grading_period graded_submissions_exist can_duplicate submissions_download_url quiz_lti discussion_topic quiz rubric rubric_settings use_rubric_for_grading external_tool_tag_attributes allowed_extensions integration_data lti_context_id secure_params score_statistics assignment_visibility submission lock_info locked_for_user lock_explanation final_grader_id grader_count graders_anonymous_to_graders grader_comments_visible_to_graders grader_names_visible_to_final_grader anonymous_instructor_annotations anonymous_submissions max_name_length original_assignment_id original_assignment_name original_course_id original_lti_resource_link_id original_quiz_id post_to_sis restrict_quantitative_data url annotatable_attachment_id needs_grading_count_by_section free_form_criterion_comments peer_review_count peer_reviews_assign_at visible_to_everyone workflow_state_raw checkpoints has_sub_assignments turnitin_enabled turnitin_settings vericite_enabled asset_processors",
        ["assignment_override"] = "all_day_date unassign_item noop_id group_category_id context_module_id",
        ["submission"] = "body url preview_url attachments media_comment discussion_entries turnitin_data sticker student_entered_score sub_assignment_submissions submission_history submission_comments rubric_assessment assignment course user assignment_visible group read_status html_url has_postable_comments proxy_submitter proxy_submitter_id body_word_count word_count sections external_tool_url media_comment_id media_comment_type has_originality_report vericite_data canvadoc_document_id provisional_grades",
        ["grading_period"] = "permissions",
        ["grading_standard"] = "",
        ["late_policy"] = "",
        ["module"] = "requirement_type requirement_count publish_final_grade prerequisite_module_ids items_url state completed_at",
        ["module_item"] = "url new_tab publish_at content_details quiz_lti unpublishable",
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal));

    public static bool Knows(string entity, string field) => Known[entity].Contains(field);
}
