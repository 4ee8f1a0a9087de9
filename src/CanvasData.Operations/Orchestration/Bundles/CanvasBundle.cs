using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// A client over records that the host brings: from an export, a message queue, or a system of its own. The records are in memory, and no
/// request is sent.
/// </summary>
/// <param name="instance">The Canvas that the records come from, scheme and host.</param>
/// <param name="courses">The courses.</param>
public sealed class CanvasBundle(Uri instance, IReadOnlyList<CourseBundle> courses) : ICanvasClient, IPartialListings
{
    private ILookup<long, CourseBundle>? _byId;

    /// <inheritdoc/>
    public Uri Instance { get; } = instance ?? throw new ArgumentNullException(nameof(instance));

    /// <summary>The courses of the bundle.</summary>
    public IReadOnlyList<CourseBundle> Courses { get; } = courses ?? throw new ArgumentNullException(nameof(courses));

    /// <summary>
    /// When the records were read, by Canvas's clock; null for now. The next incremental sync from Canvas begins there.
    /// </summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The accounts of the school; null when the bundle brings none. Stored accounts that a complete listing lacks are marked missing.</summary>
    public BundleListing<AccountRecord>? Accounts { get; init; }

    /// <inheritdoc/>
    public IAsyncEnumerable<AccountRecord>? ListAccountsAsync(RequestCounter counter, CancellationToken cancellationToken = default) => Accounts?.Records.ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        Courses.Select(one => one.Course).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var course = Find(courseId).Course;
        course.ServerTime ??= ReadAt;
        return Task.FromResult(course);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).Sections, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).Enrollments, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).Users, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).AssignmentGroups, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).Assignments, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
        long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).Submissions, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).GradingPeriods, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).GradingStandards, cancellationToken);

    /// <inheritdoc/>
    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(courseId).LatePolicies is { Records: [var policy, ..] } ? policy : null);

    /// <inheritdoc/>
    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => List(Find(courseId).Modules, cancellationToken);

    bool IPartialListings.IsPartial(long courseId, string entity)
    {
        if (entity == "account")
        {
            return IsPartial(Accounts);
        }

        var course = Find(courseId);
        return entity switch
        {
            "section" => IsPartial(course.Sections),
            "enrollment" => IsPartial(course.Enrollments),
            "user" => IsPartial(course.Users),
            "assignment_group" => IsPartial(course.AssignmentGroups),
            "assignment" or "assignment_override" or "checkpoint" => IsPartial(course.Assignments),
            "submission" or "checkpoint_submission" => IsPartial(course.Submissions),
            "grading_period" => IsPartial(course.GradingPeriods),
            "grading_standard" => IsPartial(course.GradingStandards),
            "late_policy" => IsPartial(course.LatePolicies),
            "module" or "module_item" => IsPartial(course.Modules),
            _ => false,
        };
    }

    private static bool IsPartial<TRecord>(BundleListing<TRecord>? listing) where TRecord : CanvasRecord => listing?.IsPartial != false;

    private static IAsyncEnumerable<TRecord> List<TRecord>(BundleListing<TRecord>? listing, CancellationToken cancellationToken) where TRecord : CanvasRecord =>
        (listing?.Records ?? []).ToAsyncEnumerable().Select(record =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return record;
        });

    private CourseBundle Find(long courseId) => (_byId ??= Courses.ToLookup(one => one.Course.Id.Value ?? 0))[courseId].FirstOrDefault()
        ?? throw new CanvasNotFoundException($"The bundle does not hold course {courseId}.", "Add the course to CanvasBundle.Courses.");
}
