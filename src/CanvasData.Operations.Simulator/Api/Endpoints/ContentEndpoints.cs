using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>What stands behind assignments and module items: classic quizzes, discussions and pages.</summary>
internal static class ContentEndpoints
{
    public static ApiResponse Quizzes(ApiRequest request, CourseState course) =>
        SearchTerm.TryRead(request, out var search)
        ?? Paging.Numbered(request, course.Assignments.FindAll(a => a is { IsServed: true, Info.QuizId: not null } && search.Matches(-1, a.Info.Name)), WriteQuiz);

    public static ApiResponse Quiz(ApiRequest request, CourseState course, long? id) =>
        course.Assignments.Find(a => a.IsServed && id is not null && a.Info.QuizId == id) is { } quiz ? Paging.One(request, json => WriteQuiz(json, quiz)) : ApiErrors.NotFound();

    public static ApiResponse Discussions(ApiRequest request, CourseState course) =>
        SearchTerm.TryRead(request, out var search)
        ?? Paging.Numbered(request, course.Assignments.FindAll(a => a is { IsServed: true, Info.SubmissionType: "discussion_topic" } && search.Matches(-1, a.Info.Name)), WriteDiscussion);

    public static ApiResponse Discussion(ApiRequest request, CourseState course, long? id) =>
        course.Assignments.Find(a => a is { IsServed: true, Info.SubmissionType: "discussion_topic" } && Ids.Topic(a.Info.Id) == id) is { } topic
            ? Paging.One(request, json => WriteDiscussion(json, topic))
            : ApiErrors.NotFound();

    public static ApiResponse Pages(ApiRequest request, CourseState course) => Paging.Numbered(request, [course], WritePage);

    public static ApiResponse Page(ApiRequest request, CourseState course) => Paging.One(request, json => WritePage(json, course));

    /// <summary>A list of what this school has none of.</summary>
    public static ApiResponse Nothing(ApiRequest request) => Paging.Numbered<object>(request, [], (CanvasJson _, object _) => { });

    private static void WriteQuiz(CanvasJson json, AssignmentState assignment)
    {
        var a = assignment.Info;
        json.Open();
        json.Id("id", a.QuizId);
        json.Text("title", a.Name);
        json.Text("html_url", json.Link(a.CourseId, "quizzes", a.QuizId!.Value));
        json.Text("description", null);
        json.Text("quiz_type", "assignment");
        json.Id("assignment_group_id", a.GroupId);
        json.Id("assignment_id", a.Id);
        json.Int("time_limit", null);
        json.Bool("shuffle_answers", false);
        json.Text("hide_results", null);
        json.Text("scoring_policy", "keep_highest");
        json.Int("allowed_attempts", 1);
        json.Int("question_count", 5);
        json.Float("points_possible", a.PointsPossible);
        json.Time("due_at", a.DueAt);
        json.Time("lock_at", a.LockAt);
        json.Time("unlock_at", a.UnlockAt);
        json.Bool("published", a.WorkflowState == "published");
        json.Close();
    }

    private static void WriteDiscussion(CanvasJson json, AssignmentState assignment)
    {
        var a = assignment.Info;
        json.Open();
        json.Id("id", Ids.Topic(a.Id));
        json.Text("title", a.Name);
        json.Text("message", null);
        json.Text("html_url", json.Link(a.CourseId, "discussion_topics", Ids.Topic(a.Id)));
        json.Time("posted_at", a.CreatedAt);
        json.Time("created_at", a.CreatedAt);
        json.Time("last_reply_at", null);
        json.Time("delayed_post_at", null);
        json.Time("lock_at", a.LockAt);
        json.Time("todo_date", null);
        json.Id("assignment_id", a.Id);
        json.Id("root_topic_id", null);
        json.Id("group_category_id", null);
        json.Text("discussion_type", "threaded");
        json.Int("discussion_subentry_count", 0);
        json.Bool("published", a.WorkflowState == "published");
        json.Bool("locked", false);
        json.Bool("pinned", false);
        json.Bool("is_section_specific", false);
        json.Close();
    }

    private static void WritePage(CanvasJson json, CourseState course)
    {
        json.Open();
        json.Id("page_id", course.Info.Id);
        json.Text("url", "welcome");
        json.Text("title", "Welcome");
        json.Time("created_at", course.Info.CreatedAt);
        json.Time("updated_at", course.Info.CreatedAt);
        json.Bool("published", true);
        json.Bool("front_page", false);
        json.Text("editing_roles", "teachers");
        json.Text("html_url", $"{json.Host}/courses/{Ids.Short(course.Info.Id)}/pages/welcome");
        json.Close();
    }
}
