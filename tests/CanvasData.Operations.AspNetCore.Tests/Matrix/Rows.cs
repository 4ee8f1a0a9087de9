using System.Net;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>Every endpoint of the API, with the roles that may use it: written down here a second time, so that a change is meant.</summary>
public static class Rows
{
    private const CanvasApiRoles Student = CanvasApiRoles.Student;
    private const CanvasApiRoles Staff = CanvasApiRoles.Teacher | CanvasApiRoles.Adviser | CanvasApiRoles.Administrator;
    private const CanvasApiRoles Everyone = Student | CanvasApiRoles.Observer | Staff;
    private const CanvasApiRoles CourseStaff = CanvasApiRoles.Teacher | CanvasApiRoles.Administrator;
    private const CanvasApiRoles StudentStaff = CanvasApiRoles.Adviser | CanvasApiRoles.Administrator;
    private const CanvasApiRoles Administrator = CanvasApiRoles.Administrator;
    private const string NoteBody = """{"text":"A note of the matrix.","category":"general","visibility":"staff"}""";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("GetCurrentUser", Everyone, _ => "me") { NamesObjects = false },
        new("GetFormToken", Everyone, _ => "antiforgery") { NamesObjects = false },
        new("ListCourses", Everyone, _ => "courses?size=1000") { NamesObjects = false },
        new("ListAccounts", Everyone, _ => "accounts") { NamesObjects = false },
        new("GetCourse", Everyone, o => $"courses/{o.Course}"),
        new("ListCourseStudents", Everyone, o => $"courses/{o.Course}/students?size=1000"),
        new("ListCourseGrades", Everyone, o => $"courses/{o.Course}/grades?size=1000"),
        new("ListSubmissions", Everyone, o => $"courses/{o.Course}/assignments/{o.Assignment}/submissions?size=1000"),
        new("ListCourseMissingWork", Everyone, o => $"courses/{o.Course}/missing?size=1000"),
        new("ListCourseUpcomingWork", Everyone, o => $"courses/{o.Course}/upcoming?size=1000"),
        new("ListCoursePerformance", Everyone, o => $"courses/{o.Course}/performance?size=1000"),
        new("ListCourseActivity", Everyone, o => $"courses/{o.Course}/activity?size=1000"),
        new("ListCourseStudentTags", Staff, o => $"courses/{o.Course}/tags-of-students"),

        new("GetStudentDashboard", Everyone, o => $"students/{o.Student}/dashboard"),
        new("ListStudentCourses", Everyone, o => $"students/{o.Student}/courses"),
        new("ListStudentGrades", Everyone, o => $"students/{o.Student}/grades?size=1000"),
        new("ListStudentMissingWork", Everyone, o => $"students/{o.Student}/missing"),
        new("ListStudentUpcomingWork", Everyone, o => $"students/{o.Student}/upcoming"),
        new("ListStudentPerformance", Everyone, o => $"students/{o.Student}/performance"),
        new("ListStudentActivity", Everyone, o => $"students/{o.Student}/activity"),

        new("GetGradebook", Everyone, o => $"courses/{o.Course}/gradebook"),
        new("ListGradebookCells", Everyone, o => $"courses/{o.Course}/gradebook/cells?size=1000"),
        new("ListAssignments", Everyone, o => $"courses/{o.Course}/assignments"),
        new("AskWhatIf", Everyone, o => $"courses/{o.Course}/students/{o.Student}/what-if") { Method = HttpMethod.Post, Body = _ => """{"targets":[50]}""" },

        new("GetClassRisk", Staff, o => $"courses/{o.Course}/risk"),
        new("GetClassTrends", Staff, o => $"courses/{o.Course}/trends"),
        new("PredictFinalGrades", Staff, o => $"courses/{o.Course}/predictions"),
        new("GetTeacherInsights", Staff, o => $"courses/{o.Course}/insights"),
        new("PredictFinalGrade", Staff, o => $"courses/{o.Course}/students/{o.Student}/prediction?targets=80"),
        new("GetGradeMomentum", Staff, o => $"courses/{o.Course}/students/{o.Student}/momentum"),
        new("GetStudentInsights", Everyone, o => $"students/{o.Student}/insights"),
        new("GetAdviserInsights", Staff, o => $"students/{o.Student}/adviser-insights"),

        new("ListStudentNotes", StudentStaff | Student, o => $"students/{o.Student}/notes"),
        new("AddStudentNote", StudentStaff, o => $"students/{o.Student}/notes") { Method = HttpMethod.Post, Body = _ => NoteBody, Answer = HttpStatusCode.Created },
        new("ListCourseStudentNotes", Staff, o => $"courses/{o.Course}/students/{o.Student}/notes"),
        new("AddCourseStudentNote", Staff, o => $"courses/{o.Course}/students/{o.Student}/notes") { Method = HttpMethod.Post, Body = _ => NoteBody, Answer = HttpStatusCode.Created },
        new("ListCourseNotes", CourseStaff, o => $"courses/{o.Course}/notes"),
        new("AddCourseNote", CourseStaff, o => $"courses/{o.Course}/notes") { Method = HttpMethod.Post, Body = _ => NoteBody, Answer = HttpStatusCode.Created },
        new("ListAssignmentNotes", CourseStaff, o => $"courses/{o.Course}/assignments/{o.Assignment}/notes"),
        new("AddAssignmentNote", CourseStaff, o => $"courses/{o.Course}/assignments/{o.Assignment}/notes") { Method = HttpMethod.Post, Body = _ => NoteBody, Answer = HttpStatusCode.Created },
        new("GetNote", Staff | Student, o => $"notes/{o.Note}"),
        new("ListNoteRevisions", Staff | Student, o => $"notes/{o.Note}/revisions"),
        new("EditNote", Staff, o => $"notes/{o.Note}") { Method = HttpMethod.Patch, Body = _ => """{"text":"x"}""", Version = 99, Answer = HttpStatusCode.PreconditionFailed },
        new("DeleteNote", Staff, o => $"notes/{o.Note}") { Method = HttpMethod.Delete, Version = 99, Answer = HttpStatusCode.PreconditionFailed },
        new("ListTags", Staff, _ => "tags") { NamesObjects = false },
        .. Tags("Student", Staff, o => $"students/{o.Student}"),
        .. Tags("Course", CourseStaff, o => $"courses/{o.Course}"),
        .. Tags("Assignment", CourseStaff, o => $"courses/{o.Course}/assignments/{o.Assignment}"),

        new("ListReviews", Administrator, _ => "lifecycle/reviews") { NamesObjects = false },
        new("GetDeletionImpact", Administrator, o => $"lifecycle/assignment/{o.Assignment}/impact"),
        new("GetDependencies", Administrator, o => $"lifecycle/assignment/{o.Assignment}/dependencies"),
        new("Decide", Administrator, _ => "lifecycle/decisions") { Method = HttpMethod.Post, Body = o => $$"""{"decision":"approve","objectType":"assignment","ids":["{{o.Assignment}}"]}""", Answer = HttpStatusCode.Conflict },
        new("DeletePermanently", Administrator, _ => "lifecycle/deletions") { Method = HttpMethod.Post, Body = o => $$"""{"objectType":"assignment","ids":["{{o.Assignment}}"]}""", Answer = HttpStatusCode.Conflict },

        new("ListGradeHistory", Everyone, o => $"courses/{o.Course}/history/grades?size=1000"),
        new("ListScoreHistory", Everyone, o => $"courses/{o.Course}/history/scores?size=1000"),
        new("ListStudentGradeHistory", Everyone, o => $"students/{o.Student}/history/grades"),
        new("ListPastSubmissions", Staff, o => $"courses/{o.Course}/history/submissions?at=2100-01-01T00:00:00Z"),
        new("ListPastTotals", Staff, o => $"courses/{o.Course}/history/totals?at=2100-01-01T00:00:00Z"),
        new("ListGradeDays", Staff, o => $"courses/{o.Course}/students/{o.Student}/history/days"),
        new("ListScoreChanges", Staff, o => $"courses/{o.Course}/students/{o.Student}/assignments/{o.Assignment}/history"),
        new("ListSnapshots", Administrator, o => $"courses/{o.Course}/snapshots"),

        new("StartSync", Administrator, _ => "syncs") { Method = HttpMethod.Post, Body = o => $$"""{"courseIds":["{{o.Course}}"]}""", Answer = HttpStatusCode.Accepted },
        new("ListSyncs", Administrator, _ => "syncs") { NamesObjects = false },
        new("GetSync", Administrator, o => $"syncs/{o.Run}"),
        new("CancelSync", Administrator, o => $"syncs/{o.Run}") { Method = HttpMethod.Delete, Answer = HttpStatusCode.NoContent },
        new("FollowSync", Administrator, o => $"syncs/{o.Run}/events"),
        new("GetHealth", Everyone, _ => "health") { NamesObjects = false },
        new("GetStaleness", Administrator, _ => "health/staleness") { NamesObjects = false },
    ];

    private static IEnumerable<Row> Tags(string name, CanvasApiRoles roles, Func<Objects, string> path) =>
    [
        new($"List{name}Tags", roles, o => $"{path(o)}/tags"),
        new($"Add{name}Tags", roles, o => $"{path(o)}/tags") { Method = HttpMethod.Post, Body = _ => """{"tags":["matrix"]}""" },
        new($"Remove{name}Tags", roles, o => $"{path(o)}/tags/remove") { Method = HttpMethod.Post, Body = _ => """{"tags":["matrix"]}""" },
        new($"List{name}Fields", roles, o => $"{path(o)}/fields"),
        new($"Change{name}Fields", roles, o => $"{path(o)}/fields") { Method = HttpMethod.Patch, Body = _ => """[{"name":"seat","value":"4"}]""" },
    ];
}
