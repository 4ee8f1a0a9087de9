using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Modules, their items, and whom they are assigned to.</summary>
internal static class ModuleEndpoints
{
    private const int MaxIncludedItems = 100;

    public static ApiResponse Modules(ApiRequest request, CourseState course) =>
        SearchTerm.TryRead(request, out var search)
        ?? Paging.Numbered(request, course.Modules.FindAll(m => search.Matches(-1, m.Name)), (json, module) => Write(json, request, course, module));

    public static ApiResponse Module(ApiRequest request, CourseState course, SimulatedModule module) =>
        Paging.One(request, json => Write(json, request, course, module));

    public static ApiResponse Items(ApiRequest request, CourseState course, SimulatedModule module)
    {
        if (module.ItemsAreNotFound)
        {
            return ApiErrors.NotFound();
        }

        return SearchTerm.TryRead(request, out var search)
            ?? Paging.Numbered(request, module.Items.Where(i => search.Matches(-1, i.Title)).ToList(), (json, item) => WriteItem(json, request, course, item));
    }

    public static ApiResponse Item(ApiRequest request, CourseState course, SimulatedModule module, long? id) =>
        !module.ItemsAreNotFound && module.Items.FirstOrDefault(i => i.Id == id) is { } item
            ? Paging.One(request, json => WriteItem(json, request, course, item))
            : ApiErrors.NotFound();

    /// <summary>Whom a module is assigned to: nothing for everyone, else one row for all students and one for each section.</summary>
    public static ApiResponse Overrides(SchoolState school, ApiRequest request, CourseState course, SimulatedModule module)
    {
        var sections = module.AssignedSectionIds ?? [];
        var students = module.AssignedStudentIds ?? [];
        List<long?> rows = [.. students.Count > 0 ? new long?[] { null } : [], .. sections.Select(s => (long?)s)];
        return Paging.Numbered(request, rows, (json, section) =>
        {
            json.Open();
            json.Id("id", (module.Id * 100) + (section is { } id ? 1 + sections.ToList().IndexOf(id) : 0));
            json.Id("context_module_id", module.Id);
            json.Text("title", section is null ? $"{students.Count} students" : course.Sections.Find(s => s.Id == section)?.Name);
            if (section is null)
            {
                WriteNamed(json, students.Select(s => (s, school.FindUser(s)!.Name)));
            }
            else
            {
                json.Open("course_section");
                json.Id("id", section);
                json.Text("name", course.Sections.Find(s => s.Id == section)?.Name);
                json.Close();
            }

            json.Close();
        });
    }

    private static void WriteNamed(CanvasJson json, IEnumerable<(long Id, string Name)> students)
    {
        json.OpenList("students");
        foreach (var (id, name) in students)
        {
            json.Open();
            json.Id("id", id);
            json.Text("name", name);
            json.Close();
        }

        json.CloseList();
    }

    private static void Write(CanvasJson json, ApiRequest request, CourseState course, SimulatedModule module)
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
        json.Text("items_url", $"{json.Host}/api/v1/courses/{Ids.Short(course.Info.Id)}/modules/{module.Id}/items");
        if (request.Has("student_id"))
        {
            json.Text("state", "started");
            json.Time("completed_at", null);
        }

        if (request.Includes("items") && !module.ItemsAreNotFound && module.Items.Count <= MaxIncludedItems)
        {
            json.OpenList("items");
            foreach (var item in module.Items)
            {
                WriteItem(json, request, course, item);
            }

            json.CloseList();
        }

        json.Close();
    }

    private static void WriteItem(CanvasJson json, ApiRequest request, CourseState course, SimulatedModuleItem item)
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
            json.Text("url", $"{json.Host}/api/v1/courses/{Ids.Short(course.Info.Id)}/{(item.Type == "Quiz" ? "quizzes" : "assignments")}/{content}");
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
        if (request.Includes("content_details"))
        {
            WriteDetails(json, course.Assignments.Find(a => item.ContentId is { } id && a.IsServed && a.IsContent(id))?.Info);
        }

        json.Close();
    }

    private static void WriteDetails(CanvasJson json, SimulatedAssignment? assignment)
    {
        json.Open("content_details");
        if (assignment is not null)
        {
            json.Float("points_possible", assignment.PointsPossible);
            json.Time("due_at", assignment.DueAt);
            json.Time("unlock_at", assignment.UnlockAt);
            json.Time("lock_at", assignment.LockAt);
        }

        json.Bool("locked_for_user", false);
        json.Close();
    }
}
