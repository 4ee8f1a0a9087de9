using System.Runtime.CompilerServices;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Checks arguments and asks.</summary>
/// <param name="context">The context of the request.</param>
/// <param name="clock">The clock by which work is due.</param>
/// <param name="scope">The kind of scope.</param>
/// <param name="view">The user and the courses of the scope: what all its queries have in common.</param>
/// <param name="includeMissing">Whether rows that Canvas no longer has are shown.</param>
internal class CanvasQueries(IReadContext context, TimeProvider clock, QueryScope scope, QueryParameters view, bool includeMissing) : ICanvasQueries
{
    // So few cells that the database looks for them in their order, instead of sorting all.
    private const int FirstCellCount = 256;

    private static readonly string[] ObjectTypes =
    [
        CanvasObjectTypes.Course, CanvasObjectTypes.Section, CanvasObjectTypes.User, CanvasObjectTypes.Assignment, CanvasObjectTypes.AssignmentGroup, CanvasObjectTypes.Module,
    ];

    protected IReadContext Context => context;

    protected TimeProvider Clock => clock;

    public ICanvasQueries WithinCourses(IReadOnlyCollection<long> courseIds)
    {
        ArgumentNullException.ThrowIfNull(courseIds);
        RefuseWithoutScope();
        long[] courses = view.WithinCourseIds is null ? [.. courseIds.Distinct()] : [.. view.WithinCourseIds.Intersect(courseIds)];
        return new CanvasQueries(context, clock, scope, view with { WithinCourseIds = courses }, includeMissing);
    }

    public ICanvasQueries IncludingMissing()
    {
        RefuseWithoutScope();
        return new CanvasQueries(context, clock, scope, view, includeMissing: true);
    }

    public IQueryable<StudentGrade> StudentGrades(long? courseId, long? studentId, IReadOnlyCollection<long>? assignmentIds, TimeRange? submitted, GradeDetails details)
    {
        Check(details, GradeDetails.LastChange | GradeDetails.Metadata);
        return Ask(About(courseId, studentId).ForAssignments(assignmentIds).Within(submitted), sight => GradeQueries.StudentGrades(sight, details), (int)details);
    }

    public IQueryable<GradePoint> GradeHistory(long? courseId, long? studentId, TimeRange? range) => Ask(About(courseId, studentId).Within(range), HistoryQueries.Grades);

    public IQueryable<ScorePoint> ScoreHistory(long? courseId, long? assignmentId, long? studentId, TimeRange? range) =>
        Ask(About(courseId, studentId, assignmentId).Within(range), HistoryQueries.Scores);

    public IQueryable<CourseOverview> Courses(long? termId, string? state, long? accountId) =>
        Ask(About() with { TermId = termId, Name = State(state), AccountId = accountId }, CourseQueries.Courses);

    public IQueryable<AccountOverview> Accounts(long? accountId) => Ask(About() with { AccountId = accountId }, AccountQueries.Accounts);

    public IQueryable<CourseStudent> CourseEnrollments(long? courseId, long? studentId, string? state) =>
        Ask(About(courseId, studentId) with { Name = State(state) }, CourseQueries.Enrollments);

    public IQueryable<SubmissionRow> AssignmentSubmissions(long? assignmentId, long? courseId, bool includeLate, SubmissionSort sort)
    {
        if (!Enum.IsDefined(sort))
        {
            throw new ArgumentOutOfRangeException(nameof(sort), sort, "Give a value of SubmissionSort.");
        }

        return Ask(About(courseId, studentId: null, assignmentId), sight => GradeQueries.AssignmentSubmissions(sight, includeLate, sort), ((int)sort * 2) + (includeLate ? 1 : 0));
    }

    public IQueryable<ActivityItem> RecentActivity(DateTimeOffset since, ActivityKinds kinds, long? courseId, long? studentId)
    {
        Check(kinds, ActivityKinds.All);
        if (kinds == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kinds), kinds, "Give one or more values of ActivityKinds.");
        }

        return Ask(About(courseId, studentId) with { From = since.UtcDateTime }, sight => ActivityQueries.Recent(sight, kinds), (int)kinds);
    }

    public IQueryable<StudentPerformance> PerformanceSummary(long? courseId, long? studentId, TimeRange? submitted) =>
        Ask(About(courseId, studentId).Within(submitted), CourseQueries.Performance);

    public IQueryable<StudentTag> StudentTags(long? courseId, long? studentId) => Ask(About(courseId, studentId), CourseQueries.Tags);

    public IQueryable<GradebookCell> Gradebook(long courseId) => Ask(About(courseId), GradeQueries.Gradebook);

    public IAsyncEnumerable<GradebookCell> StreamGradebookAsync(long courseId, CancellationToken cancellationToken)
    {
        var asked = About(courseId);
        return StreamAsync(
            Ask(asked with { First = FirstCellCount }, GradeQueries.Gradebook), last => Ask(asked with { AfterStudentId = last.StudentId, AfterAssignmentId = last.AssignmentId }, GradeQueries.LaterCells), cancellationToken);
    }

    public async Task<GradebookGrid> GradebookGridAsync(long courseId, CancellationToken cancellationToken)
    {
        IQueryable<GradebookColumn> columns = Ask(About(courseId), GradeQueries.Columns);
        var students = CourseEnrollments(courseId, studentId: null, state: null);
        return new GradebookGrid(
            await columns.ToListAsync(cancellationToken).ConfigureAwait(false),
            await students.ToListAsync(cancellationToken).ConfigureAwait(false),
            ids => Gradebook(courseId).Where(cell => EF.Parameter(ids).Contains(cell.StudentId)));
    }

    public IQueryable<StudentWork> MissingWork(long? courseId, long? studentId) => Ask(About(courseId, studentId), GradeQueries.Missing);

    public IQueryable<StudentWork> UpcomingWork(TimeSpan within, long? courseId, long? studentId) =>
        Ask(About(courseId, studentId).Until(within, nameof(within)), GradeQueries.Upcoming);

    public async Task<StudentDashboard?> StudentDashboardAsync(long studentId, TimeSpan upcomingWithin, CancellationToken cancellationToken)
    {
        IQueryable<DashboardWork> work = Ask(About(courseId: null, studentId).Until(upcomingWithin, nameof(upcomingWithin)), CourseQueries.Owed);
        var courses = await CourseEnrollments(courseId: null, studentId, state: null).ToListAsync(cancellationToken).ConfigureAwait(false);
        return courses is [] ? null : new StudentDashboard(studentId, courses, await work.ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    public IQueryable<TrackedObject> ActiveObjects(string objectType, LifecycleStates states)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        CheckType(objectType, ObjectTypes);
        Check(states, LifecycleStates.Inactive | LifecycleStates.PendingDeletion);
        return Ask(About() with { Name = objectType }, sight => LifecycleQueries.Objects(sight, states), (int)states, $"{nameof(ActiveObjects)} {objectType}");
    }

    public IQueryable<TrackedEnrollment> ActiveEnrollments(LifecycleStates states, long? courseId, long? userId)
    {
        Check(states, LifecycleStates.Inactive | LifecycleStates.PendingDeletion);
        return Ask(About(courseId, userId), sight => LifecycleQueries.Enrollments(sight, states), (int)states);
    }

    public IQueryable<PendingDeletion> PendingDeletionReview(string? objectType)
    {
        if (objectType is not null)
        {
            CheckType(objectType, [.. CanvasObjectTypes.All]);
        }

        return Ask(About() with { Name = objectType }, LifecycleQueries.Review);
    }

    /// <summary>Refuses to answer when a scope is required and there is none.</summary>
    protected virtual void RefuseWithoutScope()
    {
    }

    private static async IAsyncEnumerable<GradebookCell> StreamAsync(
        CompiledQueryable<GradebookCell> first, Func<GradebookCell, CompiledQueryable<GradebookCell>> later, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (count, last) = (0, default(GradebookCell));
        await foreach (var cell in first.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            (count, last) = (count + 1, cell);
            yield return cell;
        }

        if (count == FirstCellCount)
        {
            await foreach (var cell in later(last!).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return cell;
            }
        }
    }

    private static void Check<T>(T flags, T all, [CallerArgumentExpression(nameof(flags))] string argument = "") where T : struct, Enum
    {
        if (!all.HasFlag(flags))
        {
            throw new ArgumentOutOfRangeException(argument, flags, $"Give values of {typeof(T).Name}.");
        }
    }

    private static void CheckType(string objectType, string[] types)
    {
        if (!types.Contains(objectType))
        {
            throw new ArgumentException($"No such type of object. Give one of {string.Join(", ", types)}.", nameof(objectType));
        }
    }

    private static string? State(string? state) => state is null || StorableText.Holds(state)
        ? state
        : throw new InvalidArgumentException(nameof(state), "The text holds a character that databases refuse: U+0000, or half of a pair.", "Give a workflow state of Canvas, for example 'available'.");

    private QueryParameters About(long? courseId = null, long? studentId = null, long? assignmentId = null) =>
        view with { Now = clock.GetUtcNow().UtcDateTime, CourseId = courseId, StudentId = studentId ?? view.StudentId, AssignmentId = assignmentId };

    private CompiledQueryable<TRow> Ask<TRow>(QueryParameters parameters, Func<ScopedTables, IQueryable<TRow>> query, int choice = 0, [CallerMemberName] string name = "")
    {
        RefuseWithoutScope();
        var database = context.ForQuestion();
        return new CompiledQueryable<TRow>(database, new Shape(name, choice, scope.GetType(), includeMissing, NullSemantics.AreRelational(database)), parameters, inputs =>
            ScopedTables.FirstOf(query(new ScopedTables(database, scope, inputs, includeMissing)), inputs).WithNullsOfCSharp(database));
    }
}
