using CanvasData.Operations.Client;

namespace CanvasData.Operations.Benchmarks.Sources;

/// <summary>A Canvas in memory with many small courses: two students and two graded assignments each. It answers at once.</summary>
internal sealed class TinyCourses(int count) : ICanvasClient
{
    private const int Students = 2;
    private const int Assignments = 2;

    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first course is asked for.</summary>
    public Task Begun => _begun.Task;

    public Uri Instance { get; } = new("https://canvas.invalid");

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken) => Enumerable.Range(1, count).Select(id => Course(id)).ToAsyncEnumerable();

    public Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => Task.FromResult(Course(courseId));

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken)
    {
        _begun.TrySetResult();
        return Enumerable.Range(1, Students).Select(i => new EnrollmentRecord
        {
            Id = (courseId * Students) + i,
            UserId = i,
            CourseId = courseId,
            Type = "StudentEnrollment",
            EnrollmentState = "active",
            User = new UserRecord { Id = i, Name = FormattableString.Invariant($"Student {i}") },
            Grades = new GradesRecord { CurrentScore = 80 },
        }).ToAsyncEnumerable();
    }

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) =>
        Enumerable.Range(1, Assignments).Select(i => new AssignmentRecord
        {
            Id = (courseId * Assignments) + i,
            CourseId = courseId,
            Name = FormattableString.Invariant($"Task {i}"),
            PointsPossible = 100,
            Published = true,
            HasOverrides = false,
        }).ToAsyncEnumerable();

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken) =>
        Enumerable.Range(0, Students * Assignments).Select(i => new SubmissionRecord
        {
            Id = (courseId * Students * Assignments) + i,
            AssignmentId = (courseId * Assignments) + 1 + (i / Students),
            UserId = 1 + (i % Students),
            WorkflowState = "graded",
            SubmittedAt = Start,
            Attempt = 1,
            Score = 80,
            Grade = "80",
            GradedAt = Start.AddHours(1),
        }).ToAsyncEnumerable();

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<SectionRecord>();

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<UserRecord>();

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<AssignmentGroupRecord>();

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<GradingPeriodRecord>();

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<GradingStandardRecord>();

    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => Task.FromResult<LatePolicyRecord?>(null);

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ModuleRecord>();

    private static CourseRecord Course(long id) => new() { Id = id, Name = FormattableString.Invariant($"Course {id}"), ServerTime = Start };
}
