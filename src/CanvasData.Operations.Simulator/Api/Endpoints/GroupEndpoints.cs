using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Student groups and their categories.</summary>
internal static class GroupEndpoints
{
    public static ApiResponse Groups(SchoolState school, ApiRequest request, IReadOnlyList<SimulatedGroup> groups) =>
        Paging.Numbered(request, groups, (json, group) => Write(json, school, request, group));

    public static ApiResponse Group(SchoolState school, ApiRequest request, SimulatedGroup group) =>
        Paging.One(request, json => Write(json, school, request, group));

    public static ApiResponse Categories(ApiRequest request, IReadOnlyList<SimulatedGroupCategory> categories) =>
        Paging.Numbered(request, categories, Write);

    public static ApiResponse Category(ApiRequest request, SimulatedGroupCategory category) => Paging.One(request, json => Write(json, category));

    public static ApiResponse Memberships(ApiRequest request, SimulatedGroup group) => Paging.Numbered(request, group.MemberIds, (json, user) => Write(json, group, user));

    public static ApiResponse Membership(ApiRequest request, SimulatedGroup group, long? id) =>
        group.MemberIds.Where(user => MembershipId(group, user) == id).ToList() is [var user] ? Paging.One(request, json => Write(json, group, user)) : ApiErrors.NotFound();

    public static ApiResponse MembershipOf(ApiRequest request, SimulatedGroup group, long? userId) =>
        userId is { } user && group.MemberIds.Contains(user) ? Paging.One(request, json => Write(json, group, user)) : ApiErrors.NotFound();

    public static ApiResponse Members(SchoolState school, ApiRequest request, IEnumerable<long> ids) =>
        UserEndpoints.Listed(request, ids.Select(id => school.FindUser(id)!));

    /// <summary>The students of the category's course, or those without a group in it.</summary>
    public static ApiResponse CategoryUsers(SchoolState school, ApiRequest request, CourseState course, SimulatedGroupCategory category)
    {
        var taken = course.StudentGroups.Where(g => g.CategoryId == category.Id).SelectMany(g => g.MemberIds).ToHashSet();
        var students = course.Students.Where(s => s is { IsTest: false, IsStudying: true }).Select(s => s.User.Id);
        return Members(school, request, request.Flag("unassigned") == true ? students.Where(id => !taken.Contains(id)) : students);
    }

    private static long MembershipId(SimulatedGroup group, long user) => (group.Id * 100) + group.MemberIds.ToList().IndexOf(user);

    private static void Write(CanvasJson json, SimulatedGroup group, long user)
    {
        json.Open();
        json.Id("id", MembershipId(group, user));
        json.Id("group_id", group.Id);
        json.Id("user_id", user);
        json.Text("workflow_state", "accepted");
        json.Bool("moderator", false);
        json.Close();
    }

    private static void Write(CanvasJson json, SimulatedGroupCategory category)
    {
        json.Open();
        json.Id("id", category.Id);
        json.Text("name", category.Name);
        json.Text("role", null);
        json.Text("self_signup", null);
        json.Int("group_limit", null);
        json.Text("auto_leader", null);
        json.Time("created_at", null);
        json.Text("context_type", "Course");
        json.Id("course_id", category.CourseId);
        json.Text("sis_group_category_id", null);
        json.Id("sis_import_id", null);
        json.Bool("protected", false);
        json.Bool("allows_multiple_memberships", false);
        json.Bool("is_member", false);
        json.Close();
    }

    private static void Write(CanvasJson json, SchoolState school, ApiRequest request, SimulatedGroup group)
    {
        json.Open();
        json.Id("id", group.Id);
        json.Text("name", group.Name);
        json.Text("description", null);
        json.Bool("is_public", false);
        json.Text("join_level", "invitation_only");
        json.Id("group_category_id", group.CategoryId);
        json.Int("max_membership", null);
        json.Int("members_count", group.MemberIds.Count);
        json.Int("storage_quota_mb", 50);
        json.Text("context_type", "Course");
        json.Id("course_id", group.CourseId);
        json.Text("avatar_url", null);
        json.Text("role", null);
        json.Text("sis_group_id", null);
        json.Id("sis_import_id", null);
        json.Bool("has_submission", false);
        json.Bool("concluded", false);
        if (request.Includes("users"))
        {
            json.OpenList("users");
            foreach (var id in group.MemberIds)
            {
                json.Open();
                UserJson.WriteFields(json, school.FindUser(id)!);
                json.Close();
            }

            json.CloseList();
        }

        json.Close();
    }
}
