using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Client;

/// <summary>
/// The source of Canvas data: the ready-made REST client, or the host's own. Lists are asynchronous streams of complete listings: a list
/// that cannot be read to its end must throw, never end early, because absence is inferred from what a list did not hold.
/// </summary>
/// <remarks>
/// Methods throw <see cref="CanvasApiException"/> (or one of its kinds) when Canvas refuses or cannot be
/// reached; a refused permission must be a <see cref="CanvasPermissionException"/>, a rejected token a
/// <see cref="CanvasAuthenticationException"/>, a missing object a <see cref="CanvasNotFoundException"/>.
/// Implementations are safe for concurrent use. Duplicate rows are harmless.
/// </remarks>
public interface ICanvasClient
{
    /// <summary>
    /// The Canvas that this client reads, scheme and host. One set of tables holds one Canvas; a sync from
    /// another one into it is refused.
    /// </summary>
    Uri Instance { get; }

    /// <summary>The courses to sync: stubs included.</summary>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether a listed course holds all that <see cref="GetCourseAsync"/> would return, the server's time included.
    /// Then a run does not get each course again. By default it does not.
    /// </summary>
    bool ListsWholeCourses => false;

    /// <summary>
    /// The courses that a filter chooses. By default all courses are listed and the others are left out; courses of the accounts below a
    /// chosen one are found by <see cref="ListAccountsAsync"/>.
    /// </summary>
    /// <param name="filter">Which courses.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<CourseRecord> ListCoursesAsync(CourseFilter filter, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.ChoosesNothing ? AsyncEnumerable.Empty<CourseRecord>() : ChosenCourses.ListAsync(this, filter, counter, cancellationToken);
    }

    /// <summary>
    /// The accounts that the client may read, each with all accounts below it, in any order. Null when the client cannot list accounts;
    /// by default it cannot.
    /// </summary>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<AccountRecord>? ListAccountsAsync(RequestCounter counter, CancellationToken cancellationToken = default) => null;

    /// <summary>A course, with its term, whether its grading periods are weighted, and the server's time.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>The settings of a course that its own JSON leaves out; null when the client cannot read them.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    Task<CourseSettingsRecord?> FindCourseSettingsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        Task.FromResult<CourseSettingsRecord?>(null);

    /// <summary>The sections of a course.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>Lists the enrollments of a course in every state but deleted and rejected, with users and grades.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>Lists the users of a course with what the enrollments lack: e-mail address and last login.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>The assignment groups of a course, without assignments.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>The assignments of a course, unpublished ones included, with base dates, all overrides and checkpoints.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>The submissions of a course, each with the work on its checkpoints.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="filter">Which submissions; <see cref="SubmissionFilter.All"/> for a complete listing.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the enrollments of one user in a course, in the states of
    /// <see cref="ListEnrollmentsAsync(long, RequestCounter, CancellationToken)"/>. By default those of the course are listed.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListEnrollmentsAsync(courseId, counter, cancellationToken).Where(enrollment => (enrollment.UserId.Value ?? enrollment.User.Value?.Id.Value) == userId);

    /// <summary>
    /// Finds a user of a course with what the enrollments lack; null when Canvas shows none. By default the users of the course are listed.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    async Task<UserRecord?> FindUserAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        await ListUsersAsync(courseId, counter, cancellationToken).FirstOrDefaultAsync(user => user.Id.Value == userId, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Finds an assignment with base dates, all overrides and checkpoints; null when Canvas shows none. By default the assignments of the
    /// course are listed.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    async Task<AssignmentRecord?> FindAssignmentAsync(long courseId, long assignmentId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        await ListAssignmentsAsync(courseId, counter, cancellationToken).FirstOrDefaultAsync(assignment => assignment.Id.Value == assignmentId, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Finds the submission of a student with the work on its checkpoints; null when Canvas shows none. By default the submissions of
    /// the student to the assignment are listed.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="userId">The Canvas user id of the student.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    async Task<SubmissionRecord?> FindSubmissionAsync(
        long courseId, long assignmentId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        await ListSubmissionsAsync(courseId, new SubmissionFilter { UserIds = [userId], AssignmentIds = [assignmentId] }, counter, cancellationToken)
            .FirstOrDefaultAsync(submission => submission.AssignmentId.Value == assignmentId && submission.UserId.Value == userId, cancellationToken).ConfigureAwait(false);

    /// <summary>The grading periods that apply to a course.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>The letter schemes that a course may use, those of its accounts included.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>
    /// The grading periods of a root account, for all its courses at once; null when the client cannot list them. By
    /// default it cannot, and each course is asked for its own.
    /// </summary>
    /// <param name="accountId">The Canvas id of the account.</param>
    /// <param name="counter">Where requests are counted.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<GradingPeriodRecord>? ListAccountGradingPeriodsAsync(long accountId, RequestCounter counter, CancellationToken cancellationToken = default) => null;

    /// <summary>
    /// The letter schemes of an account and of those above it, for all its courses at once; null when the client
    /// cannot list them. By default it cannot, and each course is asked for those that it may use.
    /// </summary>
    /// <inheritdoc cref="ListAccountGradingPeriodsAsync" path="/param"/>
    IAsyncEnumerable<GradingStandardRecord>? ListAccountGradingStandardsAsync(long accountId, RequestCounter counter, CancellationToken cancellationToken = default) => null;

    /// <summary>The late policy of a course; null when it has none.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);

    /// <summary>The modules of a course, each with all its items.</summary>
    /// <inheritdoc cref="GetCourseAsync" path="/param"/>
    IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default);
}

/// <summary>The submissions of a course to list.</summary>
/// <param name="GradedSince">The time after which listed submissions were graded; null for any.</param>
/// <param name="SubmittedSince">The time after which listed work was submitted; null for any.</param>
public sealed record SubmissionFilter(DateTimeOffset? GradedSince = null, DateTimeOffset? SubmittedSince = null)
{
    /// <summary>The filter that lists every submission.</summary>
    public static SubmissionFilter All { get; } = new();

    /// <summary>The students whose submissions are listed, at most 100 of them; null for all. A client may list more.</summary>
    public IReadOnlyList<long>? UserIds { get; init; }

    /// <summary>The published assignments whose submissions are listed; null for all. A client may list more.</summary>
    public IReadOnlyList<long>? AssignmentIds { get; init; }
}
