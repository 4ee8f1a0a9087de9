using CanvasData.Operations.Client;

namespace CanvasData.Operations.Benchmarks.Sources;

/// <summary>A Canvas in memory: one course, so that a sync costs its database part and little else.</summary>
internal sealed class RecordCanvas(int students, int assignments) : ICanvasClient
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    public const long CourseId = 1;

    public Uri Instance { get; } = new("https://canvas.invalid");

    public int Submissions => students * assignments;

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken) => new[] { Course() }.ToAsyncEnumerable();

    public Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => Task.FromResult(Course());

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) =>
        Enumerable.Range(1, students).Select(i => new EnrollmentRecord
        {
            Id = 100_000 + i,
            UserId = i,
            CourseId = CourseId,
            Type = "StudentEnrollment",
            EnrollmentState = "active",
            User = new UserRecord { Id = i, Name = FormattableString.Invariant($"Student {i}") },
            Grades = new GradesRecord { CurrentScore = 50 + (i % 50) },
        }).ToAsyncEnumerable();

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) =>
        Enumerable.Range(1, assignments).Select(i => new AssignmentRecord
        {
            Id = i,
            CourseId = CourseId,
            Name = FormattableString.Invariant($"Task {i}"),
            PointsPossible = 100,
            Published = true,
            HasOverrides = false,
        }).ToAsyncEnumerable();

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken) =>
        Enumerable.Range(0, Submissions).Select(Submission).ToAsyncEnumerable();

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<SectionRecord>();

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<UserRecord>();

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<AssignmentGroupRecord>();

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<GradingPeriodRecord>();

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<GradingStandardRecord>();

    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => Task.FromResult<LatePolicyRecord?>(null);

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ModuleRecord>();

    private static CourseRecord Course() => new() { Id = CourseId, Name = "Bench", ServerTime = Start };

    private SubmissionRecord Submission(int i) => new()
    {
        Id = 9_000_000_000_000_000 + i,
        AssignmentId = 1 + (i / students),
        UserId = 1 + (i % students),
        WorkflowState = "graded",
        SubmissionType = "online_upload",
        SubmittedAt = Start.AddMinutes(i % 10_000),
        Attempt = 1,
        Score = i % 101,
        Grade = (i % 101).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Late = i % 10 == 0,
        Missing = false,
        GradedAt = Start.AddMinutes((i % 10_000) + 60),
        GraderId = 42,
        PostedAt = Start.AddMinutes((i % 10_000) + 90),
        CachedDueDate = Start.AddDays(i % 100),
    };
}
