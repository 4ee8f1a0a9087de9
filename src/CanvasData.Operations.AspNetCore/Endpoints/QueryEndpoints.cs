using System.ComponentModel;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The signed-in person, the courses and accounts of the scope, and what belongs to one course.</summary>
internal static class QueryEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("me", "GetCurrentUser", "The signed-in person, with the roles that the portal gives.", (Caller caller) =>
            new TaggedJson<CurrentUser>(new CurrentUser { UserId = caller.UserId, Roles = caller.Roles, Role = caller.Role })).Returns<CurrentUser>();

        api.Get("antiforgery", "GetFormToken", "The token that a browser with a cookie sends with each write. It sets a cookie of its own.", (HttpContext http, IAntiforgery antiforgery) =>
        {
            var tokens = antiforgery.GetAndStoreTokens(http);
            http.Response.Headers.CacheControl = "no-store";
            return new PlainJson<FormToken>(new FormToken(tokens.HeaderName ?? "RequestVerificationToken", tokens.RequestToken!));
        }).ReturnsPlain<FormToken>();

        api.Get("courses", "ListCourses", "The courses of the caller.", (
            Caller caller, [AsParameters] ListParameters list, [Description("One term.")] long? termId, [Description("A state, such as available.")] string? state,
            [Description("One account, with those below it.")] long? accountId) =>
            new RowList<CourseOverview>(caller.Queries.Courses(termId, state, accountId), list)).ReturnsList<CourseOverview>();

        api.Get("accounts", "ListAccounts", "The accounts of the school.", (Caller caller, [AsParameters] ListParameters list) =>
            new RowList<AccountOverview>(caller.Queries.Accounts(), list)).ReturnsList<AccountOverview>();

        MapCourse(api);
    }

    private static void MapCourse(ApiGroup api)
    {
        api.Get("courses/{courseId:long}", "GetCourse", "A course, with its term and counts.", async (Caller caller, long courseId, CancellationToken cancellationToken) =>
            ApiAnswers.OneOrNotFound(await caller.Queries.WithinCourses([courseId]).Courses().FirstAsync(cancellationToken).ConfigureAwait(false))).Returns<CourseOverview>();

        api.Get("courses/{courseId:long}/students", "ListCourseStudents", "The students of a course, with their totals.", (
            Caller caller, long courseId, [AsParameters] ListParameters list, [Description("active, invited or completed.")] string? state) =>
            new RowList<CourseStudent>(caller.Queries.CourseEnrollments(courseId, state: state), list, Sees(caller, courseId))).ReturnsList<CourseStudent>();

        api.Get("courses/{courseId:long}/grades", "ListCourseGrades", "The work of the students of a course.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<StudentGrade>(caller.Queries.StudentGrades(courseId), list, Sees(caller, courseId))).ReturnsList<StudentGrade>();

        api.Get("courses/{courseId:long}/assignments/{assignmentId:long}/submissions", "ListSubmissions", "The submissions to an assignment, as a grader lists them.", (
            Caller caller, long courseId, long assignmentId, [AsParameters] ListParameters list) =>
            new RowList<SubmissionRow>(caller.Queries.AssignmentSubmissions(assignmentId, courseId), list, token => caller.SeesAssignmentAsync(courseId, assignmentId, token))).ReturnsList<SubmissionRow>();

        api.Get("courses/{courseId:long}/missing", "ListCourseMissingWork", "The work of a course that is missing now.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<StudentWork>(caller.Queries.MissingWork(courseId), list, Sees(caller, courseId))).ReturnsList<StudentWork>();

        api.Get("courses/{courseId:long}/upcoming", "ListCourseUpcomingWork", "The work of a course that falls due soon.", (
            Caller caller, long courseId, [AsParameters] ListParameters list, [Description("How many days ahead; 7 by default.")] int? days) =>
            new RowList<StudentWork>(caller.Queries.UpcomingWork(Span.OfDays(days), courseId), list, Sees(caller, courseId))).ReturnsList<StudentWork>();

        api.Get("courses/{courseId:long}/performance", "ListCoursePerformance", "Counts and averages of the students of a course.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<StudentPerformance>(caller.Queries.PerformanceSummary(courseId), list, Sees(caller, courseId))).ReturnsList<StudentPerformance>();

        api.Get("courses/{courseId:long}/activity", "ListCourseActivity", "The recent submissions, grades and notes of a course.", (
            Caller caller, TimeProvider time, long courseId, [AsParameters] ListParameters list, [Description("How many days back; 7 by default.")] int? days) =>
            new RowList<ActivityItem>(caller.Queries.RecentActivity(time.GetUtcNow() - Span.OfDays(days), courseId: courseId), list, Sees(caller, courseId))).ReturnsList<ActivityItem>();

        api.Get("courses/{courseId:long}/tags-of-students", "ListCourseStudentTags", "The tags on the students of a course.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<StudentTag>(caller.Queries.StudentTags(courseId), list, Sees(caller, courseId)), ApiEndpoint.Staff).ReturnsList<StudentTag>();
    }

    private static Func<CancellationToken, Task<bool>> Sees(Caller caller, long courseId) => token => caller.SeesCourseAsync(courseId, token);
}
