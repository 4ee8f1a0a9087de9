using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>A Canvas of a few lists, for what the simulator, being sane, does not serve.</summary>
internal sealed class ListedCanvas : ICanvasClient
{
    public Uri Instance { get; } = new("https://canvas.example");

    /// <summary>The name of every course.</summary>
    public string Name { get; set; } = "Course";

    /// <summary>What happens before a course is told.</summary>
    public Func<Task> BeforeCourse { get; set; } = () => Task.CompletedTask;

    /// <summary>The submissions by course: id, assignment, student, score.</summary>
    public Dictionary<long, List<(long Id, long Assignment, long Student, double Score)>> Submissions { get; } = [];

    /// <summary>The enrollments by course: id, student.</summary>
    public Dictionary<long, List<(long Id, long Student)>> Enrollments { get; } = [];

    /// <summary>What students are called before their id.</summary>
    public string StudentName { get; set; } = "Student";

    /// <summary>Courses that are not found.</summary>
    public HashSet<long> Deleted { get; } = [];

    public async Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        await BeforeCourse().WaitAsync(cancellationToken);
        if (Deleted.Contains(courseId))
        {
            throw new CanvasNotFoundException($"Course {courseId} was deleted.", "None.");
        }

        return new CourseRecord { Id = courseId, Name = Name, WorkflowState = "available" };
    }

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Submissions.GetValueOrDefault(courseId, []).ToAsyncEnumerable().Select(row => new SubmissionRecord
        {
            Id = row.Id, AssignmentId = row.Assignment, UserId = row.Student, Score = row.Score, WorkflowState = "graded",
        });

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Enrollments.GetValueOrDefault(courseId, []).ToAsyncEnumerable().Select(row => new EnrollmentRecord
        {
            Id = row.Id, UserId = row.Student, CourseId = courseId, Type = "StudentEnrollment", EnrollmentState = "active",
            User = new UserRecord { Id = row.Student, Name = $"{StudentName} {row.Student}" },
        });

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        Submissions.Keys.Union(Enrollments.Keys).ToAsyncEnumerable().Select(id => new CourseRecord { Id = id });

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<SectionRecord>();

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<UserRecord>();

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AssignmentGroupRecord>();

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<AssignmentRecord>();

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<GradingPeriodRecord>();

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<GradingStandardRecord>();

    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Task.FromResult<LatePolicyRecord?>(null);

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ModuleRecord>();
}
