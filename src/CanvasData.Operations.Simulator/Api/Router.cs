using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>From a path to the endpoint that answers it.</summary>
internal static class Router
{
    public static ApiResponse Route(SchoolState school, ApiRequest request) => request.Segments switch
    {
        ["api", "v1", .. var path] => request.Http.Request.Method == "GET" ? Get(school, request, path) : ApiErrors.NotPermitted(403),
        _ => ApiResponse.Create(404, ApiErrors.Html, "<!DOCTYPE html><html><head><title>Page Not Found</title></head><body><h1>Page Not Found</h1></body></html>"),
    };

    private static ApiResponse Get(SchoolState school, ApiRequest request, string[] path) => path switch
    {
        ["courses"] => CourseEndpoints.OfCaller(school, request),
        ["courses", var id, .. var rest] => Lookup.Course(school, id) is { } course ? CourseRoutes.Get(school, request, course, rest) : ApiErrors.NotFound(),
        ["sections", var id, .. var rest] => Lookup.Section(school, id) is { } found ? Section(school, request, found.Course, found.Section, rest) : ApiErrors.NotFound(),
        ["accounts"] => AccountEndpoints.List(request, [school.Accounts[0]]),
        ["course_accounts" or "manageable_accounts"] => AccountEndpoints.List(request, school.Accounts),
        ["accounts", var id, .. var rest] => Lookup.Account(school, id) is { } account ? Account(school, request, account, rest) : ApiErrors.NotFound(),
        ["users", "self", .. var rest] => Caller(school, request, rest),
        ["users", var id, .. var rest] => Lookup.User(school, id) is { } user ? User(school, request, user, rest) : ApiErrors.NotFound(),
        ["groups", var id, .. var rest] => Lookup.Group(school, id) is { } found ? Group(school, request, found.Group, rest) : ApiErrors.NotFound(),
        ["group_categories", var id, .. var rest] => Lookup.GroupCategory(school, id) is { } found ? Category(school, request, found.Course, found.Category, rest) : ApiErrors.NotFound(),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Account(SchoolState school, ApiRequest request, SimulatedAccount account, string[] path) => path switch
    {
        [] => AccountEndpoints.Show(request, account),
        ["sub_accounts"] => AccountEndpoints.List(request, [.. request.Flag("recursive") == true ? Lookup.AccountsBelow(school, account.Id) : school.Accounts.Where(a => a.ParentId == account.Id)]),
        ["courses"] => CourseEndpoints.OfAccount(school, request, account),
        ["courses", var id] => Lookup.Course(school, id) is { } course ? CourseEndpoints.Show(school, request, course) : ApiErrors.NotFound(),
        ["users"] => UserEndpoints.OfAccount(school, request),
        ["terms"] => AccountEndpoints.Terms(school, request, account),
        ["terms", var id] => Lookup.Term(school, id) is { } term ? AccountEndpoints.Term(school, request, term) : ApiErrors.NotFound(),
        ["enrollments", var id] => EnrollmentEndpoints.One(school, request, Lookup.Number(id) ?? 0),
        ["roles"] => AccountEndpoints.Roles(request),
        ["roles", var id] => AccountEndpoints.Role(request, Lookup.Number(id)),
        ["admins"] => AccountEndpoints.Admins(request),
        ["grading_standards"] => CourseEndpoints.GradingStandards(request, AccountStandards(school)),
        ["grading_standards", var id] => CourseRoutes.Standard(request, AccountStandards(school), id),
        ["grading_periods"] => CourseEndpoints.GradingPeriods(request, school, school.Courses.SelectMany(c => c.Periods).DistinctBy(p => p.Id)),
        ["groups"] => GroupEndpoints.Groups(school, request, [.. school.Courses.SelectMany(c => c.StudentGroups)]),
        ["group_categories"] => GroupEndpoints.Categories(request, []),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Caller(SchoolState school, ApiRequest request, string[] path) => path switch
    {
        [] or ["profile"] => AccountEndpoints.Self(request),
        ["courses"] => CourseEndpoints.OfCaller(school, request),
        ["enrollments"] => EnrollmentEndpoints.OfUser(school, request, Generation.Ids.Caller),
        ["groups"] => GroupEndpoints.Groups(school, request, []),
        ["favorites", "courses"] => CourseEndpoints.OfCaller(school, request),
        ["todo" or "upcoming_events"] => ContentEndpoints.Nothing(request),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse User(SchoolState school, ApiRequest request, SimulatedUser user, string[] path) => path switch
    {
        [] => UserEndpoints.Show(request, user, withProfile: false),
        ["profile"] => UserEndpoints.Show(request, user, withProfile: true),
        ["courses"] => CourseEndpoints.OfUser(school, request, user.Id),
        ["courses", var id, "assignments"] => Lookup.Course(school, id) is { } course ? WorkEndpoints.Assignments(school, request, course) : ApiErrors.NotFound(),
        ["enrollments"] => EnrollmentEndpoints.OfUser(school, request, user.Id),
        ["missing_submissions"] => WorkEndpoints.MissingOf(school, request, user.Id),
        ["observees"] => UserEndpoints.Listed(request, Related(school, e => e.UserId == user.Id, e => e.AssociatedUserId)),
        ["observers"] => UserEndpoints.Listed(request, Related(school, e => e.AssociatedUserId == user.Id, e => e.UserId)),
        ["logins"] => UserEndpoints.Logins(request, user),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Section(SchoolState school, ApiRequest request, CourseState course, SimulatedSection section, string[] path) => path switch
    {
        [] => CourseEndpoints.Section(school, request, course, section),
        ["enrollments"] => EnrollmentEndpoints.List(school, request, course, section.Id),
        ["users"] => UserEndpoints.OfCourse(school, request, course, sectionId: section.Id),
        ["students", "submissions"] => SubmissionEndpoints.Bulk(school, request, course, section.Id),
        ["assignments", var id, "submissions"] => Lookup.Assignment(course, id) is { } assignment
            ? SubmissionEndpoints.OfAssignment(school, request, course, assignment, section.Id)
            : ApiErrors.NotFound(),
        ["assignments", var id, "override"] => Lookup.Assignment(course, id) is { } assignment
            ? WorkEndpoints.Override(request, assignment, assignment.Info.Overrides.FirstOrDefault(o => o.SectionId == section.Id)?.Id)
            : ApiErrors.NotFound(),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Group(SchoolState school, ApiRequest request, SimulatedGroup group, string[] path) => path switch
    {
        [] => GroupEndpoints.Group(school, request, group),
        ["users"] => GroupEndpoints.Members(school, request, group.MemberIds),
        ["memberships"] => GroupEndpoints.Memberships(request, group),
        ["memberships", var id] => GroupEndpoints.Membership(request, group, Lookup.Number(id)),
        ["users", var id] => GroupEndpoints.MembershipOf(request, group, Lookup.Number(id)),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Category(SchoolState school, ApiRequest request, CourseState course, SimulatedGroupCategory category, string[] path) => path switch
    {
        [] => GroupEndpoints.Category(request, category),
        ["groups"] => GroupEndpoints.Groups(school, request, course.StudentGroups.FindAll(g => g.CategoryId == category.Id)),
        ["users"] => GroupEndpoints.CategoryUsers(school, request, course, category),
        _ => ApiErrors.NotFound(),
    };

    /// <summary>Those at the other end of the observers' enrollments that are chosen.</summary>
    private static IEnumerable<SimulatedUser> Related(SchoolState school, Func<SimulatedEnrollment, bool> chosen, Func<SimulatedEnrollment, long?> other) => school.Courses
        .SelectMany(c => c.Enrollments).Where(e => e is { AssociatedUserId: not null, State: not "deleted" } && chosen(e)).Select(e => school.FindUser(other(e)!.Value)!).Distinct();

    private static List<SimulatedGradingStandard> AccountStandards(SchoolState school) =>
        [.. school.Courses.SelectMany(c => c.Standards).Where(s => s.CourseId is null).Take(1)];
}
