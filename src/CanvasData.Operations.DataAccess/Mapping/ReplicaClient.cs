using System.Collections.Concurrent;
using System.Globalization;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The staged tables in the shape of the REST API, so that the sync reads them as it reads Canvas. Of a course whose work has changed in
/// few places, only that work is listed.
/// </summary>
internal sealed class ReplicaClient(
    ReplicaStore store, IReadOnlyDictionary<string, IReadOnlySet<string>> columns, DataAccessOptions options, DateTimeOffset readAt, IReadOnlyDictionary<long, bool> pending) : ICanvasClient, IPartialListings
{
    private readonly ConcurrentDictionary<long, IReadOnlyList<long>> _leftOut = new();

    public Uri Instance => options.CanvasAddress!;

    public DateTimeOffset? ReadAt => readAt;

    public bool IsPartial(long courseId, string entity) => entity switch
    {
        "submission" => !AllWork(courseId),
        "checkpoint" or "checkpoint_submission" => true,
        "module" or "module_item" or "late_policy" or "grading_standard" or "grading_period" or "account" => false,
        _ => false,
    };

    public async IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = Open();
        if (options.AccountId is { } account && reader.Find("accounts", account) is null)
        {
            // Without it no course would be listed, and all would be marked missing.
            throw new CanvasConfigurationException(
                string.Create(CultureInfo.InvariantCulture, $"Canvas Data 2 has no account {account}."), "Set DataAccessOptions.AccountId to the Canvas id of an account, or to null for all courses.");
        }

        foreach (var id in reader.Courses(options.AccountId))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new CourseRecord { Id = id };
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public IAsyncEnumerable<AccountRecord>? ListAccountsAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => reader.All("accounts").Select(AccountMapping.Account), cancellationToken);

    public Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        using var reader = Open();
        if (reader.Find("courses", courseId) is not { } row || row.Text("workflow_state").Value == States.Deleted)
        {
            throw new CanvasNotFoundException(
                string.Create(CultureInfo.InvariantCulture, $"Canvas Data 2 has no live course {courseId}."), "Nothing is to do: the run marks the course missing.");
        }

        var record = CourseMapping.Course(courseId, reader);
        record.ServerTime = readAt;
        return Task.FromResult(record);
    }

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => reader.OfOwner("course_sections", courseId).Select(CourseMapping.Section), cancellationToken);

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => PeopleMapping.Enrollments(courseId, reader), cancellationToken);

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => PeopleMapping.Users(courseId, reader), cancellationToken);

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => reader.OfOwner("assignment_groups", courseId).Select(WorkMapping.Group), cancellationToken);

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => WorkMapping.Assignments(courseId, reader), cancellationToken);

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
        long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => SubmissionMapping.Submissions(courseId, !AllWork(courseId), readAt, reader, leftOut => _leftOut[courseId] = leftOut), cancellationToken);

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => GradingMapping.Periods(courseId, readAt, reader), cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => GradingMapping.Standards(courseId, reader), cancellationToken);

    public async Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        await List(reader => reader.OfOwner("late_policies", courseId).Select(GradingMapping.LatePolicy), cancellationToken).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        List(reader => ModuleMapping.Modules(courseId, reader), cancellationToken);

    /// <summary>The submissions that the list of a course has left out, because their assignment or enrollment is not staged.</summary>
    public IReadOnlyList<long> LeftOut(long courseId) => _leftOut.GetValueOrDefault(courseId, []);

    private bool AllWork(long courseId) => pending.GetValueOrDefault(courseId, true);

    private SourceReader Open() => new(store, columns);

    private async IAsyncEnumerable<TRecord> List<TRecord>(
        Func<SourceReader, IEnumerable<TRecord>> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = Open();
        foreach (var record in read(reader))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
