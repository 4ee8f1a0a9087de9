using System.ComponentModel;
using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Past gradebooks and the history of grades.</summary>
internal static class HistoryEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("courses/{courseId:long}/history/grades", "ListGradeHistory", "The totals of a course over time.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<GradePoint>(caller.Queries.GradeHistory(courseId), list, token => caller.SeesCourseAsync(courseId, token))).ReturnsList<GradePoint>();

        api.Get("courses/{courseId:long}/history/scores", "ListScoreHistory", "The scores of a course over time.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<ScorePoint>(caller.Queries.ScoreHistory(courseId), list, token => caller.SeesCourseAsync(courseId, token))).ReturnsList<ScorePoint>();

        api.Get("students/{studentId:long}/history/grades", "ListStudentGradeHistory", "The totals of a student over time.", (Caller caller, long studentId, [AsParameters] ListParameters list) =>
            new RowList<GradePoint>(caller.Queries.GradeHistory(studentId: studentId), list, token => caller.SeesStudentAsync(studentId, token))).ReturnsList<GradePoint>();

        MapPast(api);

        api.Get("courses/{courseId:long}/students/{studentId:long}/history/days", "ListGradeDays", "The totals of a student at the end of each day with a change.", (
            Caller caller, IHistoryManager history, long courseId, long studentId, DateOnly? from, DateOnly? to, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesStudentAsync(courseId, studentId, cancellationToken), async () =>
                new ValueList<GradeDay>(await history.GetGradeTrendAsync(courseId, studentId, from, to, cancellationToken: cancellationToken).ConfigureAwait(false), format)), ApiEndpoint.Staff)
            .ReturnsList<GradeDay>();

        api.Get("courses/{courseId:long}/students/{studentId:long}/assignments/{assignmentId:long}/history", "ListScoreChanges", "The recorded changes of a student's work on an assignment, the newest first.", (
            Caller caller, IHistoryManager history, long courseId, long studentId, long assignmentId, [AsParameters] PageParameters page, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(HasWorkAsync(caller, courseId, studentId, assignmentId, cancellationToken), () => RecordedAsync<ScoreChange>(
                (number, size, token) => history.GetAssignmentHistoryAsync(assignmentId, studentId, number, size, token), row => row, page)), ApiEndpoint.Staff)
            .ReturnsList<ScoreChange>();

        api.Get("courses/{courseId:long}/snapshots", "ListSnapshots", "The snapshots of a course, the newest first.", (
            Caller caller, IHistoryManager history, long courseId, DateTimeOffset? from, [AsParameters] PageParameters page, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), () => RecordedAsync<CourseSnapshot>(
                (number, size, token) => history.ListSnapshotsAsync(courseId, from, number, size, token), row => row.RecordedAt, page)), ApiEndpoint.Administrators)
            .ReturnsList<CourseSnapshot>();
    }

    private static Task<IResult> RecordedAsync<T>(Func<int, int, CancellationToken, Task<Page<T>>> read, Func<T, object> keyOf, PageParameters page) =>
        Task.FromResult<IResult>(new NumberedPage<T>(read, token => RecordedRows.ReadAsync(read, keyOf, token), page));

    private static void MapPast(ApiGroup api)
    {
        api.Get("courses/{courseId:long}/history/submissions", "ListPastSubmissions", "The submissions of a course as they stood at a moment.", (
            Caller caller, IGradebookHistory history, long courseId, [Description("The moment.")] DateTimeOffset at, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () =>
            {
                var visible = await StudentsAsync(caller, courseId, cancellationToken).ConfigureAwait(false);
                return new ValueList<SubmissionAsOf>(history.SubmissionsAsOfAsync(courseId, at, cancellationToken).Where(row => row.UserId is { } student && visible.Contains(student)), format);
            }), ApiEndpoint.Staff).ReturnsList<SubmissionAsOf>();

        api.Get("courses/{courseId:long}/history/totals", "ListPastTotals", "The totals of the students of a course as they stood at a moment.", (
            Caller caller, IGradebookHistory history, long courseId, [Description("The moment.")] DateTimeOffset at, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () =>
            {
                var visible = await StudentsAsync(caller, courseId, cancellationToken).ConfigureAwait(false);
                return new ValueList<TotalsAsOf>(history.TotalsAsOfAsync(courseId, at, cancellationToken).Where(row => visible.Contains(row.UserId)), format);
            }), ApiEndpoint.Staff).ReturnsList<TotalsAsOf>();
    }

    // The past gradebook knows courses only; a teacher of one section, or an adviser, sees some of the students.
    private static Task<HashSet<long>> StudentsAsync(Caller caller, long courseId, CancellationToken cancellationToken) =>
        caller.Queries.IncludingMissing().CourseEnrollments(courseId).Select(row => row.StudentId).ToHashSetAsync(cancellationToken);

    private static Task<bool> HasWorkAsync(Caller caller, long courseId, long studentId, long assignmentId, CancellationToken cancellationToken) =>
        caller.Queries.IncludingMissing().StudentGrades(courseId, studentId, [assignmentId]).Select(row => row.AssignmentId).AnyAsync(cancellationToken);
}
