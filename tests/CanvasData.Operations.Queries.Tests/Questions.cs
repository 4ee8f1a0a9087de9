using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Every query of the interface beside what the oracle says, by the name of its method.</summary>
public static class Questions
{
    private static readonly TimeSpan Within = TimeSpan.FromDays(1);
    private static readonly DateTime Since = QueryHost.Now.AddDays(-1);

    public static IReadOnlyList<(string Method, Func<ICanvasQueries, Question, Task<List<object>>> Ask, Func<Oracle, Question, IEnumerable<object>> Expect)> All { get; } =
    [
        Rows("StudentGrades", (q, a) => q.StudentGrades(a.Course, a.Student, a.Assignments, a.Range), (o, _) => o.StudentGrades(GradeDetails.None)),
        Rows("StudentGrades", (q, a) => q.StudentGrades(a.Course, a.Student, a.Assignments, a.Range, Details), (o, _) => o.StudentGrades(Details)),
        Rows("GradeHistory", (q, a) => q.GradeHistory(a.Course, a.Student, a.Range), (o, _) => o.GradeHistory()),
        Rows("ScoreHistory", (q, a) => q.ScoreHistory(a.Course, a.Assignment, a.Student, a.Range), (o, _) => o.ScoreHistory()),
        Rows("Courses", (q, a) => q.Courses(), (o, _) => o.Courses(null, null, null)),
        Rows("Courses", (q, a) => q.Courses(1, "available"), (o, _) => o.Courses(1, "available", null)),
        Rows("Courses", (q, a) => q.Courses(accountId: 2), (o, _) => o.Courses(null, null, 2)),
        Rows("Courses", (q, a) => q.Courses(1, "available", 1), (o, _) => o.Courses(1, "available", 1)),
        Rows("Accounts", (q, a) => q.Accounts(), (o, _) => o.Accounts(null)),
        Rows("Accounts", (q, a) => q.Accounts(2), (o, _) => o.Accounts(2)),
        Rows("CourseEnrollments", (q, a) => q.CourseEnrollments(a.Course, a.Student, a.State), (o, _) => o.CourseEnrollments()),
        Rows("AssignmentSubmissions", (q, a) => q.AssignmentSubmissions(a.Assignment, a.Course), (o, _) => o.AssignmentSubmissions(includeLate: true, SubmissionSort.Assignment)),
        Rows("AssignmentSubmissions", (q, a) => q.AssignmentSubmissions(a.Assignment, a.Course, includeLate: false, SubmissionSort.SubmittedAt), (o, _) => o.AssignmentSubmissions(includeLate: false, SubmissionSort.SubmittedAt)),
        Rows("AssignmentSubmissions", (q, a) => q.AssignmentSubmissions(a.Assignment, a.Course, sort: SubmissionSort.StudentName), (o, _) => o.AssignmentSubmissions(includeLate: true, SubmissionSort.StudentName)),
        Rows("AssignmentSubmissions", (q, a) => q.AssignmentSubmissions(a.Assignment, a.Course, sort: SubmissionSort.Score), (o, _) => o.AssignmentSubmissions(includeLate: true, SubmissionSort.Score)),
        Rows("RecentActivity", (q, a) => q.RecentActivity(Since, ActivityKinds.All, a.Course, a.Student), (o, _) => o.RecentActivity(Since, ActivityKinds.All)),
        Rows("RecentActivity", (q, a) => q.RecentActivity(Since, ActivityKinds.Submission, a.Course, a.Student), (o, _) => o.RecentActivity(Since, ActivityKinds.Submission)),
        Rows("PerformanceSummary", (q, a) => q.PerformanceSummary(a.Course, a.Student, a.Range), (o, _) => o.PerformanceSummary()),
        Rows("StudentTags", (q, a) => q.StudentTags(a.Course, a.Student), (o, _) => o.StudentTags()),
        Rows("Gradebook", (q, a) => q.Gradebook(a.Course ?? 1), (o, _) => o.Gradebook()),
        ("StreamGradebookAsync", async (q, a) => await q.StreamGradebookAsync(a.Course ?? 1).Cast<object>().ToListAsync(), (o, _) => o.Gradebook()),
        ("GradebookGridAsync", async (q, a) => await FlatAsync(await q.GradebookGridAsync(a.Course ?? 1)), (o, _) => Flat(o.GradebookColumns().ToList(), [.. o.CourseEnrollments()], [.. o.Gradebook()])),
        Rows("MissingWork", (q, a) => q.MissingWork(a.Course, a.Student), (o, _) => o.MissingWork()),
        Rows("UpcomingWork", (q, a) => q.UpcomingWork(Within, a.Course, a.Student), (o, _) => o.UpcomingWork(Within)),
        ("StudentDashboardAsync", async (q, a) => Flat(await q.StudentDashboardAsync(a.Student ?? 11, Within)), (o, _) => Flat(o.Dashboard(Within))),
        Rows("ActiveObjects", (q, _) => q.ActiveObjects(CanvasObjectTypes.Course, Both), (o, _) => o.ActiveObjects(CanvasObjectTypes.Course, Both)),
        Rows("ActiveObjects", (q, _) => q.ActiveObjects(CanvasObjectTypes.User, LifecycleStates.PendingDeletion), (o, _) => o.ActiveObjects(CanvasObjectTypes.User, LifecycleStates.PendingDeletion)),
        Rows("ActiveObjects", (q, _) => q.ActiveObjects(CanvasObjectTypes.Assignment), (o, _) => o.ActiveObjects(CanvasObjectTypes.Assignment, LifecycleStates.Active)),
        Rows("ActiveObjects", (q, _) => q.ActiveObjects(CanvasObjectTypes.Section, LifecycleStates.Inactive), (o, _) => o.ActiveObjects(CanvasObjectTypes.Section, LifecycleStates.Inactive)),
        Rows("ActiveObjects", (q, _) => q.ActiveObjects(CanvasObjectTypes.AssignmentGroup, Both), (o, _) => o.ActiveObjects(CanvasObjectTypes.AssignmentGroup, Both)),
        Rows("ActiveObjects", (q, _) => q.ActiveObjects(CanvasObjectTypes.Module, Both), (o, _) => o.ActiveObjects(CanvasObjectTypes.Module, Both)),
        Rows("ActiveEnrollments", (q, a) => q.ActiveEnrollments(Both, a.Course, a.Student), (o, _) => o.ActiveEnrollments(Both)),
        Rows("PendingDeletionReview", (q, a) => q.PendingDeletionReview(a.State is null ? null : "enrollment"), (o, a) => o.PendingDeletionReview(a.State is null ? null : "enrollment")),
    ];

    private static LifecycleStates Both => LifecycleStates.Inactive | LifecycleStates.PendingDeletion;

    private static GradeDetails Details => GradeDetails.LastChange | GradeDetails.Metadata;

    /// <summary>The question as its query takes it: what has no such argument is not narrowed by it.</summary>
    public static Question For(string method, Question asked) => method switch
    {
        "StudentGrades" => asked with { Assignment = null },
        "ScoreHistory" => asked with { Assignments = null },
        "AssignmentSubmissions" => asked with { Student = null, Assignments = null, Range = null },
        "Gradebook" or "StreamGradebookAsync" or "GradebookGridAsync" => asked with { State = null, Range = null, Course = asked.Course ?? 1, Student = null, Assignment = null, Assignments = null },
        "StudentDashboardAsync" => asked with { Student = asked.Student ?? 11, Course = null, State = null, Assignment = null, Assignments = null },
        "Courses" or "Accounts" => asked with { Course = null, Student = null, Assignment = null, Assignments = null, Range = null, State = null },
        _ => asked with { Assignment = null, Assignments = null },
    };

    private static (string, Func<ICanvasQueries, Question, Task<List<object>>>, Func<Oracle, Question, IEnumerable<object>>) Rows<T>(
        string method, Func<ICanvasQueries, Question, IQueryable<T>> ask, Func<Oracle, Question, IEnumerable<T>> expect) where T : class =>
        (method, async (q, a) => [.. await (a.First == int.MaxValue ? ask(q, a) : ask(q, a).Take(a.First)).ToListAsync()], (o, a) => expect(o, a).Take(a.First));

    private static async Task<List<object>> FlatAsync(GradebookGrid grid)
    {
        var lines = await grid.ReadLinesAsync().ToListAsync();
        return [.. grid.Columns, .. lines.SelectMany(line => line.Cells.Select(cell => (object?)cell ?? "none").Prepend(line.Student))];
    }

    private static List<object> Flat(List<GradebookColumn> columns, List<CourseStudent> students, List<GradebookCell> cells) =>
        [.. columns, .. students.SelectMany(student => columns
            .Select(column => (object?)cells.Find(cell => cell.StudentId == student.StudentId && cell.AssignmentId == column.AssignmentId) ?? "none").Prepend(student))];

    private static List<object> Flat(StudentDashboard? dashboard) => dashboard is null ? [] : [dashboard.StudentId, .. dashboard.Courses, .. dashboard.Work];
}
