using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Assignment groups, assignments and their overrides.</summary>
internal static class WorkEndpoints
{
    public static ApiResponse Groups(ApiRequest request, CourseState course) =>
        Paging.Numbered(request, course.Groups, (json, group) => WriteGroup(json, request, course, group));

    public static ApiResponse Group(ApiRequest request, CourseState course, SimulatedAssignmentGroup group) =>
        Paging.One(request, json => WriteGroup(json, request, course, group));

    private static void WriteGroup(CanvasJson json, ApiRequest request, CourseState course, SimulatedAssignmentGroup group)
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
    }

    public static ApiResponse Assignments(SchoolState school, ApiRequest request, CourseState course, long? groupId = null) =>
        AssignmentFilter.TrySelect(school, request, course, groupId, out var chosen)
        ?? Paging.Numbered(request, chosen, (json, assignment) => Write(json, request, course, assignment));

    /// <summary>Single overrides of several assignments, null for those that are not there.</summary>
    public static ApiResponse BatchOverrides(ApiRequest request, CourseState course)
    {
        var ids = request.List("assignment_overrides[][id]");
        var found = course.Assignments.Where(a => a.IsServed).SelectMany(a => a.Info.Overrides, (a, o) => (Assignment: a, Override: o))
            .Where(p => ids.Contains(p.Override.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
        return Paging.Numbered(request, found, (json, p) => WriteOverride(json, p.Assignment, p.Override));
    }

    public static ApiResponse Override(ApiRequest request, AssignmentState assignment, long? id) =>
        assignment.Info.Overrides.FirstOrDefault(o => o.Id == id) is { } one
            ? Paging.One(request, json => WriteOverride(json, assignment, one))
            : ApiErrors.NotFound();

    /// <summary>The assignments of all courses that a student has not submitted in time.</summary>
    public static ApiResponse MissingOf(SchoolState school, ApiRequest request, long userId)
    {
        List<(CourseState Course, AssignmentState Assignment)> missing = [];
        foreach (var course in school.CoursesOf(userId).Where(c => c.FindStudent(userId) is { IsStudying: true }))
        {
            var student = course.FindStudent(userId)!;
            foreach (var assignment in course.Assignments.Where(a => a.HasSubmissions && a.IsVisibleTo(student) && a.RowOf(student.Ordinal) >= 0))
            {
                if (SubmissionView.Create(course, assignment.RowOf(student.Ordinal), school.Now).Missing)
                {
                    missing.Add((course, assignment));
                }
            }
        }

        return Paging.Numbered(request, missing, (json, m) => Write(json, request, m.Course, m.Assignment));
    }

    public static ApiResponse GradeableStudents(ApiRequest request, CourseState course, AssignmentState assignment) =>
        Paging.Numbered(request, course.Students.FindAll(s => s is { IsTest: false, IsStudying: true } && assignment.IsVisibleTo(s)), (json, s) => UserJson.WriteDisplay(json, s.User));

    public static ApiResponse Assignment(ApiRequest request, CourseState course, AssignmentState assignment) =>
        Paging.One(request, json => Write(json, request, course, assignment));

    public static ApiResponse Overrides(ApiRequest request, AssignmentState assignment) =>
        Paging.Numbered(request, assignment.Info.Overrides, (json, one) => WriteOverride(json, assignment, one));

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
        json.Time("due_at", request.Flag("override_assignment_dates") == false ? a.DueAt : LatestDue(a));
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
        json.Text("html_url", json.Link(a.CourseId, "assignments", a.Id));
        if (a.QuizId is { } quiz)
        {
            json.Id("quiz_id", quiz);
        }

        if (request.Includes("assignment_visibility"))
        {
            json.Ids("assignment_visibility", course.Students.Where(s => s is { IsTest: false, IsStudying: true } && assignment.IsVisibleTo(s)).Select(s => s.User.Id));
        }

        if (request.Includes("all_dates"))
        {
            WriteAllDates(json, a);
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

    private static void WriteAllDates(CanvasJson json, SimulatedAssignment a)
    {
        json.OpenList("all_dates");
        foreach (var one in a.Overrides.Where(o => !o.UnassignItem))
        {
            json.Open();
            json.Id("id", one.Id);
            WriteDates(one.OverridesDueAt ? one.DueAt : a.DueAt, one.Title);
        }

        if (!a.OnlyVisibleToOverrides)
        {
            json.Open();
            json.Bool("base", true);
            WriteDates(a.DueAt, a.Overrides.Count == 0 ? "Everyone" : "Everyone else");
        }

        json.CloseList();

        void WriteDates(DateTimeOffset? due, string title)
        {
            json.Text("title", title);
            json.Time("due_at", due);
            json.Time("unlock_at", a.UnlockAt);
            json.Time("lock_at", a.LockAt);
            json.Close();
        }
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
    public static DateTimeOffset? LatestDue(SimulatedAssignment a)
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
}
