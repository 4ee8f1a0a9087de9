using CanvasData.Operations.Analytics;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>
/// A running course of five students, synced from what Canvas sends into a real database. Four assignments of 10 points
/// are past due; the work of the first student on the last of them is the fact under test, everything else is graded 9 of 10.
/// </summary>
internal sealed class FactCourse : IAsyncDisposable
{
    public const long Id = 1;
    public const long Student = 1001;
    public const long Assignment = 40;

    /// <summary>A course whose only student has the same work: what is counted of it, is counted of the fact.</summary>
    private const long Lone = 2;
    private const long LoneStudent = 2001;

    public static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 30, 0, TimeSpan.Zero);

    /// <summary>Nine of ten points, handed in, graded and posted in time.</summary>
    public static readonly string Work =
        $$""","workflow_state":"graded","score":9.0,"grade":"9","graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","grader_id":9,"attempt":1,"submitted_at":"{{Day(-10)}}","cached_due_date":"{{Day(-9)}}","late":false,"missing":false""";

    private readonly TestStore _store;
    private readonly TestHost<SchoolContext> _host;

    private readonly ScriptedCourse _course;

    private FactCourse(TestStore store, TestHost<SchoolContext> host, ScriptedCourse course) => (_store, _host, _course) = (store, host, course);

    public static string Day(int days) => Now.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="submission">Fields of the submission under test, each after a comma.</param>
    /// <param name="assignment">Fields of its assignment, each after a comma; null for an upload that was due nine days ago.</param>
    /// <param name="grades">Canvas's totals of the student, and other fields of the enrollment, each after a comma.</param>
    /// <param name="change">Changes the course before it is synced.</param>
    public static async Task<FactCourse> SyncAsync(string submission, string? assignment = null, string grades = "", Action<ScriptedCourse>? change = null)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(Id).AddSection(1);
        course.Course =
            $$"""{"id":{{Id}},"name":"Course","course_code":"BIO 101","workflow_state":"available","start_at":"{{Day(-60)}}","end_at":"{{Day(60)}}","restrict_enrollments_to_course_dates":true,"apply_assignment_group_weights":false}""";
        course.Groups.Add("""{"id":7,"name":"Work","group_weight":0}""");
        course.Enroll(501, Student, grades);
        for (var student = Student + 1; student <= Student + 4; student++)
        {
            course.Enroll(student, student);
        }

        var lone = canvas.AddCourse(Lone).AddSection(2).Enroll(601, LoneStudent, grades, section: 2);
        lone.Course = course.Course.Replace($"\"id\":{Id}", $"\"id\":{Lone}", StringComparison.Ordinal);
        lone.Groups.Add("""{"id":8,"name":"Work","group_weight":0}""");
        for (var item = 10; item <= Assignment; item += 10)
        {
            var fields = item == Assignment && assignment is not null ? assignment : $$""","assignment_group_id":7,"grading_type":"points","submission_types":["online_upload"],"due_at":"{{Day(-9)}}" """;
            course.AddAssignment(item, fields);
            lone.AddAssignment(1000 + item, fields.Replace("_group_id\":7", "_group_id\":8", StringComparison.Ordinal));
            for (var student = Student; student <= Student + 4; student++)
            {
                course.AddSubmission((student * 100) + item, item, student, student == Student && item == Assignment ? submission : Work);
            }

            lone.AddSubmission((LoneStudent * 100) + item, 1000 + item, LoneStudent, item == Assignment ? submission : Work);
        }

        change?.Invoke(course);
        var store = await TestStore.CreateAsync(Provider.Sqlite);
        var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingleton<TimeProvider>(new FixedTime { Now = Now }));
        await host.SyncAsync();
        return new FactCourse(store, host, course);
    }

    public async Task<T> QueryAsync<T>(Func<IQueryBuilder, Task<T>> ask) => await AskAsync(ask);

    public async Task<T> AnalyzeAsync<T>(Func<IAnalyticsBuilder, Task<T>> ask) => await AskAsync(ask);

    /// <summary>Changes the course in Canvas, and syncs it again.</summary>
    public async Task SyncAgainAsync(Action<ScriptedCourse> change)
    {
        change(_course);
        await _host.SyncAsync();
    }

    /// <summary>The submission under test as stored.</summary>
    public async Task<CanvasSubmission> RowAsync() => (await _host.RowsAsync<CanvasSubmission>()).Single(row => row.UserId == Student && row.AssignmentId == Assignment);

    /// <summary>Changes stored rows.</summary>
    public Task ChangeAsync(Func<SchoolContext, Task> change) => _host.ChangeAsync(change);

    public async Task<StudentGradeAudit> AuditAsync() => (await AuditAllAsync()).Single(one => one.StudentId == Student);

    public async Task<List<StudentGradeAudit>> AuditAllAsync() => await AskAsync<IGradeAudit, List<StudentGradeAudit>>(audit => audit.AuditAsync(Id).ToListAsync().AsTask());

    public Task<List<T>> RowsAsync<T>() where T : class => _host.RowsAsync<T>();

    /// <summary>Asks every room about the fact.</summary>
    public async Task<Statements> StatementsAsync()
    {
        var all = new Statements();
        await AskSyncAsync(all);
        await AskQueriesAsync(all);
        await AskAuditAsync(all);
        await AskAnalyticsAsync(all);
        await AskInsightsAsync(all);
        return all;
    }

    private async Task AskSyncAsync(Statements all)
    {
        var snapshot = (await _host.RowsAsync<CanvasCourseSnapshot>()).Where(row => row.CourseId == Lone).MaxBy(row => row.Id)!;
        all.Add(Fact.IsGraded, Room.Sync, "snapshot", snapshot.GradedAssignments == 4);
        all.Add(Fact.IsPublished, Room.Sync, "snapshot", snapshot.PublishedAssignments == 4);
    }

    private async Task AskQueriesAsync(Statements all)
    {
        var row = (await QueryAsync(q => q.AssignmentSubmissions(Assignment).ToListAsync())).SingleOrDefault(one => one.StudentId == Student);
        all.Add(Fact.IsGraded, Room.Queries, "submissions", row?.Status == "graded");
        var summary = (await QueryAsync(q => q.PerformanceSummary(Id, Student).ToListAsync())).Single();
        all.Add(Fact.IsGraded, Room.Queries, "performance", summary.GradedCount == 4);
        all.Add(Fact.IsMissing, Room.Queries, "performance", summary.MissingCount == 1);
        var enrollment = (await QueryAsync(q => q.CourseEnrollments(Id, Student).ToListAsync())).Single();
        all.Add(Fact.IsGraded, Room.Queries, "enrollments", enrollment.GradedCount == 4);
        all.Add(Fact.IsMissing, Room.Queries, "enrollments", enrollment.MissingCount == 1);
        all.Add(Fact.Current, Room.Queries, "enrollments", enrollment.CurrentScore);
        all.Add(Fact.IsMissing, Room.Queries, "grades", (await QueryAsync(q => q.StudentGrades(Id, Student, [Assignment]).ToListAsync())).SingleOrDefault()?.IsMissing ?? false);
        all.Add(Fact.IsMissing, Room.Queries, "missing work", (await QueryAsync(q => q.MissingWork(Id, Student).ToListAsync())).Exists(one => one.AssignmentId == Assignment));
        var cell = (await QueryAsync(q => q.Gradebook(Id).ToListAsync())).SingleOrDefault(one => one.StudentId == Student && one.AssignmentId == Assignment);
        all.Add(Fact.IsMissing, Room.Queries, "gradebook", cell?.IsMissing ?? false);
        var dashboard = await QueryAsync(q => q.StudentDashboardAsync(Student, TimeSpan.FromDays(7)));
        all.Add(Fact.IsMissing, Room.Queries, "dashboard", dashboard!.Work.Any(one => one.AssignmentId == Assignment && one.IsMissing));
        all.Add(Fact.IsMissingToStudent, Room.Queries, "own missing work", (await QueryAsync(q => q.ForStudent(Student).MissingWork().ToListAsync())).Exists(one => one.AssignmentId == Assignment));
        var own = (await QueryAsync(q => q.ForStudent(Student).PerformanceSummary().ToListAsync())).Single();
        all.Add(Fact.IsMissingToStudent, Room.Queries, "own performance", own.MissingCount == 1);
        all.Add(Fact.IsGradedToStudent, Room.Queries, "own performance", own.GradedCount == 4);
    }

    private async Task AskAuditAsync(Statements all)
    {
        var audit = await AuditAsync();
        all.Add(Fact.Current, Room.Grading, "current", (double?)audit.Grades.Current.Percent);
        all.Add(Fact.Unposted, Room.Grading, "unposted current", (double?)audit.Grades.UnpostedCurrent.Percent);
        all.Add(Fact.Current, Room.Audit, "Canvas's number", (double?)audit.Grades.Current.Percent is { } ours && audit.Differences.All(one => one.Kind != GradeKind.Current) ? ours : null);
    }

    private async Task AskAnalyticsAsync(Statements all)
    {
        var risk = (await AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students.Single(one => one.StudentId == Student);
        all.Add(Fact.IsMissingInTotal, Room.Analytics, "risk list", risk.MissingAssignmentIds.Contains(Assignment));
        all.Add(Fact.IsMissingInTotal, Room.Analytics, "standing", risk.Prediction.Standing!.Value.MissingItems == 1);
        all.Add(Fact.Standing, Room.Analytics, "standing", risk.Prediction.Standing!.Value.Current);
    }

    private async Task AskInsightsAsync(Statements all)
    {
        var adviser = (await AnalyzeAsync(a => a.GenerateAdviserInsightsAsync(Student, Now))).Courses.SelectMany(course => course.Insights);
        all.Add(Fact.IsMissingInTotal, Room.Insights, "adviser", adviser.Any(one => one.Code == StaffInsightCode.OverdueWork));
        var teacher = (await AnalyzeAsync(a => a.GeneratePerformanceInsightsAsync(Id, Now))).Insights;
        all.Add(Fact.IsMissingInTotal, Room.Insights, "teacher", teacher.Any(one => one.Code == StaffInsightCode.OverdueWork));
        var student = (await AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.SelectMany(course => course.Insights);
        all.Add(Fact.IsMissingInTotalToStudent, Room.Insights, "student", student.Any(one => one.Code == StudentInsightCode.OverdueWork));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _store.Dispose();
    }

    private Task<T> AskAsync<T>(Func<IQueryBuilder, Task<T>> ask) => AskAsync<IQueryBuilder, T>(ask);

    private Task<T> AskAsync<T>(Func<IAnalyticsBuilder, Task<T>> ask) => AskAsync<IAnalyticsBuilder, T>(ask);

    private async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask) where TService : notnull
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
