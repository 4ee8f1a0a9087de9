using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Assignment groups, assignments and their overrides, modules and their items.</summary>
internal static class WorkEndpoints
{
    private const int MostIncludedItems = 100;

    public static ApiResponse Groups(ApiRequest request, CourseState course) => Paging.Numbered(request, course.Groups, (json, group) =>
    {
        json.Open();
        json.Id("id", group.Id);
        json.Text("name", group.Name);
        json.Int("position", group.Position);
        json.Float("group_weight", group.Weight);
        json.Text("sis_source_id", null);
        json.Open("integration_data");
        json.Close();
        WriteRules(json, course, group);
        if (request.Includes("assignments"))
        {
            json.OpenList("assignments");
            foreach (var assignment in course.Assignments.Where(a => a.IsServed && a.Info.GroupId == group.Id))
            {
                Write(json, request, course, assignment);
            }

            json.CloseList();
        }

        json.Close();
    });

    public static ApiResponse Assignments(ApiRequest request, CourseState course)
    {
        var ids = request.List("assignment_ids");
        var served = course.Assignments.FindAll(a => a.IsServed && (ids.Count == 0 || ids.Contains(Text(a.Info.Id))));
        return Paging.Numbered(request, served, (json, assignment) => Write(json, request, course, assignment));
    }

    public static ApiResponse Assignment(ApiRequest request, CourseState course, AssignmentState assignment) =>
        Paging.One(request, json => Write(json, request, course, assignment));

    public static ApiResponse Overrides(ApiRequest request, AssignmentState assignment) =>
        Paging.Numbered(request, assignment.Info.Overrides, (json, one) => WriteOverride(json, assignment, one));

    public static ApiResponse Modules(ApiRequest request, CourseState course) => Paging.Numbered(request, course.Modules, (json, module) =>
    {
        json.Open();
        json.Id("id", module.Id);
        json.Text("name", module.Name);
        json.Int("position", module.Position);
        json.Time("unlock_at", module.UnlockAt);
        json.Bool("require_sequential_progress", module.Position == 2);
        json.Text("requirement_type", "all");
        json.Bool("publish_final_grade", false);
        json.Ids("prerequisite_module_ids", module.Position == 2 ? [module.Id - 1] : []);
        json.Bool("published", true);
        json.Int("items_count", module.Items.Count);
        json.Text("items_url", $"{json.Host}/api/v1/courses/{course.Info.Id}/modules/{module.Id}/items");
        if (request.Includes("items") && !module.ItemsAreNotFound && module.Items.Count <= MostIncludedItems)
        {
            json.OpenList("items");
            foreach (var item in module.Items)
            {
                WriteItem(json, course, item);
            }

            json.CloseList();
        }

        json.Close();
    });

    public static ApiResponse ModuleItems(ApiRequest request, CourseState course, SimulatedModule module) =>
        module.ItemsAreNotFound ? ApiErrors.NotFound() : Paging.Numbered(request, module.Items, (json, item) => WriteItem(json, course, item));

    private static void WriteRules(CanvasJson json, CourseState course, SimulatedAssignmentGroup group)
    {
        json.Open("rules");
        if (group.DropLowest > 0)
        {
            json.Int("drop_lowest", group.DropLowest);
        }

        if (group.DropHighest > 0)
        {
            json.Int("drop_highest", group.DropHighest);
        }

        if (group.NeverDrop.Any(id => course.FindAssignment(id) is { Deleted: false }))
        {
            json.Ids("never_drop", group.NeverDrop);
        }

        json.Close();
    }

    private static void Write(CanvasJson json, ApiRequest request, CourseState course, AssignmentState assignment)
    {
        var a = assignment.Info;
        json.Open();
        json.Id("id", a.Id);
        json.Text("description", $"<p>{a.Name} of {course.Info.CourseCode}</p>");
        json.Time("due_at", request["override_assignment_dates"] == "false" ? a.DueAt : MostLenientDue(a));
        json.Time("unlock_at", a.UnlockAt);
        json.Time("lock_at", a.LockAt);
        json.Float("points_possible", a.PointsPossible);
        json.Text("grading_type", a.GradingType);
        json.Id("assignment_group_id", a.GroupId);
        json.Id("grading_standard_id", null);
        json.Time("created_at", a.CreatedAt);
        json.Time("updated_at", a.UpdatedAt);
        json.Bool("peer_reviews", false);
        json.Bool("automatic_peer_reviews", false);
        json.Int("position", a.Position);
        json.Bool("grade_group_students_individually", false);
        json.Bool("anonymous_peer_reviews", false);
        json.Id("group_category_id", null);
        json.Bool("post_to_sis", false);
        json.Bool("moderated_grading", false);
        json.Bool("omit_from_final_grade", a.OmitFromFinalGrade);
        json.Bool("hide_in_gradebook", false);
        json.Bool("intra_group_peer_reviews", false);
        json.Bool("anonymous_grading", false);
        json.Bool("post_manually", a.PostManually);
        json.Int("allowed_attempts", -1);
        json.Text("lti_context_id", $"lti-{a.Id}");
        json.Id("course_id", a.CourseId);
        json.Text("name", a.Name);
        json.OpenList("submission_types");
        json.TextValue(a.SubmissionType);
        json.CloseList();
        json.Bool("has_submitted_submissions", true);
        json.Bool("due_date_required", false);
        json.Bool("is_quiz_assignment", a.QuizId is not null);
        json.Bool("in_closed_grading_period", false);
        json.Text("workflow_state", a.WorkflowState);
        json.Bool("published", a.WorkflowState == "published");
        json.Bool("muted", a.PostManually);
        json.Bool("only_visible_to_overrides", a.OnlyVisibleToOverrides);
        json.Bool("visible_to_everyone", assignment.IsVisibleToEveryone);

        // As it applies to the caller, and a grader is never limited to letters.
        json.Bool("restrict_quantitative_data", false);
        json.Bool("has_overrides", a.Overrides.Count > 0);
        json.Text("html_url", $"{json.Host}/courses/{a.CourseId}/assignments/{a.Id}");
        if (a.QuizId is { } quiz)
        {
            json.Id("quiz_id", quiz);
        }

        if (request.Includes("checkpoints"))
        {
            WriteCheckpoints(json, a);
        }

        if (request.Includes("overrides"))
        {
            json.OpenList("overrides");
            foreach (var one in a.Overrides)
            {
                WriteOverride(json, assignment, one);
            }

            json.CloseList();
        }

        json.Close();
    }

    private static void WriteCheckpoints(CanvasJson json, SimulatedAssignment a)
    {
        json.Bool("has_sub_assignments", a.Checkpoints.Count > 0);
        json.OpenList("checkpoints");
        foreach (var checkpoint in a.Checkpoints)
        {
            json.Open();
            json.Text("name", a.Name);
            json.Text("tag", checkpoint.Tag);
            json.Float("points_possible", checkpoint.PointsPossible);
            json.Time("due_at", checkpoint.DueAt);
            json.Time("unlock_at", null);
            json.Time("lock_at", null);
            json.Bool("only_visible_to_overrides", false);
            json.OpenList("overrides");
            json.CloseList();
            json.Close();
        }

        json.CloseList();
    }

    /// <summary>What a grader sees unless asked otherwise: not the assignment's date but the latest of anybody's.</summary>
    private static DateTimeOffset? MostLenientDue(SimulatedAssignment a)
    {
        var dates = a.Overrides.Where(o => o.OverridesDueAt).Select(o => o.DueAt).Append(a.DueAt).ToList();
        return dates.Contains(null) ? null : dates.Max();
    }

    private static void WriteOverride(CanvasJson json, AssignmentState assignment, SimulatedOverride one)
    {
        json.Open();
        json.Id("id", one.Id);
        json.Id("assignment_id", assignment.Info.Id);
        if (one.ContextModuleId is { } module)
        {
            json.Id("context_module_id", module);
        }

        json.Text("title", one.Title);
        json.Bool("unassign_item", one.UnassignItem);
        if (one.OverridesDueAt)
        {
            json.Time("due_at", one.DueAt);
            json.Bool("all_day", false);
            json.Text("all_day_date", one.DueAt?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        if (one.NoopId is { } noop)
        {
            json.Id("noop_id", noop);
        }
        else if (one.SectionId is { } section)
        {
            json.Id("course_section_id", section);
        }
        else
        {
            json.Ids("student_ids", one.StudentIds);
        }

        json.Close();
    }

    private static void WriteItem(CanvasJson json, CourseState course, SimulatedModuleItem item)
    {
        json.Open();
        json.Id("id", item.Id);
        json.Text("title", item.Title);
        json.Int("position", item.Position);
        json.Int("indent", 0);
        json.Text("type", item.Type);
        json.Id("module_id", item.ModuleId);
        if (item.ContentId is { } content)
        {
            json.Id("content_id", content);
            json.Text("url", $"{json.Host}/api/v1/courses/{course.Info.Id}/{(item.Type == "Quiz" ? "quizzes" : "assignments")}/{content}");
        }

        if (item.Type == "Page")
        {
            json.Text("page_url", "welcome");
        }

        if (item.Type == "ExternalUrl")
        {
            json.Text("external_url", $"https://library.example/{item.Position}");
            json.Bool("new_tab", true);
        }

        json.Bool("published", true);
        json.Close();
    }

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
