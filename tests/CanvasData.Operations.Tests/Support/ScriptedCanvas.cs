using System.Runtime.CompilerServices;
using System.Text.Json;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Tests.Support;

/// <summary>A host's own Canvas client over records written down as JSON: for what a simulated school cannot say.</summary>
internal sealed class ScriptedCanvas : ICanvasClient
{
    public Uri Instance { get; init; } = new("https://canvas.example");

    public DateTimeOffset? ServerTime { get; set; }

    /// <summary>Whether the list of courses holds all that a course alone does.</summary>
    public bool ListsWholeCourses { get; init; }

    public List<ScriptedCourse> Courses { get; } = [];

    /// <summary>The accounts; null for a client that cannot list any.</summary>
    public List<string>? Accounts { get; set; }

    /// <summary>Courses that can be read by their id, but are not in the list.</summary>
    public HashSet<long> Unlisted { get; } = [];

    /// <summary>Asked before every call with what is wanted ("enrollments") and the course; throws to refuse, waits to hold up.</summary>
    public Func<string, long, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>The submission filters that were asked for.</summary>
    public List<SubmissionFilter> Filters { get; } = [];

    public ScriptedCourse AddCourse(long id)
    {
        var course = new ScriptedCourse(id);
        Courses.Add(course);
        return course;
    }

    public IAsyncEnumerable<AccountRecord>? ListAccountsAsync(RequestCounter counter, CancellationToken cancellationToken = default)
    {
        return Accounts is null ? null : ListAsync();

        async IAsyncEnumerable<AccountRecord> ListAsync()
        {
            counter.CountRequest();
            await Before("accounts", 0, cancellationToken);
            foreach (var json in Accounts.ToList())
            {
                yield return Record<AccountRecord>(json);
            }
        }
    }

    public async IAsyncEnumerable<CourseRecord> ListCoursesAsync(RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        counter.CountRequest();
        await Before("courses", 0, cancellationToken);
        foreach (var course in Courses.Where(course => !Unlisted.Contains(course.Id)).ToList())
        {
            yield return Record<CourseRecord>(course.Course);
        }
    }

    public async Task<CourseRecord> GetCourseAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        counter.CountRequest();
        await Before("course", courseId, cancellationToken);
        var record = Record<CourseRecord>(Find(courseId).Course);
        record.ServerTime = ServerTime;
        return record;
    }

    public IAsyncEnumerable<SectionRecord> ListSectionsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<SectionRecord>("sections", courseId, course => course.Sections, counter, cancellationToken);

    public IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<EnrollmentRecord>("enrollments", courseId, course => course.Enrollments, counter, cancellationToken);

    public IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<UserRecord>("users", courseId, course => course.Users, counter, cancellationToken);

    public IAsyncEnumerable<AssignmentGroupRecord> ListAssignmentGroupsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<AssignmentGroupRecord>("assignment_groups", courseId, course => course.Groups, counter, cancellationToken);

    public IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<AssignmentRecord>("assignments", courseId, course => course.Assignments, counter, cancellationToken);

    public IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        Filters.Add(filter);
        return ListAsync<SubmissionRecord>("submissions", courseId, course => course.Submissions, counter, cancellationToken);
    }

    public IAsyncEnumerable<GradingPeriodRecord> ListGradingPeriodsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<GradingPeriodRecord>("grading_periods", courseId, course => course.GradingPeriods, counter, cancellationToken);

    public IAsyncEnumerable<GradingStandardRecord> ListGradingStandardsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<GradingStandardRecord>("grading_standards", courseId, course => course.GradingStandards, counter, cancellationToken);

    public async Task<LatePolicyRecord?> FindLatePolicyAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default)
    {
        counter.CountRequest();
        await Before("late_policy", courseId, cancellationToken);
        return Find(courseId).LatePolicy is { } policy ? Record<LatePolicyRecord>(policy) : null;
    }

    public IAsyncEnumerable<ModuleRecord> ListModulesAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        ListAsync<ModuleRecord>("modules", courseId, course => course.Modules, counter, cancellationToken);

    private async IAsyncEnumerable<TRecord> ListAsync<TRecord>(
        string what, long courseId, Func<ScriptedCourse, List<string>> list, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRecord : CanvasRecord
    {
        counter.CountRequest();
        await Before(what, courseId, cancellationToken);
        foreach (var json in list(Find(courseId)).ToList())
        {
            yield return Record<TRecord>(json);
        }
    }

    private ScriptedCourse Find(long courseId) =>
        Courses.Find(course => course.Id == courseId) ?? throw new CanvasNotFoundException($"Course {courseId} is not there.", "Ask for another one.");

    private static TRecord Record<TRecord>(string json) where TRecord : CanvasRecord =>
        JsonSerializer.Deserialize(json, CanvasJson.TypeOf<TRecord>())!;
}
