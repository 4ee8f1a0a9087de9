using System.Text.Json;
using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>The tables of work, grading and modules.</summary>
internal static class LakeWork
{
    private const long PageId = 77;

    public static IReadOnlyList<LakeTable> All { get; } =
    [
        LakeTable.Create("assignment_groups", Groups, "id id context_id", "text name sis_source_id workflow_state context_type", "int position", "number group_weight", "object rules"),
        LakeTable.Create(
            "assignments", Assignments, "id id context_id assignment_group_id grading_standard_id group_category_id parent_assignment_id",
            "text title grading_type submission_types workflow_state sis_source_id integration_id type", "int position allowed_attempts", "number points_possible",
            "bool omit_from_final_grade anonymous_grading moderated_grading peer_reviews grade_group_students_individually only_visible_to_overrides important_dates has_sub_assignments",
            "time due_at unlock_at lock_at created_at updated_at"),
        LakeTable.Create("post_policies", Policies, "id id course_id assignment_id", "bool post_manually"),
        LakeTable.Create("quizzes", Quizzes, "id id context_id assignment_id", "text title workflow_state"),
        LakeTable.Create(
            "assignment_overrides", Overrides, "id id assignment_id quiz_id set_id context_module_id", "text title set_type workflow_state", "bool unassign_item all_day due_at_overridden unlock_at_overridden lock_at_overridden",
            "time due_at unlock_at lock_at"),
        LakeTable.Create("assignment_override_students", OverrideStudents, "id id assignment_override_id assignment_id user_id", "text workflow_state"),
        LakeTable.Create(
            "submissions", Submissions, "id id course_id assignment_id user_id grader_id grading_period_id custom_grade_status_id",
            "text workflow_state submission_type grade late_policy_status anonymous_id", "int attempt seconds_late_override extra_attempts", "number score points_deducted",
            "bool excused grade_matches_current_submission redo_request cached_quiz_lti", "time submitted_at graded_at posted_at cached_due_date"),
        LakeTable.Create("grading_period_groups", PeriodGroups, "id id account_id course_id", "text title workflow_state", "bool weighted"),
        LakeTable.Create("grading_periods", Periods, "id id grading_period_group_id", "text title workflow_state", "number weight", "time start_date end_date close_date"),
        LakeTable.Create("grading_standards", Standards, "id id context_id", "text context_type title data workflow_state", "int version"),
        LakeTable.Create(
            "late_policies", LatePolicies, "id id course_id", "bool missing_submission_deduction_enabled late_submission_deduction_enabled late_submission_minimum_percent_enabled",
            "number missing_submission_deduction late_submission_deduction late_submission_minimum_percent", "text late_submission_interval", "time created_at updated_at"),
        LakeTable.Create("context_modules", Modules, "id id context_id", "text name workflow_state context_type", "int position", "bool require_sequential_progress", "time unlock_at", "object completion_requirements"),
        LakeTable.Create("content_tags", Items, "id id context_id context_module_id content_id", "text title tag_type content_type url workflow_state", "int position"),
        LakeTable.Create("wiki_pages", Pages, "id id context_id", "text title url workflow_state"),
    ];

    private static void Groups(SchoolState school, RecordSink sink)
    {
        foreach (var course in school.Courses)
        {
            foreach (var group in course.Groups)
            {
                sink.Begin(group.Id).Id("id", group.Id).Id("context_id", group.CourseId).Text("context_type", "Course").Text("name", group.Name).Text("workflow_state", "available")
                    .Id("position", group.Position).Number("group_weight", group.Weight)
                    .Object("rules", json => Rules(json, course, group)).End();
            }
        }
    }

    private static void Rules(Utf8JsonWriter json, CourseState course, SimulatedAssignmentGroup group)
    {
        json.WriteStartObject();
        if (group.DropLowest > 0)
        {
            json.WriteNumber("drop_lowest", group.DropLowest);
        }

        if (group.DropHighest > 0)
        {
            json.WriteNumber("drop_highest", group.DropHighest);
        }

        if (group.NeverDrop.Any(id => course.FindAssignment(id) is { Deleted: false }))
        {
            json.WriteStartArray("never_drop");
            foreach (var id in group.NeverDrop)
            {
                json.WriteNumberValue(id);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Assignments(SchoolState school, RecordSink sink)
    {
        foreach (var assignment in school.Courses.SelectMany(course => course.Assignments))
        {
            var a = assignment.Info;
            sink.Begin(a.Id).Id("id", a.Id).Id("context_id", a.CourseId).Id("assignment_group_id", a.GroupId).Text("title", a.Name).Text("grading_type", a.GradingType)
                .Text("submission_types", a.SubmissionType).Text("workflow_state", assignment.Deleted ? "deleted" : a.WorkflowState).Text("type", "Assignment")
                .Id("position", a.Position).Id("allowed_attempts", -1).Number("points_possible", a.PointsPossible).Flag("omit_from_final_grade", a.OmitFromFinalGrade)
                .Flag("anonymous_grading", false).Flag("moderated_grading", false).Flag("peer_reviews", false).Flag("grade_group_students_individually", false)
                .Flag("only_visible_to_overrides", a.OnlyVisibleToOverrides).Flag("has_sub_assignments", a.Checkpoints.Count > 0)
                .Time("due_at", a.DueAt).Time("unlock_at", a.UnlockAt).Time("lock_at", a.LockAt).Time("created_at", a.CreatedAt).Time("updated_at", a.UpdatedAt).End();
            foreach (var part in a.Checkpoints)
            {
                sink.Begin(part.Id).Id("id", part.Id).Id("context_id", a.CourseId).Id("assignment_group_id", a.GroupId).Id("parent_assignment_id", a.Id).Text("title", a.Name)
                    .Text("grading_type", a.GradingType).Text("submission_types", a.SubmissionType).Text("workflow_state", assignment.Deleted ? "deleted" : a.WorkflowState)
                    .Text("type", "SubAssignment").Id("position", a.Position).Number("points_possible", part.PointsPossible).Time("due_at", part.DueAt)
                    .Time("created_at", a.CreatedAt).Time("updated_at", a.UpdatedAt).End();
            }
        }
    }

    private static void Policies(SchoolState school, RecordSink sink)
    {
        foreach (var course in school.Courses)
        {
            sink.Begin(course.Ordinal + 1).Id("id", course.Ordinal + 1).Id("course_id", course.Info.Id).Flag("post_manually", false).End();
            foreach (var a in course.Assignments.Select(assignment => assignment.Info))
            {
                sink.Begin(a.Id).Id("id", a.Id).Id("course_id", a.CourseId).Id("assignment_id", a.Id).Flag("post_manually", a.PostManually).End();
            }
        }
    }

    private static void Quizzes(SchoolState school, RecordSink sink)
    {
        foreach (var assignment in school.Courses.SelectMany(course => course.Assignments).Where(assignment => assignment.Info.QuizId is not null))
        {
            var a = assignment.Info;
            sink.Begin(a.QuizId!.Value).Id("id", a.QuizId).Id("context_id", a.CourseId).Id("assignment_id", a.Id).Text("title", a.Name)
                .Text("workflow_state", assignment.Deleted ? "deleted" : "available").End();
        }
    }

    private static void Overrides(SchoolState school, RecordSink sink)
    {
        foreach (var assignment in school.Courses.SelectMany(course => course.Assignments))
        {
            foreach (var one in assignment.Info.Overrides)
            {
                sink.Begin(one.Id).Id("id", one.Id).Id("assignment_id", assignment.Info.Id).Id("set_id", one.NoopId ?? one.SectionId).Id("context_module_id", one.ContextModuleId)
                    .Text("title", one.Title).Text("set_type", one.NoopId is not null ? "Noop" : one.SectionId is not null ? "CourseSection" : "ADHOC")
                    .Text("workflow_state", assignment.Deleted ? "deleted" : "active").Flag("unassign_item", one.UnassignItem).Flag("all_day", one.OverridesDueAt ? false : null)
                    .Flag("due_at_overridden", one.OverridesDueAt).Flag("unlock_at_overridden", false).Flag("lock_at_overridden", false).Time("due_at", one.DueAt).End();
            }
        }
    }

    private static void OverrideStudents(SchoolState school, RecordSink sink)
    {
        foreach (var assignment in school.Courses.SelectMany(course => course.Assignments))
        {
            foreach (var one in assignment.Info.Overrides)
            {
                foreach (var (place, student) in one.StudentIds.Index())
                {
                    var id = (one.Id * 1_000) + place;
                    sink.Begin(id).Id("id", id).Id("assignment_override_id", one.Id).Id("assignment_id", assignment.Info.Id).Id("user_id", student).Text("workflow_state", "active").End();
                }
            }
        }
    }

    private static void Submissions(SchoolState school, RecordSink sink)
    {
        foreach (var course in school.Courses)
        {
            for (var row = 0; row < course.Rows.Length; row++)
            {
                // The work of those who do not have the assignment stays, and is marked deleted.
                var isThere = course.IsListed(course.Rows[row]) && course.IsVisible(course.Rows[row]);
                var s = SubmissionView.Create(course, row, school.Now);
                sink.Begin(s.Id).Id("id", s.Id).Id("course_id", s.CourseId).Id("assignment_id", s.AssignmentId).Id("user_id", s.UserId).Id("grader_id", s.GraderId)
                    .Id("grading_period_id", s.GradingPeriodId).Id("custom_grade_status_id", s.CustomGradeStatusId).Text("workflow_state", isThere ? s.WorkflowState : "deleted")
                    .Text("submission_type", s.SubmissionType).Text("grade", s.Grade).Text("late_policy_status", s.LatePolicyStatus).Id("attempt", s.Attempt)
                    .Id("seconds_late_override", course.DetailsOf(row) is { SecondsLate: > 0 and var seconds } ? seconds : null)
                    .Number("score", s.Score).Number("points_deducted", s.PointsDeducted).Flag("excused", s.Excused)
                    .Flag("grade_matches_current_submission", s.GradeMatchesCurrentSubmission).Flag("redo_request", false).Flag("cached_quiz_lti", false)
                    .Time("submitted_at", s.SubmittedAt).Time("graded_at", s.GradedAt).Time("posted_at", s.PostedAt).Time("cached_due_date", s.CachedDueDate).End();
            }
        }
    }

    private static void PeriodGroups(SchoolState school, RecordSink sink)
    {
        foreach (var course in school.Courses.Where(course => course.Periods.Count > 0).DistinctBy(course => course.Periods[0].GroupId))
        {
            var id = course.Periods[0].GroupId;
            sink.Begin(id).Id("id", id).Id("account_id", Ids.Account).Text("title", "Periods").Text("workflow_state", "active").Flag("weighted", course.WeighsPeriods).End();
        }
    }

    private static void Periods(SchoolState school, RecordSink sink)
    {
        foreach (var one in school.Courses.SelectMany(course => course.Periods).DistinctBy(period => period.Id))
        {
            sink.Begin(one.Id).Id("id", one.Id).Id("grading_period_group_id", one.GroupId).Text("title", one.Title).Text("workflow_state", "active")
                .Number("weight", one.Weight).Time("start_date", one.StartDate).Time("end_date", one.EndDate).Time("close_date", one.CloseDate).End();
        }
    }

    /// <summary>Writes the letter schemes: every second one in the old version, whose bounds are upper ones.</summary>
    private static void Standards(SchoolState school, RecordSink sink)
    {
        foreach (var one in school.Courses.SelectMany(course => course.Standards).DistinctBy(standard => standard.Id))
        {
            var isOld = one.Id % 2 == 1;
            var bounds = isOld ? one.Rows.Select((row, place) => (row.Name, Bound: place == 0 ? 1m : one.Rows[place - 1].LowerBound)) : one.Rows.Select(row => (row.Name, Bound: row.LowerBound));
            var data = "[" + string.Join(",", bounds.Select(pair => $"[{JsonSerializer.Serialize(pair.Name)},{JsonSerializer.Serialize(pair.Bound)}]")) + "]";
            sink.Begin(one.Id).Id("id", one.Id).Id("context_id", one.CourseId ?? Ids.Account).Text("context_type", one.CourseId is null ? "Account" : "Course").Text("title", one.Title)
                .Text("data", data).Text("workflow_state", "active").Id("version", isOld ? 1 : 2).End();
        }
    }

    private static void LatePolicies(SchoolState school, RecordSink sink)
    {
        foreach (var info in school.Courses.Select(course => course.Info))
        {
            if (info.LatePolicy is { } policy)
            {
                sink.Begin(policy.Id).Id("id", policy.Id).Id("course_id", info.Id).Flag("missing_submission_deduction_enabled", policy.MissingEnabled)
                    .Flag("late_submission_deduction_enabled", policy.LateEnabled).Flag("late_submission_minimum_percent_enabled", policy.MinimumPercent > 0)
                    .Number("missing_submission_deduction", (double)policy.MissingDeduction).Number("late_submission_deduction", (double)policy.LateDeduction)
                    .Number("late_submission_minimum_percent", (double)policy.MinimumPercent).Text("late_submission_interval", policy.LateInterval)
                    .Time("created_at", info.CreatedAt).Time("updated_at", info.CreatedAt).End();
            }
        }
    }

    private static void Modules(SchoolState school, RecordSink sink)
    {
        foreach (var module in school.Courses.SelectMany(course => course.Modules))
        {
            sink.Begin(module.Id).Id("id", module.Id).Id("context_id", module.CourseId).Text("context_type", "Course").Text("name", module.Name).Text("workflow_state", "active")
                .Id("position", module.Position).Flag("require_sequential_progress", module.Position == 2).Time("unlock_at", module.UnlockAt).End();
        }
    }

    /// <summary>Writes the items of modules, and an outcome of each module, which is no item.</summary>
    private static void Items(SchoolState school, RecordSink sink)
    {
        foreach (var module in school.Courses.SelectMany(course => course.Modules))
        {
            foreach (var item in module.Items)
            {
                sink.Begin(item.Id).Id("id", item.Id).Id("context_id", module.CourseId).Id("context_module_id", module.Id).Id("content_id", item.Type == "Page" ? module.CourseId + PageId : item.ContentId)
                    .Text("title", item.Title).Text("tag_type", "context_module").Text("content_type", TypeOf(item.Type)).Text("workflow_state", "active")
                    .Text("url", item.Type == "ExternalUrl" ? $"https://library.example/{item.Position}" : null).Id("position", item.Position).End();
            }

            sink.Begin(module.Id).Id("id", module.Id).Id("context_id", module.CourseId).Id("context_module_id", module.Id).Text("title", "Outcome")
                .Text("tag_type", "learning_outcome").Text("content_type", "LearningOutcome").Text("workflow_state", "active").Id("position", 99).End();
        }
    }

    private static void Pages(SchoolState school, RecordSink sink)
    {
        foreach (var info in school.Courses.Select(course => course.Info))
        {
            sink.Begin(info.Id + PageId).Id("id", info.Id + PageId).Id("context_id", info.Id).Text("title", "Welcome").Text("url", "welcome").Text("workflow_state", "active").End();
        }
    }

    private static string TypeOf(string type) => type switch
    {
        "Page" => "WikiPage",
        "Discussion" => "DiscussionTopic",
        "File" => "Attachment",
        "Quiz" => "Quizzes::Quiz",
        "ExternalTool" => "ContextExternalTool",
        "SubHeader" => "ContextModuleSubHeader",
        _ => type,
    };
}
