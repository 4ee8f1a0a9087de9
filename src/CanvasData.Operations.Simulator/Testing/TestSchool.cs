using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Simulator.Testing;

/// <summary>
/// The school of a test, written down in a few lines: a Canvas client in memory, without HTTP. A sync through it fills all tables, on every
/// provider. Totals are those that Canvas would compute. Safe for concurrent use; ids count from 1, so that runs repeat.
/// </summary>
/// <example><c>school.AddCourse("Biology").WithTeacher("Tea Cher").WithStudent("Ana Example").Graded(8.5)</c></example>
public sealed class TestSchool : ICanvasClient
{
    private readonly Lock _lock = new();
    private readonly List<TestCourse> _courses = [];
    private readonly Dictionary<string, long> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastIds = [];
    private readonly TimeProvider _time;

    /// <summary>Creates a school without courses.</summary>
    /// <param name="time">The clock of the school; null for that of the machine.</param>
    public TestSchool(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public Uri Instance { get; } = new("https://canvas.test");

    /// <inheritdoc/>
    public bool ListsWholeCourses => true;

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Adds a published course.</summary>
    /// <param name="name">Its name, which is its code as well.</param>
    /// <param name="startAt">The first day; null for 30 days ago.</param>
    /// <param name="endAt">The last day; null for 60 days from now.</param>
    public TestCourse AddCourse(string name, DateTimeOffset? startAt = null, DateTimeOffset? endAt = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Change(() =>
        {
            var course = new TestCourse(this, NextId("course"), name, startAt ?? Now.AddDays(-30), endAt ?? Now.AddDays(60));
            _courses.Add(course);
            return course;
        });
    }

    /// <summary>Returns the Canvas user id of a person of a course.</summary>
    /// <param name="name">The name, as it was given.</param>
    /// <exception cref="ArgumentException">No course has a person of that name.</exception>
    public long UserId(string name) => Change(() =>
        _people.TryGetValue(name, out var id) ? id : throw new ArgumentException($"No person named \"{name}\" was added to a course of this school.", nameof(name)));

    /// <inheritdoc/>
    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records<CourseRecord>(counter, () => [.. _courses.Select(course => course.ToRecord())]);

    /// <inheritdoc/>
    public Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        Count(counter);
        return Task.FromResult(Change(() => Find(courseId).ToRecord()));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records<SectionRecord>(counter, () => [Find(courseId).ToSection()]);

    /// <inheritdoc/>
    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records(counter, () => Find(courseId).ToEnrollments());

    /// <inheritdoc/>
    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records<UserRecord>(counter, () => [.. Find(courseId).ToEnrollments().Select(enrollment => enrollment.User.Value!)]);

    /// <inheritdoc/>
    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records(counter, () => Find(courseId).ToGroups());

    /// <inheritdoc/>
    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records(counter, () => Find(courseId).ToAssignments());

    /// <inheritdoc/>
    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records(counter, () => Find(courseId).ToSubmissions());

    /// <inheritdoc/>
    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records<GradingPeriodRecord>(counter, () => []);

    /// <inheritdoc/>
    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records<GradingStandardRecord>(counter, () => []);

    /// <inheritdoc/>
    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        Count(counter);
        return Task.FromResult<LatePolicyRecord?>(null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Records<ModuleRecord>(counter, () => []);

    internal long NextId(string kind) => _lastIds[kind] = _lastIds.GetValueOrDefault(kind) + 1;

    internal long PersonOf(string name) => _people.TryGetValue(name, out var id) ? id : _people[name] = NextId("user");

    internal T Change<T>(Func<T> change)
    {
        lock (_lock)
        {
            return change();
        }
    }

    private TestCourse Find(long courseId) => _courses.Find(course => course.Id == courseId)
        ?? throw new CanvasNotFoundException($"The test school has no course {courseId}.", "Add it with AddCourse.");

    // A listing is taken as a whole, so that a test may change the school meanwhile.
    private IAsyncEnumerable<T> Records<T>(RequestCounter counter, Func<IReadOnlyList<T>> list)
    {
        Count(counter);
        return Change(list).ToAsyncEnumerable();
    }

    private static void Count(RequestCounter counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        counter.CountRequest();
    }
}
