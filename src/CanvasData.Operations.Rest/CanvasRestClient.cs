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

    public IAsyncEnumerable<CourseRecord> ListCoursesAsync(CanvasUsage usage, CancellationToken cancellationToken = default) =>
        ListAsync(CourseListing.Everything(_account), usage, cancellationToken);

    public async IAsyncEnumerable<CourseRecord> ListCoursesAsync(
        CourseFilter filter, CanvasUsage usage, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        foreach (var endpoint in CourseListing.Of(filter, _account))
        {
            await foreach (var course in ListAsync(endpoint, usage, cancellationToken).ConfigureAwait(false))
            {
                // An entry that cannot be read is for the caller to refuse.
                if (!course.Id.IsTold || course.Id.Problem is not null || filter.MatchesApartFromAccount(course))
                {
                    yield return course;
                }
            }
        }
    }

    public async Task<CourseRecord> GetCourseAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default)
    {
        var endpoint = Of(courseId, null, CourseListing.Includes);
        return await _transport.GetAsync(PageRequest.One(Instance, endpoint, usage), ReadCourse, cancellationToken).ConfigureAwait(false);
    }

    // The course itself shows this setting as it applies to the user of the token: never to an administrator.
    public async Task<CourseSettingsRecord?> FindCourseSettingsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        await _transport.GetAsync(
            PageRequest.One(Instance, Of(courseId, "settings"), usage),
            answer => PageReader.ReadOne<CourseSettingsRecord>(answer, wrapper: null),
            cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<SectionRecord>(Of(courseId, "sections"), usage, cancellationToken);

    // Without states, concluded and inactive students would vanish.
    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<EnrollmentRecord>(
            Of(courseId, "enrollments", "state[]=active&state[]=invited&state[]=creation_pending&state[]=inactive&state[]=completed&include[]=current_points"),
            usage,
            cancellationToken);

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<UserRecord>(
            Of(courseId, "users", "enrollment_state[]=active&enrollment_state[]=invited&enrollment_state[]=inactive&enrollment_state[]=completed&include[]=email&include[]=last_login"),
            usage,
            cancellationToken);

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<AssignmentGroupRecord>(Of(courseId, "assignment_groups"), usage, cancellationToken);

    // Otherwise the dates are those that apply to the user of the token.
    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<AssignmentRecord>(
            Of(courseId, "assignments", "include[]=overrides&include[]=checkpoints&override_assignment_dates=false"), usage, cancellationToken);

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
        long courseId, SubmissionFilter filter, CanvasUsage usage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = (filter.UserIds is { } users ? Ids("student_ids[]", users)[1..] : "student_ids[]=all")
            + "&include[]=sub_assignment_submissions"
            + "&exclude_response_fields[]=attachments&exclude_response_fields[]=body&exclude_response_fields[]=discussion_entries"
            + "&exclude_response_fields[]=preview_url&exclude_response_fields[]=url"
            + Since("graded_since", filter.GradedSince) + Since("submitted_since", filter.SubmittedSince) + Ids("assignment_ids[]", filter.AssignmentIds);
        return _listing.ReadAsync<SubmissionRecord>(Of(courseId, "students/submissions", query), usage, cancellationToken);
    }

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingPeriodRecord>(Of(courseId, "grading_periods", wrapper: "grading_periods"), usage, cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingStandardRecord>(Of(courseId, "grading_standards"), usage, cancellationToken);

    public IAsyncEnumerable<GradingPeriodRecord> ListAccountGradingPeriodsAsync(long accountId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingPeriodRecord>(OfAccount(accountId, "grading_periods", wrapper: "grading_periods"), usage, cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListAccountGradingStandardsAsync(long accountId, CanvasUsage usage, CancellationToken cancellationToken = default) =>
        _listing.ReadAsync<GradingStandardRecord>(OfAccount(accountId, "grading_standards"), usage, cancellationToken);

    public async Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, CanvasUsage usage, CancellationToken cancellationToken = default)
    {
        var endpoint = Of(courseId, "late_policy", wrapper: "late_policy");
        try
        {
            return await _transport.GetAsync(
                PageRequest.One(Instance, endpoint, usage),
                answer => PageReader.ReadOne<LatePolicyRecord>(answer, endpoint.Wrapper),
                cancellationToken).ConfigureAwait(false);
        }
        catch (CanvasNotFoundException)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<ModuleRecord> ListModulesAsync(
        long courseId, CanvasUsage usage, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var modules = _listing.ReadAsync<ModuleRecord>(Of(courseId, "modules", "include[]=items"), usage, cancellationToken);
        await foreach (var module in modules.ConfigureAwait(false))
        {
            // Canvas leaves the items of a long module out.
            if (module.Items.Value is null && module.Items.Problem is null && module.Id.Value is { } moduleId)
            {
                module.Items = module.ItemsCount.Value == 0
                    ? new Optional<IReadOnlyList<ModuleItemRecord>?>([])
                    : await ListItemsAsync(courseId, moduleId, usage, cancellationToken).ConfigureAwait(false);
            }

            yield return module;
        }
    }

    // A module whose items cannot be had costs only its own items, not the modules behind it.
    private async Task<Optional<IReadOnlyList<ModuleItemRecord>?>> ListItemsAsync(long courseId, long moduleId, CanvasUsage usage, CancellationToken cancellationToken)
    {
        var endpoint = Of(courseId, string.Create(CultureInfo.InvariantCulture, $"modules/{moduleId}/items"));
        var items = new List<ModuleItemRecord>();
        try
        {
            await foreach (var item in _listing.ReadAsync<ModuleItemRecord>(endpoint, usage, cancellationToken).ConfigureAwait(false))
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

    private IAsyncEnumerable<CourseRecord> ListAsync(Endpoint endpoint, CanvasUsage usage, CancellationToken cancellationToken) =>
        _listing.ReadAsync<CourseRecord>(endpoint, usage, cancellationToken, static (course, answered) => course.ServerTime = answered);

    private static CourseRecord ReadCourse(Answer answer)
    {
        var course = PageReader.ReadOne<CourseRecord>(answer, wrapper: null);
        if (!course.Id.IsTold)
        {
            throw answer.Unexpected("got an object that is not a course, with a status of success");
        }

        course.ServerTime = answer.ServerTime;
        return course;
    }

    private static Endpoint Of(long courseId, string? part, string query = "", string? wrapper = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"courses/{courseId}{(part is null ? "" : "/")}{part}"), query, wrapper);

    private static Endpoint OfAccount(long accountId, string part, string? wrapper = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"accounts/{accountId}/{part}"), "", wrapper);

    private static string Ids(string name, IReadOnlyList<long>? ids) =>
        string.Concat((ids ?? []).Select(id => string.Create(CultureInfo.InvariantCulture, $"&{name}={id}")));

    private static string Since(string name, DateTimeOffset? time) =>
        time is { } moment ? $"&{name}={moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}" : "";
}
