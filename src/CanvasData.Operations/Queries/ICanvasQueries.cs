using CanvasData.Operations.Model;

namespace CanvasData.Operations.Queries;

/// <summary>
/// The queries of one scope. Each is one statement that the host may filter, sort, project and page further before
/// the database runs it; each has an order that is the same on every database, with the key of the row at its end.
/// Rows that Canvas no longer has are left out; so are test students, and submissions without a student (graded
/// anonymously). A student with several enrollments in a course counts once. Students are those whose enrollment is
/// active, invited or completed. An unknown id gives no rows; an empty set of ids gives no rows; null means no filter.
/// Read as it is, or only its first rows by <c>Take</c>, a query is compiled once and needs no walk over its expression
/// again; composed further, it is an ordinary query of EF Core.
/// </summary>
public interface ICanvasQueries
{
    /// <summary>The same queries over these courses only; what the scope hides stays hidden.</summary>
    /// <param name="courseIds">The Canvas course ids; none gives no rows.</param>
    ICanvasQueries WithinCourses(IReadOnlyCollection<long> courseIds);

    /// <summary>The same queries, with the rows that Canvas no longer has.</summary>
    ICanvasQueries IncludingMissing();

    /// <summary>
    /// The latest state of each student's work, by course, student and assignment: the order of an index, so that a page is
    /// as cheap in a large school as in a small one. By name: <c>OrderByName("SortableName,AssignmentName")</c>.
    /// </summary>
    /// <param name="courseId">One course.</param>
    /// <param name="studentId">One student.</param>
    /// <param name="assignmentIds">Some assignments.</param>
    /// <param name="submitted">Submitted within; leaves out what was not submitted.</param>
    /// <param name="details">What else each row carries.</param>
    /// <exception cref="ArgumentOutOfRangeException">The details are none of their enumeration.</exception>
    IQueryable<StudentGrade> StudentGrades(
        long? courseId = null, long? studentId = null, IReadOnlyCollection<long>? assignmentIds = null, TimeRange? submitted = null, GradeDetails details = GradeDetails.None);

    /// <summary>The totals of students in courses over time.</summary>
    /// <param name="courseId">One course.</param>
    /// <param name="studentId">One student.</param>
    /// <param name="range">Points seen within.</param>
    IQueryable<GradePoint> GradeHistory(long? courseId = null, long? studentId = null, TimeRange? range = null);

    /// <summary>The scores on assignments over time. To students and observers: what was posted at that point and is posted now.</summary>
    /// <param name="courseId">One course.</param>
    /// <param name="assignmentId">One assignment.</param>
    /// <param name="studentId">One student.</param>
    /// <param name="range">Points seen within.</param>
    IQueryable<ScorePoint> ScoreHistory(long? courseId = null, long? assignmentId = null, long? studentId = null, TimeRange? range = null);

    /// <summary>
    /// The courses of the scope, by name. For a teacher those taught, for a student or observer those that are published and attended or
    /// observed.
    /// </summary>
    /// <param name="termId">One term.</param>
    /// <param name="state">One of <see cref="CourseStates"/>.</param>
    /// <param name="accountId">One account, with those below it.</param>
    IQueryable<CourseOverview> Courses(long? termId = null, string? state = null, long? accountId = null);

    /// <summary>
    /// The accounts of the school, by name. Narrower scopes see the accounts that hold their courses, and those above them. Empty when the
    /// token may not read accounts.
    /// </summary>
    /// <param name="accountId">One account, with those below it.</param>
    IQueryable<AccountOverview> Accounts(long? accountId = null);

    /// <summary>
    /// The students of courses, with totals and counts: of one course its roster, of one student the courses that the student has.
    /// </summary>
    /// <param name="courseId">One course.</param>
    /// <param name="studentId">One student.</param>
    /// <param name="state">active, invited or completed.</param>
    IQueryable<CourseStudent> CourseEnrollments(long? courseId = null, long? studentId = null, string? state = null);

    /// <summary>The submissions as a grader lists them.</summary>
    /// <param name="assignmentId">One assignment.</param>
    /// <param name="courseId">One course.</param>
    /// <param name="includeLate">Whether late ones are shown.</param>
    /// <param name="sort">The order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sort is no value of its enumeration.</exception>
    IQueryable<SubmissionRow> AssignmentSubmissions(long? assignmentId = null, long? courseId = null, bool includeLate = true, SubmissionSort sort = SubmissionSort.Assignment);

    /// <summary>The recent activity, latest first. Each kind is matched by the time that its rows show.</summary>
    /// <param name="since">The first moment.</param>
    /// <param name="kinds">What kinds.</param>
    /// <param name="courseId">One course; notes that belong to no course are left out then.</param>
    /// <param name="studentId">One student.</param>
    /// <exception cref="ArgumentOutOfRangeException">No kind, or an unknown one.</exception>
    IQueryable<ActivityItem> RecentActivity(DateTimeOffset since, ActivityKinds kinds = ActivityKinds.All, long? courseId = null, long? studentId = null);

    /// <summary>The performance of students in courses, over their latest scores.</summary>
    /// <param name="courseId">One course.</param>
    /// <param name="studentId">One student.</param>
    /// <param name="submitted">Only work submitted within.</param>
    IQueryable<StudentPerformance> PerformanceSummary(long? courseId = null, long? studentId = null, TimeRange? submitted = null);

    /// <summary>The tags on students. Nothing to students and observers.</summary>
    /// <param name="courseId">Students of one course.</param>
    /// <param name="studentId">One student.</param>
    IQueryable<StudentTag> StudentTags(long? courseId = null, long? studentId = null);

    /// <summary>The cells of a course's gradebook, in the order of student and assignment ids.</summary>
    /// <param name="courseId">The course.</param>
    IQueryable<GradebookCell> Gradebook(long courseId);

    /// <summary>
    /// The rows of <see cref="Gradebook"/> as a stream, read while the database sends them. The first 256 cells are one statement, which
    /// answers at once; the rest is a second one.
    /// </summary>
    /// <param name="courseId">The course.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<GradebookCell> StreamGradebookAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>
    /// The gradebook of a course as a table: students as lines, assignments as columns. Columns and students are read at once, cells while
    /// the lines are read.
    /// </summary>
    /// <param name="courseId">The course.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<GradebookGrid> GradebookGridAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>The work that is missing now: what Canvas called missing, and what has fallen due since.</summary>
    /// <param name="courseId">One course.</param>
    /// <param name="studentId">One student.</param>
    IQueryable<StudentWork> MissingWork(long? courseId = null, long? studentId = null);

    /// <summary>The work that falls due soon and is neither submitted nor graded nor excused.</summary>
    /// <param name="within">How soon; more than zero.</param>
    /// <param name="courseId">One course.</param>
    /// <param name="studentId">One student.</param>
    /// <exception cref="ArgumentOutOfRangeException">The span is not more than zero.</exception>
    IQueryable<StudentWork> UpcomingWork(TimeSpan within, long? courseId = null, long? studentId = null);

    /// <summary>A student over all courses, in two round trips.</summary>
    /// <param name="studentId">The student.</param>
    /// <param name="upcomingWithin">How far ahead work is shown; more than zero.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The dashboard; null when the scope sees no such student.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The span is not more than zero.</exception>
    Task<StudentDashboard?> StudentDashboardAsync(long studentId, TimeSpan upcomingWithin, CancellationToken cancellationToken = default);

    /// <summary>The objects of one type and whether Canvas still has them.</summary>
    /// <param name="objectType">One of <see cref="CanvasObjectTypes"/>.</param>
    /// <param name="states">Which lives besides active ones.</param>
    /// <exception cref="ArgumentException">There is no such type, or no such life.</exception>
    IQueryable<TrackedObject> ActiveObjects(string objectType, LifecycleStates states = LifecycleStates.Active);

    /// <summary>The enrollments of any role and whether Canvas still has them.</summary>
    /// <param name="states">Which lives besides active ones.</param>
    /// <param name="courseId">One course.</param>
    /// <param name="userId">One person.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such life.</exception>
    IQueryable<TrackedEnrollment> ActiveEnrollments(LifecycleStates states = LifecycleStates.Active, long? courseId = null, long? userId = null);

    /// <summary>The objects that vanished and wait for a decision, the latest first. Nothing to students and observers.</summary>
    /// <param name="objectType">One of <see cref="CanvasObjectTypes"/>, or enrollment; null for all.</param>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    IQueryable<PendingDeletion> PendingDeletionReview(string? objectType = null);
}
