using System.Runtime.CompilerServices;
using CanvasData.Operations.Registration;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <inheritdoc/>
internal class CanvasQueries(IRequestContext context, TimeProvider clock, QueryScope scope, long[]? curriculum, bool includeMissing) : ICanvasQueries
{
    protected IRequestContext Context => context;

    protected TimeProvider Clock => clock;

    protected virtual Sight Sight => new(context.Database, scope, curriculum, includeMissing, clock.GetUtcNow().UtcDateTime);

    public ICanvasQueries Curriculum(IReadOnlyCollection<long> courseIds)
    {
        ArgumentNullException.ThrowIfNull(courseIds);
        return Narrowed(curriculum is null ? [.. courseIds.Distinct()] : [.. curriculum.Intersect(courseIds)], includeMissing);
    }

    public ICanvasQueries IncludingMissing() => Narrowed(curriculum, missing: true);

    public IQueryable<StudentGrade> StudentGrades(long? courseId, long? studentId, IReadOnlyCollection<long>? assignmentIds, TimeRange? submitted, GradeDetails details) =>
        GradeQueries.StudentGrades(Sight, courseId, studentId, assignmentIds, submitted, details);

    public IQueryable<GradePoint> GradeHistory(long? courseId, long? studentId, TimeRange? range) => HistoryQueries.Grades(Sight, courseId, studentId, range);

    public IQueryable<ScorePoint> ScoreHistory(long? courseId, long? assignmentId, long? studentId, TimeRange? range) =>
        HistoryQueries.Scores(Sight, courseId, assignmentId, studentId, range);

    public IQueryable<CourseStudent> CourseEnrollments(long? courseId, long? studentId, string? state) => CourseQueries.Enrollments(Sight, courseId, studentId, state);

    public IQueryable<SubmissionRow> AssignmentSubmissions(long? assignmentId, long? courseId, bool includeLate, SubmissionSort sort) =>
        GradeQueries.AssignmentSubmissions(Sight, assignmentId, courseId, includeLate, sort);

    public IQueryable<Activity> RecentActivity(DateTimeOffset since, ActivityKinds kinds, long? courseId, long? studentId) =>
        ActivityQueries.Recent(Sight, since, kinds, courseId, studentId);

    public IQueryable<StudentPerformance> PerformanceSummary(long? courseId, long? studentId, TimeRange? submitted) =>
        CourseQueries.Performance(Sight, courseId, studentId, submitted);

    public IQueryable<StudentTag> StudentTags(long? courseId, long? studentId) => CourseQueries.Tags(Sight, courseId, studentId);

    public IQueryable<GradebookCell> Gradebook(long courseId) => GradeQueries.Gradebook(Sight, courseId);

    public async IAsyncEnumerable<GradebookCell> StreamGradebookAsync(long courseId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var cell in Gradebook(courseId).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return cell;
        }
    }

    public IQueryable<StudentWork> MissingWork(long? courseId, long? studentId) => GradeQueries.Missing(Sight, courseId, studentId);

    public IQueryable<StudentWork> UpcomingWork(TimeSpan within, long? courseId, long? studentId) => GradeQueries.Upcoming(Sight, within, courseId, studentId);

    public Task<StudentDashboard?> StudentDashboardAsync(long studentId, TimeSpan upcomingWithin, CancellationToken cancellationToken) =>
        CourseQueries.DashboardAsync(Sight, studentId, upcomingWithin, cancellationToken);

    public IQueryable<TrackedObject> ActiveObjects(string objectType, Lives lives) => LifecycleQueries.Objects(Sight, objectType, lives);

    public IQueryable<TrackedEnrollment> ActiveEnrollments(Lives lives, long? courseId, long? userId) => LifecycleQueries.Enrollments(Sight, lives, courseId, userId);

    public IQueryable<PendingDeletion> PendingDeletionReview(string? objectType) => LifecycleQueries.Review(Sight, objectType);

    protected virtual CanvasQueries Narrowed(long[]? courses, bool missing) => new(context, clock, scope, courses, missing);
}
