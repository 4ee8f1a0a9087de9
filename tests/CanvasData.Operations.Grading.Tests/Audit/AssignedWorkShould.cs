using CanvasData.Operations.Auditing;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Grading.Tests.Audit;

/// <summary>The audit counts the work that Canvas counts: what a student is assigned, what is gradable, and by the weights of the periods.</summary>
public sealed class AssignedWorkShould
{
    private const long Course = 900_001;
    private const long Group = 900_010;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeaveOutWorkOfAModuleThatTheStudentDoesNotHave(Provider provider) => await AgreeAsync(
        provider,
        [Work(31, 100), Work(32, 800, row => row.VisibleToEveryone = false)],
        [],
        [Row(1, 31, 1001, 80), Row(2, 31, 1002, 80), Row(3, 32, 1001, null)],
        [(1001, 80, 8.89), (1002, 80, 80)]);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeaveOutWorkThatAStudentIsTakenOutOf(Provider provider) => await AgreeAsync(
        provider,
        [Work(31, 100), Work(32, 100, row => row.OnlyVisibleToOverrides = true), Work(33, 100)],
        [
            new CanvasAssignmentOverride { Id = 1, CourseId = Course, AssignmentId = 32, SectionId = 11, UnassignItem = false },
            new CanvasAssignmentOverride { Id = 2, CourseId = Course, AssignmentId = 32, StudentIds = "1002", UnassignItem = true },
            new CanvasAssignmentOverride { Id = 3, CourseId = Course, AssignmentId = 33, StudentIds = "1002,1003", UnassignItem = true },
        ],
        [Row(1, 31, 1001, 80), Row(2, 31, 1002, 80), Row(3, 32, 1001, 60), Row(4, 32, 1002, 10), Row(5, 33, 1001, 40)],
        [(1001, 60, 60), (1002, 80, 80)]);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CountOnlyWhatCanvasGrades(Provider provider) => await AgreeAsync(
        provider,
        [Work(31, 100), Work(32, 50, row => row.SubmissionTypes = "not_graded"), Work(33, 50, row => row.SubmissionTypes = "wiki_page"), Work(34, 50, row => row.Published = false)],
        [],
        [Row(1, 31, 1001, 80), Row(2, 33, 1001, null)],
        [(1001, 80, 80)]);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task WeighGradingPeriods(Provider provider) => await AgreeAsync(
        provider,
        [Work(31, 100), Work(32, 100)],
        [],
        [
            Row(1, 31, 1001, 20, row => row.GradingPeriodId = 51), Row(2, 32, 1001, 90, row => row.GradingPeriodId = 52),
            Row(3, 31, 1002, 90, row => row.GradingPeriodId = 51), Row(4, 32, 1002, 20, row => row.GradingPeriodId = 52),
        ],
        [(1001, 76, 76), (1002, 34, 34)],
        weighted: true);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CountAWaitingQuizInTheFinalScoreOnly(Provider provider) => await AgreeAsync(
        provider,
        [Work(31, 100), Work(32, 100)],
        [],
        [Row(1, 31, 1001, 90), Row(2, 32, 1001, 10, row => row.WorkflowState = "pending_review")],
        [(1001, 90, 50)]);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CountADiscussionWithCheckpointsByTheSumThatCanvasKeeps(Provider provider) => await AgreeAsync(
        provider,
        [Work(31, 20, row => row.HasSubAssignments = true), Work(32, 80)],
        [],
        [Row(1, 31, 1001, 5, row => row.WorkflowState = "unsubmitted"), Row(2, 32, 1001, 80), Row(3, 31, 1002, 5, row => row.WorkflowState = "pending_review"), Row(4, 32, 1002, 80)],
        [(1001, 85, 85), (1002, 100, 85)]);

    private static async Task AgreeAsync(
        Provider provider, CanvasAssignment[] assignments, CanvasAssignmentOverride[] overrides, CanvasSubmission[] submissions,
        (long Student, double Current, double Final)[] totals, bool weighted = false)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 1, Students = 2, AssignmentsPerCourse = 2 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await host.UseAsync(context =>
        {
            context.Add(new CanvasTerm { Id = 900_040, GradingPeriodGroupId = 40 });
            context.Add(new CanvasCourse { Id = Course, TermId = 900_040, HasGradingPeriods = weighted, HasWeightedGradingPeriods = weighted });
            context.Add(new CanvasAssignmentGroup { Id = Group, CourseId = Course });
            context.Add(new CanvasGradingPeriod { Id = 51, GradingPeriodGroupId = 40, Weight = 20, StartDate = Day(1), EndDate = Day(10) });
            context.Add(new CanvasGradingPeriod { Id = 52, GradingPeriodGroupId = 40, Weight = 80, StartDate = Day(10), EndDate = Day(20) });
            context.AddRange(assignments);
            context.AddRange(overrides);
            context.AddRange(submissions);
            context.AddRange(totals.Select(one => new CanvasEnrollment
            {
                Id = one.Student, CourseId = Course, UserId = one.Student, SectionId = 11, Type = "StudentEnrollment", EnrollmentState = "active",
                CurrentScore = one.Current, FinalScore = one.Final, UnpostedCurrentScore = one.Current, UnpostedFinalScore = one.Final,
            }));
            return context.SaveChangesAsync();
        });

        await using var scope = host.Services.CreateAsyncScope();
        var audits = new List<StudentGradeAudit>();
        await foreach (var audit in scope.ServiceProvider.GetRequiredService<IGradeAudit>().AuditAsync(Course))
        {
            audits.Add(audit);
        }

        audits.Should().HaveCount(totals.Length).And.OnlyContain(audit => audit.Differences.Count == 0, string.Join(' ', audits.SelectMany(audit => audit.Differences)));
    }

    private static CanvasAssignment Work(long id, double points, Action<CanvasAssignment>? change = null)
    {
        var row = new CanvasAssignment { Id = id, CourseId = Course, AssignmentGroupId = Group, PointsPossible = points, Published = true, WorkflowState = "published", GradingType = "points" };
        change?.Invoke(row);
        return row;
    }

    private static CanvasSubmission Row(long id, long assignment, long student, double? score, Action<CanvasSubmission>? change = null)
    {
        var row = new CanvasSubmission
        {
            Id = 900_000 + id, CourseId = Course, AssignmentId = assignment, UserId = student, Score = score,
            WorkflowState = score is null ? "unsubmitted" : "graded", PostedAt = score is null ? null : Day(2),
        };
        change?.Invoke(row);
        return row;
    }

    private static DateTime Day(int day) => new(2026, 1, day, 0, 0, 0, DateTimeKind.Utc);
}
