using CanvasData.Operations.Client;

namespace CanvasData.Operations.Benchmarks.Sources;

/// <summary>
/// A Canvas in memory: one course, so that a sync costs its database part and little else. On each day after the first 8 assignments of
/// 100 are graded again, 1 submission of 100 is new, and 5 of 1,000 are gone.
/// </summary>
internal sealed class RecordCanvas(int students, int assignments) : ICanvasClient
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    public const long CourseId = 1;

    public Uri Instance { get; } = new("https://canvas.invalid");

    /// <summary>The day that Canvas is asked on; 0 for the first.</summary>
    public int Day { get; set; }

    public int Submissions => students * assignments;

    private int Gone => Day * Submissions / 200;

    private int Listed => Submissions + (Day * Submissions / 100);

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
        Enumerable.Range(1, (Listed + students - 1) / students).Select(i => new AssignmentRecord
        {
            Id = i,
            CourseId = CourseId,
            Name = FormattableString.Invariant($"Task {i}"),
            PointsPossible = 100,
            Published = true,
            HasOverrides = false,
        }).ToAsyncEnumerable();

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken) =>
        Enumerable.Range(Gone, Listed - Gone).Select(Submission).ToAsyncEnumerable();

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<SectionRecord>();

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<UserRecord>();

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<AssignmentGroupRecord>();

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<GradingPeriodRecord>();

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<GradingStandardRecord>();

    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => Task.FromResult<LatePolicyRecord?>(null);

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ModuleRecord>();

    private static CourseRecord Course() => new() { Id = CourseId, Name = "Bench", ServerTime = Start };

    private SubmissionRecord Submission(int i)
    {
        var assignment = i / students;
        var regraded = Enumerable.Range(1, Day).LastOrDefault(day => (assignment + (day * 8)) % 100 < 8);
        var score = (i % 101) + (0.25 * regraded);
        var text = score.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new()
        {
            Id = 9_000_000_000_000_000 + i,
            AssignmentId = 1 + assignment,
            UserId = 1 + (i % students),
            WorkflowState = "graded",
            SubmissionType = "online_upload",
            SubmittedAt = Start.AddMinutes(i % 10_000),
            Attempt = 1,
            Score = score,
            Grade = text,
            EnteredScore = score,
            EnteredGrade = text,
            Late = i % 10 == 0,
            Missing = false,
            GradedAt = Start.AddDays(regraded).AddMinutes((i % 10_000) + 60),
            GraderId = 42,
            PostedAt = Start.AddMinutes((i % 10_000) + 90),
            CachedDueDate = Start.AddDays(i % 100),
        };
    }
}
