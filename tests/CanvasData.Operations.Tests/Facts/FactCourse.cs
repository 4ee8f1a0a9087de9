using CanvasData.Operations.Analytics;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>What each room says of one piece of work of one student.</summary>
internal sealed record Verdict(bool Graded, bool Missing, double? CurrentScore);

/// <summary>
/// A running course of five students, synced from what Canvas sends into a real database. Four assignments of 10 points
/// are past due; the work of the first student on the last of them is the fact under test, everything else is graded 9 of 10.
/// </summary>
internal sealed class FactCourse : IAsyncDisposable
{
    public const long Id = 1;
    public const long Student = 1001;
    public const long Assignment = 40;

    public static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 30, 0, TimeSpan.Zero);

    private readonly TestStore _store;
    private readonly TestHost<SchoolContext> _host;

    private FactCourse(TestStore store, TestHost<SchoolContext> host) => (_store, _host) = (store, host);

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

        var graded = $$""","workflow_state":"graded","score":9.0,"grade":"9","graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","grader_id":9,"attempt":1,"submitted_at":"{{Day(-10)}}","cached_due_date":"{{Day(-9)}}","late":false,"missing":false""";
        for (var item = 10; item <= Assignment; item += 10)
        {
            course.AddAssignment(item, item == Assignment && assignment is not null ? assignment : $$""","assignment_group_id":7,"grading_type":"points","submission_types":["online_upload"],"due_at":"{{Day(-9)}}" """);
            for (var student = Student; student <= Student + 4; student++)
            {
                course.AddSubmission((student * 100) + item, item, student, student == Student && item == Assignment ? submission : graded);
            }
        }

        change?.Invoke(course);
        var store = await TestStore.CreateAsync(Provider.Sqlite);
        var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingleton<TimeProvider>(new FixedTime { Now = Now }));
        await host.SyncAsync();
        return new FactCourse(store, host);
    }

    public async Task<T> QueryAsync<T>(Func<IQueryBuilder, Task<T>> ask) => await AskAsync(ask);

    public async Task<T> AnalyzeAsync<T>(Func<IAnalyticsBuilder, Task<T>> ask) => await AskAsync(ask);

    /// <summary>Changes stored rows.</summary>
    public Task ChangeAsync(Func<SchoolContext, Task> change) => _host.ChangeAsync(change);

    public async Task<StudentGradeAudit> AuditAsync() => await AskAsync<IGradeAudit, StudentGradeAudit>(async audit => (await audit.AuditAsync(Id).ToListAsync()).Single(one => one.StudentId == Student));

    /// <summary>Asks every room about the fact, and insists that all of them that say "missing" agree.</summary>
    public async Task<Verdict> JudgeAsync()
    {
        var grade = (await QueryAsync(q => q.StudentGrades(Id, Student, [Assignment]).ToListAsync())).Single();
        var row = (await QueryAsync(q => q.AssignmentSubmissions(Assignment).ToListAsync())).Single(one => one.StudentId == Student);
        var summary = (await QueryAsync(q => q.PerformanceSummary(Id, Student).ToListAsync())).Single();
        var enrollment = (await QueryAsync(q => q.CourseEnrollments(Id, Student).ToListAsync())).Single();
        var dashboard = await QueryAsync(q => q.StudentDashboardAsync(Student, TimeSpan.FromDays(7)));
        var risk = (await AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students.Single(one => one.StudentId == Student);
        var adviser = (await AnalyzeAsync(a => a.GenerateAdviserInsightsAsync(Student, Now))).Courses.SelectMany(course => course.Insights).ToList();
        var student = (await AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.SelectMany(course => course.Insights).ToList();
        var teacher = (await AnalyzeAsync(a => a.GeneratePerformanceInsightsAsync(Id, Now))).Insights;
        var audit = await AuditAsync();
        var missing = new Dictionary<string, bool>
        {
            ["grades"] = grade.IsMissing,
            ["staff's missing work"] = (await QueryAsync(q => q.MissingWork(Id, Student).ToListAsync())).Exists(one => one.AssignmentId == Assignment),
            ["student's missing work"] = (await QueryAsync(q => q.ForStudent(Student).MissingWork().ToListAsync())).Exists(one => one.AssignmentId == Assignment),
            ["gradebook"] = (await QueryAsync(q => q.Gradebook(Id).ToListAsync())).Single(one => one.StudentId == Student && one.AssignmentId == Assignment).IsMissing,
            ["performance"] = summary.MissingCount == 1,
            ["enrollments"] = enrollment.MissingCount == 1,
            ["dashboard"] = dashboard!.Work.Any(one => one.AssignmentId == Assignment && one.IsMissing),
            ["risk list"] = risk.MissingAssignmentIds.Contains(Assignment),
            ["standing"] = risk.Prediction.Standing!.Value.MissingItems == 1,
            ["adviser's insights"] = adviser.Exists(one => one.Code == StaffInsightCode.OverdueWork),
            ["student's insights"] = student.Exists(one => one.Code == StudentInsightCode.OverdueWork),
            ["teacher's insights"] = teacher.Any(one => one.Code == StaffInsightCode.OverdueWork),
        };
        missing.Values.Distinct().Should().ContainSingle("one fact is one fact: {0}", string.Join(", ", missing));
        summary.GradedCount.Should().Be(enrollment.GradedCount);
        var graded = summary.GradedCount == 4;
        (row.Status == "graded").Should().Be(graded, row.Status);
        return new Verdict(graded, grade.IsMissing, (double?)audit.Grades.Current.Percent);
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
