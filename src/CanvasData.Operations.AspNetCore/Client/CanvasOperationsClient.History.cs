using CanvasData.Operations.History;
using CanvasData.Operations.Queries;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Lists the totals of a course over time.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<GradePoint>> ListGradeHistoryAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<GradePoint>($"courses/{courseId}/history/grades", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the scores of a course over time.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<ScorePoint>> ListScoreHistoryAsync(long courseId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<ScorePoint>($"courses/{courseId}/history/scores", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the totals of a student over time.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="list">The page, its order and its conditions; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<GradePoint>> ListStudentGradeHistoryAsync(long studentId, ListRequest? list = null, CancellationToken cancellationToken = default) =>
        PageAsync<GradePoint>($"students/{studentId}/history/grades", new ApiQuery().Add(list), cancellationToken);

    /// <summary>Lists the submissions of a course as they stood at a moment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="at">The moment.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<SubmissionAsOf>> ListPastSubmissionsAsync(long courseId, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<SubmissionAsOf>>($"courses/{courseId}/history/submissions", new ApiQuery().Add("at", at), cancellationToken);

    /// <summary>Lists the totals of the students of a course as they stood at a moment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="at">The moment.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<TotalsAsOf>> ListPastTotalsAsync(long courseId, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<TotalsAsOf>>($"courses/{courseId}/history/totals", new ApiQuery().Add("at", at), cancellationToken);

    /// <summary>Lists the totals of a student at the end of each day with a change.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="from">The first moment or day; null for no bound.</param>
    /// <param name="to">The last day; null for no bound.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<GradeDay>> ListGradeDaysAsync(long courseId, long studentId, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<GradeDay>>($"courses/{courseId}/students/{studentId}/history/days", new ApiQuery().Add("from", from).Add("to", to), cancellationToken);

    /// <summary>Lists the recorded changes of a student's work on an assignment, the newest first.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<ScoreChange>> ListScoreChangesAsync(long courseId, long studentId, long assignmentId, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<ScoreChange>($"courses/{courseId}/students/{studentId}/assignments/{assignmentId}/history", new ApiQuery().Add(page), cancellationToken);

    /// <summary>Lists the snapshots of a course, the newest first.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="from">The first moment or day; null for no bound.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<CourseSnapshot>> ListSnapshotsAsync(long courseId, DateTimeOffset? from = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<CourseSnapshot>($"courses/{courseId}/snapshots", new ApiQuery().Add("from", from).Add(page), cancellationToken);
}
