using CanvasData.Operations.Queries;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Reads who is signed in, with the roles that the portal gives.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<CurrentUser> GetCurrentUserAsync(CancellationToken cancellationToken = default) =>
        GetAsync<CurrentUser>("me", null, cancellationToken);

    /// <summary>Gets the antiforgery token that writes with a cookie need. It sets a cookie of its own.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<FormToken> GetFormTokenAsync(CancellationToken cancellationToken = default) =>
        GetAsync<FormToken>("antiforgery", null, cancellationToken);

    /// <summary>Lists the courses of the caller.</summary>
    /// <param name="termId">One term; null for all.</param>
    /// <param name="state">A state; null for all.</param>
    /// <param name="accountId">One account with those below it; null for all.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<CourseOverview>> ListCoursesAsync(long? termId = null, string? state = null, long? accountId = null, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<CourseOverview>("courses", new ApiQuery().Add("termId", termId).Add("state", state).Add("accountId", accountId).Add(list), cancellationToken);

    /// <summary>Lists the accounts of the school.</summary>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<AccountOverview>> ListAccountsAsync(ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<AccountOverview>("accounts", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Reads a course, with its term and counts.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<CourseOverview> GetCourseAsync(long courseId, CancellationToken cancellationToken = default) =>
        GetAsync<CourseOverview>($"courses/{courseId}", null, cancellationToken);

    /// <summary>Lists the students of a course, with their totals.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="state">A state; null for all.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<CourseStudent>> ListCourseStudentsAsync(long courseId, string? state = null, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<CourseStudent>($"courses/{courseId}/students", new ApiQuery().Add("state", state).Add(list), cancellationToken);

    /// <summary>Lists the work of the students of a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentGrade>> ListCourseGradesAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentGrade>($"courses/{courseId}/grades", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the submissions to an assignment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<SubmissionRow>> ListSubmissionsAsync(long courseId, long assignmentId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<SubmissionRow>($"courses/{courseId}/assignments/{assignmentId}/submissions", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the work of a course that is missing now.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentWork>> ListCourseMissingWorkAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentWork>($"courses/{courseId}/missing", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the work of a course that falls due soon.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="days">How many days; null for 7.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentWork>> ListCourseUpcomingWorkAsync(long courseId, int? days = null, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentWork>($"courses/{courseId}/upcoming", new ApiQuery().Add("days", days).Add(list), cancellationToken);

    /// <summary>Lists counts and averages of the students of a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentPerformance>> ListCoursePerformanceAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentPerformance>($"courses/{courseId}/performance", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the recent submissions, grades and notes of a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="days">How many days; null for 7.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<ActivityItem>> ListCourseActivityAsync(long courseId, int? days = null, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<ActivityItem>($"courses/{courseId}/activity", new ApiQuery().Add("days", days).Add(list), cancellationToken);

    /// <summary>Lists the tags on the students of a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentTag>> ListCourseStudentTagsAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentTag>($"courses/{courseId}/tags-of-students", new ApiQuery().Add(list), cancellationToken);
}
