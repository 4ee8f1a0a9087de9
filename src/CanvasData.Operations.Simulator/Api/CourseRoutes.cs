using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>From a path inside a course to the endpoint that answers it.</summary>
internal static class CourseRoutes
{
    public static ApiResponse Get(SchoolState school, ApiRequest request, CourseState course, string[] path) => path switch
    {
        [] => CourseEndpoints.Show(school, request, course),
        _ when course.Info.AccessRestrictedByDate => ApiErrors.NotPermitted(403),
        ["assignments" or "assignment_groups", ..] => Work(school, request, course, path),
        ["modules", ..] => Modules(school, request, course, path[1..]),
        ["users" or "search_users"] => UserEndpoints.OfCourse(school, request, course),
        ["students"] => UserEndpoints.OfCourse(school, request, course, "student"),
        ["recent_students"] => UserEndpoints.OfCourse(school, request, course, "student"),
        ["users", var id] => Lookup.User(school, id) is { } user ? UserEndpoints.OfCourse(school, request, course, user) : ApiErrors.NotFound(),
        ["sections"] => CourseEndpoints.Sections(school, request, course),
        ["sections", var id] => Lookup.Section(school, id) is { } found && found.Course == course ? CourseEndpoints.Section(school, request, course, found.Section) : ApiErrors.NotFound(),
        ["enrollments"] => EnrollmentEndpoints.List(school, request, course, null),
        ["students", "submissions"] => SubmissionEndpoints.Bulk(school, request, course, null),
        ["grading_periods"] => CourseEndpoints.GradingPeriods(request, school, course.Periods),
        ["grading_periods", var id] => course.Periods.FirstOrDefault(p => p.Id == Lookup.Number(id)) is { } period ? CourseEndpoints.GradingPeriods(request, school, [period]) : ApiErrors.NotFound(),
        ["grading_standards"] => CourseEndpoints.GradingStandards(request, course.Standards),
        ["grading_standards", var id] => Standard(request, course.Standards, id),
        ["late_policy"] => CourseEndpoints.LatePolicy(request, course),
        ["settings"] => CourseEndpoints.Settings(request, course),
        ["groups"] => GroupEndpoints.Groups(school, request, course.StudentGroups),
        ["group_categories"] => GroupEndpoints.Categories(request, course.GroupCategories),
        ["quizzes"] => ContentEndpoints.Quizzes(request, course),
        ["quizzes", var id] => ContentEndpoints.Quiz(request, course, Lookup.Number(id)),
        ["discussion_topics"] => ContentEndpoints.Discussions(request, course),
        ["discussion_topics", var id] => ContentEndpoints.Discussion(request, course, Lookup.Number(id)),
        ["pages"] => ContentEndpoints.Pages(request, course),
        ["pages", "welcome"] => ContentEndpoints.Page(request, course),
        ["rubrics" or "external_tools" or "external_feeds" or "custom_gradebook_columns" or "features" or "todo"] => ContentEndpoints.Nothing(request),
        _ => ApiErrors.NotFound(),
    };

    public static ApiResponse Standard(ApiRequest request, IReadOnlyList<SimulatedGradingStandard> standards, string id) =>
        standards.FirstOrDefault(s => s.Id == Lookup.Number(id)) is { } standard ? CourseEndpoints.GradingStandard(request, standard) : ApiErrors.NotFound();

    private static ApiResponse Work(SchoolState school, ApiRequest request, CourseState course, string[] path) => path switch
    {
        ["assignment_groups"] => WorkEndpoints.Groups(request, course),
        ["assignment_groups", var id, .. var rest] => course.Groups.Find(g => g.Id == Lookup.Number(id)) is { } group ? Group(school, request, course, group, rest) : ApiErrors.NotFound(),
        ["assignments"] => WorkEndpoints.Assignments(school, request, course),
        ["assignments", "overrides"] => WorkEndpoints.BatchOverrides(request, course),
        ["assignments", var id, .. var rest] => Lookup.Assignment(course, id) is { } assignment ? Assignment(school, request, course, assignment, rest) : ApiErrors.NotFound(),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Group(SchoolState school, ApiRequest request, CourseState course, SimulatedAssignmentGroup group, string[] path) => path switch
    {
        [] => WorkEndpoints.Group(request, course, group),
        ["assignments"] => WorkEndpoints.Assignments(school, request, course, group.Id),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Assignment(SchoolState school, ApiRequest request, CourseState course, AssignmentState assignment, string[] path) => path switch
    {
        [] => WorkEndpoints.Assignment(request, course, assignment),
        ["overrides"] => WorkEndpoints.Overrides(request, assignment),
        ["overrides", var id] => WorkEndpoints.Override(request, assignment, Lookup.Number(id)),
        ["peer_reviews"] => ContentEndpoints.Nothing(request),
        ["gradeable_students"] => WorkEndpoints.GradeableStudents(request, course, assignment),
        ["submissions"] => SubmissionEndpoints.OfAssignment(school, request, course, assignment),
        ["submissions", var user] => Lookup.User(school, user) is { } found ? SubmissionEndpoints.One(school, request, course, assignment, found.Id) : ApiErrors.NotFound(),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Modules(SchoolState school, ApiRequest request, CourseState course, string[] path) => path switch
    {
        [] => ModuleEndpoints.Modules(request, course),
        [var id, .. var rest] when Lookup.Module(course, id) is { } module => rest switch
        {
            [] => ModuleEndpoints.Module(request, course, module),
            ["items"] => ModuleEndpoints.Items(request, course, module),
            ["items", var item] => ModuleEndpoints.Item(request, course, module, Lookup.Number(item)),
            ["assignment_overrides"] => ModuleEndpoints.Overrides(school, request, course, module),
            _ => ApiErrors.NotFound(),
        },
        _ => ApiErrors.NotFound(),
    };
}
