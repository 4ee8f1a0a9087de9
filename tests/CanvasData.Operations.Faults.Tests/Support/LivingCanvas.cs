using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>
/// A Canvas that serves a <see cref="LivingSchool"/> in small pages and lets it change between any two of them.
/// Enrollments come by bookmark (type, sortable name, id), submissions by id, everything else by page number.
/// </summary>
internal sealed class LivingCanvas(LivingSchool school) : ICanvasClient
{
    private const int PageSize = 3;

    public Uri Instance { get; } = new("https://canvas.example");

    public Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        school.Live();
        return Task.FromResult(school.Look(() => school.Courses.Contains(courseId)
            ? new CourseRecord { Id = courseId, Name = $"Course {courseId}", WorkflowState = "available" }
            : throw new CanvasNotFoundException($"Course {courseId} was deleted.", "None.")));
    }

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        ByNumber(() => school.Courses.Select(id => new CourseRecord { Id = id }), cancellationToken);

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ByNumber(() => school.Sections.Where(section => section.Value == courseId).Select(section => new SectionRecord { Id = section.Key, Name = $"Section {section.Key}" }), cancellationToken);

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ByNumber(() => school.EnrollmentsOf(courseId).Select(row => row.User).Distinct().OrderBy(id => school.Names[id], StringComparer.Ordinal).ThenBy(id => id)
            .Select(id => new UserRecord { Id = id, Name = school.Names[id], SortableName = school.Names[id], Email = $"{id}@example.edu" }), cancellationToken);

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ByBookmark(
            () => school.EnrollmentsOf(courseId),
            row => (school.Names[row.User], row.Id),
            row => new EnrollmentRecord
            {
                Id = row.Id, UserId = row.User, CourseId = courseId, CourseSectionId = row.Section, Type = "StudentEnrollment", EnrollmentState = "active",
                Grades = new GradesRecord { CurrentScore = row.Total },
                User = new UserRecord { Id = row.User, Name = school.Names[row.User], SortableName = school.Names[row.User] },
            },
            cancellationToken);

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        AsyncEnumerable.Empty<AssignmentGroupRecord>();

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ByNumber(() => school.Assignments.Values.Where(row => row.Course == courseId).OrderBy(row => row.Position).Select(row => new AssignmentRecord
        {
            Id = row.Id, Name = $"Task {row.Id}", PointsPossible = 10, Published = row.Published, HasOverrides = false, WorkflowState = row.Published ? "published" : "unpublished",
        }), cancellationToken);

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ByBookmark(
            () => filter == SubmissionFilter.All ? school.SubmissionsOf(courseId) : [],
            row => ("", row.Id),
            row => new SubmissionRecord { Id = row.Id, AssignmentId = row.Assignment, UserId = row.User, Score = row.Score, Grade = $"{row.Score}", WorkflowState = "graded" },
            cancellationToken);

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<GradingPeriodRecord>();

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<GradingStandardRecord>();

    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Task.FromResult<LatePolicyRecord?>(null);

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ModuleRecord>();

    private async IAsyncEnumerable<TRecord> ByNumber<TRecord>(Func<IEnumerable<TRecord>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = 0; ; page++)
        {
            school.Live();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var rows = school.Look(() => list().Skip(page * PageSize).Take(PageSize).ToList());
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<TRecord> ByBookmark<TRow, TRecord>(
        Func<IEnumerable<TRow>> list, Func<TRow, (string, long)> key, Func<TRow, TRecord> record, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (string Name, long Id) bookmark = ("", 0);
        while (true)
        {
            school.Live();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var last = bookmark;
            var rows = school.Look(() => list().Select(row => (Key: key(row), Row: row)).OrderBy(row => row.Key.Item1, StringComparer.Ordinal).ThenBy(row => row.Key.Item2)
                .Where(row => string.CompareOrdinal(row.Key.Item1, last.Name) is var order && (order > 0 || (order == 0 && row.Key.Item2 > last.Id)))
                .Take(PageSize).Select(row => (row.Key, Record: record(row.Row))).ToList());
            foreach (var row in rows)
            {
                bookmark = row.Key;
                yield return row.Record;
            }

            if (rows.Count < PageSize)
            {
                yield break;
            }
        }
    }
}
