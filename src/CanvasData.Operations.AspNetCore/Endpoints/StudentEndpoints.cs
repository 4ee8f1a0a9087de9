using System.ComponentModel;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>What belongs to one student, over all courses of the scope.</summary>
internal static class StudentEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("students/{studentId:long}/dashboard", "GetStudentDashboard", "A student over all courses, with missing and upcoming work.", async (
            Caller caller, long studentId, [Description("How many days ahead; 7 by default.")] int? days, CancellationToken cancellationToken) =>
            ApiAnswers.OneOrNotFound(await caller.Queries.StudentDashboardAsync(studentId, Span.OfDays(days), cancellationToken).ConfigureAwait(false))).Returns<StudentDashboard>();

        api.Get("students/{studentId:long}/courses", "ListStudentCourses", "The courses of a student, with totals.", (Caller caller, long studentId, [AsParameters] ListParameters list) =>
            new RowList<CourseStudent>(caller.Queries.CourseEnrollments(studentId: studentId), list, Sees(caller, studentId))).ReturnsList<CourseStudent>();

        api.Get("students/{studentId:long}/grades", "ListStudentGrades", "The work of a student.", (Caller caller, long studentId, [AsParameters] ListParameters list) =>
            new RowList<StudentGrade>(caller.Queries.StudentGrades(studentId: studentId), list, Sees(caller, studentId))).ReturnsList<StudentGrade>();

        api.Get("students/{studentId:long}/missing", "ListStudentMissingWork", "The work of a student that is missing now.", (Caller caller, long studentId, [AsParameters] ListParameters list) =>
            new RowList<StudentWork>(caller.Queries.MissingWork(studentId: studentId), list, Sees(caller, studentId))).ReturnsList<StudentWork>();

        api.Get("students/{studentId:long}/upcoming", "ListStudentUpcomingWork", "The work of a student that falls due soon.", (
            Caller caller, long studentId, [AsParameters] ListParameters list, [Description("How many days ahead; 7 by default.")] int? days) =>
            new RowList<StudentWork>(caller.Queries.UpcomingWork(Span.OfDays(days), studentId: studentId), list, Sees(caller, studentId))).ReturnsList<StudentWork>();

        api.Get("students/{studentId:long}/performance", "ListStudentPerformance", "Counts and averages of a student, a row for each course.", (Caller caller, long studentId, [AsParameters] ListParameters list) =>
            new RowList<StudentPerformance>(caller.Queries.PerformanceSummary(studentId: studentId), list, Sees(caller, studentId))).ReturnsList<StudentPerformance>();

        api.Get("students/{studentId:long}/activity", "ListStudentActivity", "The recent submissions, grades and notes of a student.", (
            Caller caller, TimeProvider time, long studentId, [AsParameters] ListParameters list, [Description("How many days back; 7 by default.")] int? days) =>
            new RowList<ActivityItem>(caller.Queries.RecentActivity(time.GetUtcNow() - Span.OfDays(days), studentId: studentId), list, Sees(caller, studentId))).ReturnsList<ActivityItem>();
    }

    private static Func<CancellationToken, Task<bool>> Sees(Caller caller, long studentId) => token => caller.SeesStudentAsync(studentId, token);
}
