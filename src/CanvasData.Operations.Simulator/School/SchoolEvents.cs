namespace CanvasData.Operations.Simulator.School;

/// <summary>A change of the school, as Live Events say it. Ids are the school's own.</summary>
/// <param name="Name">The name of the event.</param>
/// <param name="CourseId">The course in whose context it happened; null for none.</param>
/// <param name="Body">What the event says. Ids are of type <see cref="long"/>.</param>
internal sealed record SchoolEvent(string Name, long? CourseId, IReadOnlyDictionary<string, object?> Body);

/// <summary>Says what happens in the school to whoever listens. Called under the school's lock.</summary>
internal sealed class SchoolEvents
{
    /// <summary>Receives the events; null without a listener.</summary>
    public Action<SchoolEvent>? Listener { get; set; }

    public void SubmissionChanged(CourseState course, int index, in SubmissionRow before)
    {
        if (Listener is null)
        {
            return;
        }

        ref readonly var row = ref course.Rows[index];
        var (assignment, user) = (course.Assignments[row.Assignment].Info, course.Students[row.Student].User);
        var id = course.SubmissionId(index);
        Say(before.Attempt == 0 && row.Attempt == 1 ? "submission_created" : "submission_updated", course, new()
        {
            ["submission_id"] = id,
            ["assignment_id"] = assignment.Id,
            ["user_id"] = user.Id,
            ["score"] = Score(row),
            ["submitted_at"] = row.SubmittedAt.ToTime(),
            ["graded_at"] = row.GradedAt.ToTime(),
            ["posted_at"] = row.PostedAt.ToTime(),
            ["attempt"] = (double)row.Attempt,
            ["workflow_state"] = SubmissionView.StateName(row.State),
        });
        if (Score(row) == Score(before))
        {
            return;
        }

        Say("grade_change", course, new()
        {
            ["submission_id"] = id,
            ["assignment_id"] = assignment.Id,
            ["student_id"] = user.Id,
            ["user_id"] = user.Id,
            ["score"] = Score(row),
            ["old_score"] = Score(before),
            ["points_possible"] = assignment.PointsPossible,
            ["grading_complete"] = row.State == WorkState.Graded,
            ["muted"] = row.PostedAt.IsNone,
        });
        Say("course_grade_change", course, new() { ["user_id"] = user.Id, ["course_id"] = course.Info.Id, ["workflow_state"] = "active" });
    }

    public void AssignmentChanged(CourseState course, AssignmentState assignment, string what = "updated") => Say($"assignment_{what}", course, new()
    {
        ["assignment_id"] = assignment.Info.Id,
        ["context_id"] = course.Info.Id,
        ["context_type"] = "Course",
        ["assignment_group_id"] = assignment.Info.GroupId,
        ["title"] = assignment.Info.Name,
        ["due_at"] = assignment.Info.DueAt,
        ["points_possible"] = assignment.Info.PointsPossible,
        ["workflow_state"] = assignment.Deleted ? "deleted" : assignment.Info.WorkflowState,
    });

    public void EnrollmentChanged(CourseState course, SimulatedEnrollment enrollment, string what = "updated")
    {
        Say($"enrollment_{what}", course, new()
        {
            ["enrollment_id"] = enrollment.Id,
            ["course_id"] = course.Info.Id,
            ["user_id"] = enrollment.UserId,
            ["course_section_id"] = enrollment.SectionId,
            ["type"] = enrollment.Type,
            ["workflow_state"] = enrollment.State,
            ["associated_user_id"] = enrollment.AssociatedUserId,
        });
        Say($"enrollment_state_{what}", course, new() { ["enrollment_id"] = enrollment.Id, ["state"] = enrollment.State, ["state_is_current"] = true });
    }

    public void GradeOverridden(CourseState course, SimulatedEnrollment enrollment) => Say("grade_override", course, new()
    {
        ["enrollment_id"] = enrollment.Id,
        ["user_id"] = enrollment.UserId,
        ["course_id"] = course.Info.Id,
        ["override_score"] = (double?)enrollment.OverrideScore,
    });

    public void UserChanged(SimulatedUser user, string what = "updated") =>
        Say($"user_{what}", null, new() { ["user_id"] = user.Id, ["name"] = user.Name, ["workflow_state"] = "registered" });

    public void CourseChanged(CourseState course) =>
        Say("course_updated", course, new() { ["course_id"] = course.Info.Id, ["name"] = course.Info.Name, ["workflow_state"] = course.Info.WorkflowState });

    /// <summary>A change of what a course is made of: <c>assignment_group</c> or <c>module</c>.</summary>
    public void PartChanged(CourseState course, string part, long id, string what = "updated") =>
        Say($"{part}_{what}", course, new() { [$"{part}_id"] = id, ["context_id"] = course.Info.Id, ["context_type"] = "Course" });

    private static double? Score(in SubmissionRow row) => row.HasScore ? row.Score : null;

    private void Say(string name, CourseState? course, Dictionary<string, object?> body) => Listener?.Invoke(new SchoolEvent(name, course?.Info.Id, body));
}
