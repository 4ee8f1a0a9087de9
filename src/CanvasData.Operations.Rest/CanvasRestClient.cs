using System.Globalization;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Rest;

/// <summary>Asks the Canvas REST API; this class knows the endpoints and nothing else.</summary>
internal sealed class CanvasRestClient : ICanvasClient
{
    // Without states, concluded and inactive students would vanish.
    private const string EnrollmentQuery = "state[]=active&state[]=invited&state[]=creation_pending&state[]=inactive&state[]=completed&include[]=current_points";

    // Otherwise the dates are those that apply to the user of the token.
    private const string AssignmentQuery = "include[]=overrides&include[]=checkpoints&override_assignment_dates=false";

    private const string SubmissionQuery = "include[]=sub_assignment_submissions"
        + "&exclude_response_fields[]=attachments&exclude_response_fields[]=body&exclude_response_fields[]=discussion_entries"
        + "&exclude_response_fields[]=preview_url&exclude_response_fields[]=url";

    private readonly CanvasTransport _transport;
    private readonly CanvasListing _listing;
    private readonly string? _account;

    public CanvasRestClient(IHttpClientFactory clients, IOptions<CanvasRestOptions> options, IServiceProvider services, TimeProvider time, ILogger<CanvasRestClient> logger)
    {
        var settings = options.Value;
        _transport = new CanvasTransport(clients, settings, services, time, logger);
        _listing = new CanvasListing(_transport, settings.MaxPages);
        _account = settings.AccountId;
    }

    public Uri Instance => _transport.Origin.Address;

    public bool ListsWholeCourses => true;

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync(CourseListing.Everything(_account), counter, cancellationToken);

    public async IAsyncEnumerable<CourseRecord> ListCoursesAsync(
        CourseFilter filter, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        foreach (var endpoint in CourseListing.Create(filter, _account))
        {
            await foreach (var course in ListAsync(endpoint, counter, cancellationToken).ConfigureAwait(false))
            {
                // An entry that cannot be read is for the caller to refuse.
                if (!course.Id.IsSpecified || course.Id.Problem is not null || filter.MatchesApartFromAccount(course))
                {
                    yield return course;
                }
            }
        }
    }

    public async IAsyncEnumerable<AccountRecord> ListAccountsAsync(RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var top in await TopAccountsAsync(counter, cancellationToken).ConfigureAwait(false))
        {
            yield return top;
            if (top.Id.Value is not { } id)
            {
                continue;
            }

            await foreach (var below in _listing.ReadAsync<AccountRecord>(OfAccount(id, "sub_accounts", query: "recursive=true"), counter, cancellationToken).ConfigureAwait(false))
            {
                yield return below;
            }
        }
    }

    public async Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        var endpoint = CourseEndpoint(courseId, null, CourseListing.Includes);
        return await _transport.GetAsync(PageRequest.One(Instance, endpoint, counter), ReadCourse, cancellationToken).ConfigureAwait(false);
    }

    // The course itself shows this setting as it applies to the user of the token: never to an administrator.
    public async Task<CourseSettingsRecord?> FindCourseSettingsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        await _transport.GetAsync(
            PageRequest.One(Instance, CourseEndpoint(courseId, "settings"), counter),
            answer => PageReader.ReadOne<CourseSettingsRecord>(answer, wrapper: null),
            cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<SectionRecord>(CourseEndpoint(courseId, "sections"), counter, cancellationToken);

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<EnrollmentRecord>(CourseEndpoint(courseId, "enrollments", EnrollmentQuery), counter, cancellationToken);

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<EnrollmentRecord>(CourseEndpoint(courseId, "enrollments", Text($"user_id={userId}&{EnrollmentQuery}")), counter, cancellationToken);

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<UserRecord>(
            CourseEndpoint(courseId, "users", "enrollment_state[]=active&enrollment_state[]=invited&enrollment_state[]=inactive&enrollment_state[]=completed&include[]=email&include[]=last_login"),
            counter,
            cancellationToken);

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<AssignmentGroupRecord>(CourseEndpoint(courseId, "assignment_groups"), counter, cancellationToken);

    public Task<UserRecord?> FindUserAsync(long courseId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FindAsync<UserRecord>(CourseEndpoint(courseId, Text($"users/{userId}"), "include[]=email&include[]=last_login"), user => user.Id.IsSpecified, counter, cancellationToken);

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<AssignmentRecord>(CourseEndpoint(courseId, "assignments", AssignmentQuery), counter, cancellationToken);

    public Task<AssignmentRecord?> FindAssignmentAsync(long courseId, long assignmentId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FindAsync<AssignmentRecord>(
            CourseEndpoint(courseId, Text($"assignments/{assignmentId}"), AssignmentQuery), assignment => assignment.Id.IsSpecified, counter, cancellationToken);

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
        long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = (filter.UserIds is { } users ? Ids("student_ids[]", users)[1..] : "student_ids[]=all")
            + $"&{SubmissionQuery}"
            + Since("graded_since", filter.GradedSince) + Since("submitted_since", filter.SubmittedSince) + Ids("assignment_ids[]", filter.AssignmentIds);
        return _listing.ReadAsync<SubmissionRecord>(CourseEndpoint(courseId, "students/submissions", query), counter, cancellationToken);
    }

    public Task<SubmissionRecord?> FindSubmissionAsync(
        long courseId, long assignmentId, long userId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FindAsync<SubmissionRecord>(
            CourseEndpoint(courseId, Text($"assignments/{assignmentId}/submissions/{userId}"), SubmissionQuery), submission => submission.Id.IsSpecified, counter, cancellationToken);

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingPeriodRecord>(CourseEndpoint(courseId, "grading_periods", wrapper: "grading_periods"), counter, cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingStandardRecord>(CourseEndpoint(courseId, "grading_standards"), counter, cancellationToken);

    public IAsyncEnumerable<GradingPeriodRecord> ListAccountGradingPeriodsAsync(long accountId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingPeriodRecord>(OfAccount(accountId, "grading_periods", wrapper: "grading_periods"), counter, cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListAccountGradingStandardsAsync(long accountId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingStandardRecord>(OfAccount(accountId, "grading_standards"), counter, cancellationToken);

    public Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        FindAsync<LatePolicyRecord>(CourseEndpoint(courseId, "late_policy", wrapper: "late_policy"), _ => true, counter, cancellationToken);

    public async IAsyncEnumerable<ModuleRecord> ListModulesAsync(
        long courseId, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var modules = _listing.ReadAsync<ModuleRecord>(CourseEndpoint(courseId, "modules", "include[]=items"), counter, cancellationToken);
        await foreach (var module in modules.ConfigureAwait(false))
        {
            // Canvas leaves the items of a long module out.
            if (module.Items.Value is null && module.Items.Problem is null && module.Id.Value is { } moduleId)
            {
                module.Items = module.ItemsCount.Value == 0
                    ? new Optional<IReadOnlyList<ModuleItemRecord>?>([])
                    : await ListItemsAsync(courseId, moduleId, counter, cancellationToken).ConfigureAwait(false);
            }

            yield return module;
        }
    }

    // A module whose items cannot be had costs only its own items, not the modules behind it.
    private async Task<Optional<IReadOnlyList<ModuleItemRecord>?>> ListItemsAsync(long courseId, long moduleId, RequestCounter counter, CancellationToken cancellationToken)
    {
        var endpoint = CourseEndpoint(courseId, string.Create(CultureInfo.InvariantCulture, $"modules/{moduleId}/items"));
        var items = new List<ModuleItemRecord>();
        try
        {
            await foreach (var item in _listing.ReadAsync<ModuleItemRecord>(endpoint, counter, cancellationToken).ConfigureAwait(false))
            {
                items.Add(item);
            }
        }
        catch (CanvasApiException error) when (error is CanvasPermissionException or CanvasNotFoundException or CanvasUnavailableException { StatusCode: >= 500 })
        {
            return Optional<IReadOnlyList<ModuleItemRecord>?>.Unreadable($"expected the items of the module, found status {error.StatusCode}");
        }

        return items;
    }

    private async Task<TRecord?> FindAsync<TRecord>(Endpoint endpoint, Predicate<TRecord> isOne, RequestCounter counter, CancellationToken cancellationToken)
        where TRecord : CanvasRecord, new()
    {
        try
        {
            return await _transport.GetAsync(PageRequest.One(Instance, endpoint, counter), Read, cancellationToken).ConfigureAwait(false);
        }
        catch (CanvasNotFoundException)
        {
            return null;
        }

        TRecord Read(CanvasResponse answer)
        {
            var record = PageReader.ReadOne<TRecord>(answer, endpoint.Wrapper);
            return record.Problem is not null || isOne(record) ? record : throw answer.Unexpected("got another object than the one asked for, with a status of success");
        }
    }

    // Canvas lists to an administrator the accounts that the rights are for, each of which may lie below another one of them.
    private async Task<List<AccountRecord>> TopAccountsAsync(RequestCounter counter, CancellationToken cancellationToken)
    {
        if (_account is { } account)
        {
            var endpoint = new Endpoint($"accounts/{Uri.EscapeDataString(account)}", "");
            return [await _transport.GetAsync(PageRequest.One(Instance, endpoint, counter), ReadAccount, cancellationToken).ConfigureAwait(false)];
        }

        return await _listing.ReadAsync<AccountRecord>(new Endpoint("accounts", ""), counter, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static AccountRecord ReadAccount(CanvasResponse answer)
    {
        var account = PageReader.ReadOne<AccountRecord>(answer, wrapper: null);
        return account.Id.IsSpecified ? account : throw answer.Unexpected("got an object that is not an account, with a status of success");
    }

    private IAsyncEnumerable<CourseRecord> ListAsync(Endpoint endpoint, RequestCounter counter, CancellationToken cancellationToken) =>
        _listing.ReadAsync<CourseRecord>(endpoint, counter, cancellationToken, static (course, answered) => course.ServerTime = answered);

    private static CourseRecord ReadCourse(CanvasResponse answer)
    {
        var course = PageReader.ReadOne<CourseRecord>(answer, wrapper: null);
        if (!course.Id.IsSpecified)
        {
            throw answer.Unexpected("got an object that is not a course, with a status of success");
        }

        course.ServerTime = answer.ServerTime;
        return course;
    }

    private static Endpoint CourseEndpoint(long courseId, string? part, string query = "", string? wrapper = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"courses/{courseId}{(part is null ? "" : "/")}{part}"), query, wrapper);

    private static Endpoint OfAccount(long accountId, string part, string? wrapper = null, string query = "") =>
        new(string.Create(CultureInfo.InvariantCulture, $"accounts/{accountId}/{part}"), query, wrapper);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Ids(string name, IReadOnlyList<long>? ids) =>
        string.Concat((ids ?? []).Select(id => string.Create(CultureInfo.InvariantCulture, $"&{name}={id}")));

    private static string Since(string name, DateTimeOffset? time) =>
        time is { } moment ? $"&{name}={moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : "";
}
