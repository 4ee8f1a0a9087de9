namespace CanvasData.Operations.Client;

/// <summary>
/// A client that hands every call to another one. Derive from it to change a few calls: to choose courses, to add a cache, to count.
/// Register it with <c>UseCanvasClient(provider => new MyClient(...))</c>.
/// </summary>
/// <param name="inner">The client that is asked.</param>
public abstract class DelegatingCanvasClient(ICanvasClient inner) : ICanvasClient
{
    /// <summary>The client that is asked.</summary>
    protected ICanvasClient Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual Uri Instance => Inner.Instance;

    /// <inheritdoc/>
    public virtual bool ListsWholeCourses => Inner.ListsWholeCourses;

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListCoursesAsync(counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<CourseRecord> ListCoursesAsync(CourseFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListCoursesAsync(filter, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<AccountRecord>? ListAccountsAsync(RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListAccountsAsync(counter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.GetCourseAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CourseSettingsRecord?> FindCourseSettingsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.FindCourseSettingsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListSectionsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListEnrollmentsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListUsersAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListAssignmentGroupsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListAssignmentsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListSubmissionsAsync(courseId, filter, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListEnrollmentsAsync(courseId, userId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UserRecord?> FindUserAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.FindUserAsync(courseId, userId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AssignmentRecord?> FindAssignmentAsync(long courseId, long assignmentId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.FindAssignmentAsync(courseId, assignmentId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SubmissionRecord?> FindSubmissionAsync(long courseId, long assignmentId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.FindSubmissionAsync(courseId, assignmentId, userId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListGradingPeriodsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListGradingStandardsAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<GradingPeriodRecord>? ListAccountGradingPeriodsAsync(long accountId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListAccountGradingPeriodsAsync(accountId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<GradingStandardRecord>? ListAccountGradingStandardsAsync(long accountId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListAccountGradingStandardsAsync(accountId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.FindLatePolicyAsync(courseId, counter, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) => Inner.ListModulesAsync(courseId, counter, cancellationToken);
}
