using CanvasData.Operations.Queries;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Reads a student over all courses, with missing and upcoming work.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="days">How many days; null for 7.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<StudentDashboard> GetStudentDashboardAsync(long studentId, int? days = null, CancellationToken cancellationToken = default) =>
        GetAsync<StudentDashboard>($"students/{studentId}/dashboard", new ApiQuery().Add("days", days), cancellationToken);

    /// <summary>Lists the courses of a student, with totals.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<CourseStudent>> ListStudentCoursesAsync(long studentId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<CourseStudent>($"students/{studentId}/courses", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the work of a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentGrade>> ListStudentGradesAsync(long studentId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentGrade>($"students/{studentId}/grades", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the work of a student that is missing now.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentWork>> ListStudentMissingWorkAsync(long studentId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentWork>($"students/{studentId}/missing", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the work of a student that falls due soon.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="days">How many days; null for 7.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentWork>> ListStudentUpcomingWorkAsync(long studentId, int? days = null, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentWork>($"students/{studentId}/upcoming", new ApiQuery().Add("days", days).Add(list), cancellationToken);

    /// <summary>Lists counts and averages of a student by course.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<StudentPerformance>> ListStudentPerformanceAsync(long studentId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<StudentPerformance>($"students/{studentId}/performance", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the recent submissions, grades and notes of a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="days">How many days; null for 7.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<ActivityItem>> ListStudentActivityAsync(long studentId, int? days = null, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<ActivityItem>($"students/{studentId}/activity", new ApiQuery().Add("days", days).Add(list), cancellationToken);

    /// <summary>Reads the gradebook of a course as a table.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<GradebookTable> GetGradebookAsync(long courseId, CancellationToken cancellationToken = default) =>
        GetAsync<GradebookTable>($"courses/{courseId}/gradebook", null, cancellationToken);

    /// <summary>Lists the cells of a gradebook.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<GradebookCell>> ListGradebookCellsAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<GradebookCell>($"courses/{courseId}/gradebook/cells", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the graded assignments of a course, in the order of the gradebook.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<GradebookColumn>> ListAssignmentsAsync(long courseId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<GradebookColumn>>($"courses/{courseId}/assignments", null, cancellationToken);

    /// <summary>Asks for the totals of a student with supposed scores, and for the scores that targets need.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<WhatIfResult> AskWhatIfAsync(long courseId, long studentId, WhatIfRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<WhatIfRequest, WhatIfResult>(HttpMethod.Post, $"courses/{courseId}/students/{studentId}/what-if", request, cancellationToken);
}
