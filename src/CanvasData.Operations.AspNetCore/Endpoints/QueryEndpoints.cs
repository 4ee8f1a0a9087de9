using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Courses, their students, and the work of students.</summary>
internal static class QueryEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("me", "GetCurrentUser", "The signed-in person, with the roles that the portal gives.", (Caller caller) =>
            new TaggedJson<CurrentUser>(new CurrentUser { UserId = caller.UserId, Roles = caller.Roles, Role = caller.Role })).Returns<CurrentUser>();

        api.Get("courses", "ListCourses", "The courses of the caller.", (Caller caller, [AsParameters] ListParameters list, long? termId, string? state, long? accountId) =>
            new RowList<CourseOverview>(caller.Queries.Courses(termId, state, accountId), list)).ReturnsList<CourseOverview>();

        api.Get("courses/{courseId:long}/students", "ListCourseStudents", "The students of a course, with their totals.", (Caller caller, long courseId, [AsParameters] ListParameters list, string? state) =>
            new RowList<CourseStudent>(caller.Queries.CourseEnrollments(courseId, state: state), list, token => caller.SeesCourseAsync(courseId, token))).ReturnsList<CourseStudent>();

        api.Get("courses/{courseId:long}/grades", "ListCourseGrades", "The work of the students of a course.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<StudentGrade>(caller.Queries.StudentGrades(courseId), list, token => caller.SeesCourseAsync(courseId, token))).ReturnsList<StudentGrade>();
    }
}
