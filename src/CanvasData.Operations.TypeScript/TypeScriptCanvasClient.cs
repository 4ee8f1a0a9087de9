using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.TypeScript;

/// <summary>Asks a Canvas interface for one list at a time; a collector that prints one document, for all lists of a course at once.</summary>
internal sealed class TypeScriptCanvasClient : ICanvasClient, IPartialListings
{
    private readonly ICanvasInterface _interface;
    private readonly CollectedCourses? _collected;

    public TypeScriptCanvasClient(ICanvasInterface canvasInterface, IOptions<TypeScriptClientOptions> options, TimeProvider time)
    {
        _interface = canvasInterface;
        _collected = options.Value.ServesManyRequests ? null : new CollectedCourses(canvasInterface, time);
        Instance = NodeCommand.Origin(options.Value);
    }

    public Uri Instance { get; }

    DateTimeOffset? IPartialListings.ReadAt => null;

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        ReadAsync<CourseRecord>(CanvasInterfaceRequest.CourseList(), counter, cancellationToken);

    public IAsyncEnumerable<AccountRecord>? ListAccountsAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        _collected is null ? ReadAsync<AccountRecord>(CanvasInterfaceRequest.Accounts(), counter, cancellationToken) : null;

    public async Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        await FindAsync<CourseRecord>(courseId, "course", counter, cancellationToken).ConfigureAwait(false)
        ?? throw new CanvasProtocolException($"The Canvas interface sent no record for course {courseId}.", "Let the program send the course, or an error with the code not_found.");

    public Task<CourseSettingsRecord?> FindCourseSettingsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FindAsync<CourseSettingsRecord>(courseId, "settings", counter, cancellationToken);

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<SectionRecord>(courseId, "sections", counter, cancellationToken);

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<EnrollmentRecord>(courseId, "enrollments", counter, cancellationToken);

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<UserRecord>(courseId, "users", counter, cancellationToken);

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<AssignmentGroupRecord>(courseId, "assignment_groups", counter, cancellationToken);

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<AssignmentRecord>(courseId, "assignments", counter, cancellationToken);

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
        long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _collected is null
            ? ReadAsync<SubmissionRecord>(CanvasInterfaceRequest.Course(courseId, "submissions") with { Submissions = filter }, counter, cancellationToken)
            : _collected.ListAsync<SubmissionRecord>(courseId, "submissions", counter, cancellationToken);
    }

    public Task<UserRecord?> FindUserAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FirstAsync(ListUsersAsync(courseId, counter, cancellationToken), user => user.Id.Value == userId);

    public Task<AssignmentRecord?> FindAssignmentAsync(long courseId, long assignmentId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FirstAsync(ListAssignmentsAsync(courseId, counter, cancellationToken), assignment => assignment.Id.Value == assignmentId);

    // Canvas refuses to list the submissions of someone who is not in the course; the whole assignment shows that there are none.
    public Task<SubmissionRecord?> FindSubmissionAsync(long courseId, long assignmentId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FirstAsync(
            ListSubmissionsAsync(courseId, new SubmissionFilter { AssignmentIds = [assignmentId] }, counter, cancellationToken),
            submission => submission.AssignmentId.Value == assignmentId && submission.UserId.Value == userId);

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<GradingPeriodRecord>(courseId, "grading_periods", counter, cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<GradingStandardRecord>(courseId, "grading_standards", counter, cancellationToken);

    public async Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        try
        {
            return await FindAsync<LatePolicyRecord>(courseId, "late_policy", counter, cancellationToken).ConfigureAwait(false);
        }
        catch (CanvasNotFoundException)
        {
            return null;
        }
    }

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<ModuleRecord>(courseId, "modules", counter, cancellationToken);

    // A collector's document holds active students and the assignments of modules only.
    bool IPartialListings.IsPartial(long courseId, string entity) => _collected is not null;

    private IAsyncEnumerable<T> ListAsync<T>(long courseId, string list, RequestCounter counter, CancellationToken cancellationToken) where T : CanvasRecord =>
        _collected is null
            ? ReadAsync<T>(CanvasInterfaceRequest.Course(courseId, list), counter, cancellationToken)
            : _collected.ListAsync<T>(courseId, list, counter, cancellationToken);

    private Task<T?> FindAsync<T>(long courseId, string list, RequestCounter counter, CancellationToken cancellationToken) where T : CanvasRecord =>
        FirstAsync(ListAsync<T>(courseId, list, counter, cancellationToken), _ => true);

    // Reads to the end, so that the process can take the next request.
    private static async Task<T?> FirstAsync<T>(IAsyncEnumerable<T> records, Func<T, bool> isWanted) where T : CanvasRecord
    {
        T? found = null;
        await foreach (var record in records.ConfigureAwait(false))
        {
            found ??= isWanted(record) ? record : null;
        }

        return found;
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(
        CanvasInterfaceRequest request, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken) where T : CanvasRecord
    {
        await foreach (var item in _interface.ExecuteAsync(request, null, counter, cancellationToken).ConfigureAwait(false))
        {
            switch (item)
            {
                case CanvasInterfaceRecord { Record: T record }:
                    yield return record;
                    break;
                case CanvasInterfaceSkippedList skipped:
                    throw skipped.Error;
            }
        }
    }
}
