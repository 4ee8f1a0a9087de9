using System.Reflection;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Every query, by the name of its method, each with its widest arguments.</summary>
public static class Catalog
{
    private static readonly DateTimeOffset LongAgo = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LongAhead = TimeSpan.FromDays(3650);

    public static IReadOnlyDictionary<string, Func<ICanvasQueries, IQueryable<object>>> Queries { get; } =
        new Dictionary<string, Func<ICanvasQueries, IQueryable<object>>>
        {
            ["StudentGrades"] = q => q.StudentGrades(),
            ["StudentGrades/details"] = q => q.StudentGrades(details: GradeDetails.LastChange | GradeDetails.Metadata),
            ["StudentGrades/page"] = q => q.StudentGrades(School.Algebra).Take(1000),
            ["GradeHistory"] = q => q.GradeHistory(),
            ["ScoreHistory"] = q => q.ScoreHistory(),
            ["Courses"] = q => q.Courses(),
            ["Courses/page"] = q => q.Courses().Take(1000),
            ["Courses/account"] = q => q.Courses(accountId: School.Root),
            ["Accounts"] = q => q.Accounts(),
            ["Accounts/below"] = q => q.Accounts(School.Root),
            ["CourseEnrollments"] = q => q.CourseEnrollments(),
            ["CourseEnrollments/page"] = q => q.CourseEnrollments().Take(1000),
            ["CourseEnrollments/course.page"] = q => q.CourseEnrollments(School.Algebra).Take(1000),
            ["AssignmentSubmissions"] = q => q.AssignmentSubmissions(),
            ["AssignmentSubmissions/SubmittedAt"] = q => q.AssignmentSubmissions(sort: SubmissionSort.SubmittedAt),
            ["AssignmentSubmissions/StudentName"] = q => q.AssignmentSubmissions(sort: SubmissionSort.StudentName),
            ["AssignmentSubmissions/Score"] = q => q.AssignmentSubmissions(sort: SubmissionSort.Score),
            ["RecentActivity"] = q => q.RecentActivity(LongAgo),
            ["RecentActivity/page"] = q => q.RecentActivity(LongAgo).Take(1000),
            ["RecentActivity/Grade"] = q => q.RecentActivity(LongAgo, ActivityKinds.Grade),
            ["RecentActivity/Submission"] = q => q.RecentActivity(LongAgo, ActivityKinds.Submission),
            ["RecentActivity/Note"] = q => q.RecentActivity(LongAgo, ActivityKinds.Note),
            ["PerformanceSummary"] = q => q.PerformanceSummary(),
            ["StudentTags"] = q => q.StudentTags(),
            ["Gradebook"] = q => q.Gradebook(School.Algebra),
            ["MissingWork"] = q => q.MissingWork(),
            ["UpcomingWork"] = q => q.UpcomingWork(LongAhead),
            ["ActiveObjects/course"] = q => q.ActiveObjects(CanvasObjectTypes.Course, LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["ActiveObjects/user"] = q => q.ActiveObjects(CanvasObjectTypes.User, LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["ActiveObjects/assignment"] = q => q.ActiveObjects(CanvasObjectTypes.Assignment, LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["ActiveObjects/section"] = q => q.ActiveObjects(CanvasObjectTypes.Section, LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["ActiveObjects/assignment_group"] = q => q.ActiveObjects(CanvasObjectTypes.AssignmentGroup, LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["ActiveObjects/module"] = q => q.ActiveObjects(CanvasObjectTypes.Module, LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["ActiveEnrollments"] = q => q.ActiveEnrollments(LifecycleStates.Inactive | LifecycleStates.PendingDeletion),
            ["PendingDeletionReview"] = q => q.PendingDeletionReview(),
        };

    /// <summary>Queries that answer with a result instead of rows to compose.</summary>
    public static IReadOnlyDictionary<string, Func<ICanvasQueries, Task<IReadOnlyList<object>>>> Results { get; } =
        new Dictionary<string, Func<ICanvasQueries, Task<IReadOnlyList<object>>>>
        {
            ["StreamGradebookAsync"] = async q => await q.StreamGradebookAsync(School.Algebra).Cast<object>().ToListAsync(),
            ["GradebookGridAsync"] = async q =>
            {
                var grid = await q.GradebookGridAsync(School.Algebra);
                var lines = await grid.ReadLinesAsync().ToListAsync();
                return [.. grid.Columns, .. lines.Select(line => line.Student), .. lines.SelectMany(line => line.Cells).OfType<GradebookCell>()];
            },
            ["StudentDashboardAsync"] = async q =>
            {
                var rows = new List<object>();
                foreach (var student in School.Everyone)
                {
                    if (await q.StudentDashboardAsync(student, LongAhead) is { } dashboard)
                    {
                        rows.Add(dashboard);
                        rows.AddRange(dashboard.Courses);
                        rows.AddRange(dashboard.Work);
                    }
                }

                return rows;
            },
        };

    public static IReadOnlyDictionary<string, Func<IQueryBuilder, ICanvasQueries>> Scopes { get; } =
        new Dictionary<string, Func<IQueryBuilder, ICanvasQueries>>
        {
            ["ForTeacher"] = q => q.ForTeacher(School.Teacher),
            ["ForStudent"] = q => q.ForStudent(School.Ana),
            ["ForObserver"] = q => q.ForObserver(School.Parent),
            ["ForAdviser"] = q => q.ForAdviser([School.Ana]),
            ["ForCourses"] = q => q.ForCourses([School.Algebra]),
            ["ForEverything"] = q => q.ForEverything(),
        };

    /// <summary>The methods of the interface that are queries.</summary>
    public static IEnumerable<string> Methods => typeof(ICanvasQueries).GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(method => method.ReturnType != typeof(ICanvasQueries)).Select(method => method.Name).Distinct();
}
