using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Maintenance;

public class IntegrityCheckerShould
{
    /// <summary>Faults made by SQL behind the library's back, and what finds them.</summary>
    private static readonly Dictionary<string, string[]> Faults = new()
    {
        ["""INSERT INTO "CanvasSection" ("Id", "CourseId", "RowHash", "FirstSyncedAt", "SyncedAt", "LocalEdits") SELECT 900, 999, 1, "FirstSyncedAt", "SyncedAt", 'x' FROM "CanvasSection" WHERE "Id" = 2"""] = ["orphan.section.course", "status.missing.section"],
        ["""UPDATE "CanvasEnrollment" SET "CourseId" = 999, "LocalEdits" = 'x' WHERE "Id" = 20"""] = ["orphan.enrollment.course"],
        ["""UPDATE "CanvasEnrollment" SET "UserId" = 999, "LocalEdits" = 'x' WHERE "Id" = 20"""] = ["orphan.enrollment.user"],
        ["""UPDATE "CanvasEnrollment" SET "SectionId" = 999, "LocalEdits" = 'x' WHERE "Id" = 20"""] = ["orphan.enrollment.section"],
        ["""UPDATE "CanvasAssignmentGroup" SET "CourseId" = 999, "LocalEdits" = 'x'"""] = ["orphan.assignment_group.course"],
        ["""UPDATE "CanvasAssignment" SET "CourseId" = 999, "LocalEdits" = 'x' WHERE "Id" = 5"""] = ["orphan.assignment.course"],
        ["""UPDATE "CanvasAssignment" SET "AssignmentGroupId" = 999, "LocalEdits" = 'x' WHERE "Id" = 5"""] = ["orphan.assignment.assignment_group"],
        ["""UPDATE "CanvasSubmission" SET "AssignmentId" = 999, "LocalEdits" = 'x' WHERE "Id" = 32"""] = ["orphan.submission.assignment"],
        ["""UPDATE "CanvasSubmission" SET "UserId" = 999, "LocalEdits" = 'x' WHERE "Id" = 32"""] = ["orphan.submission.user", "orphan.submission.enrollment"],
        ["""UPDATE "CanvasModule" SET "CourseId" = 999, "LocalEdits" = 'x'"""] = ["orphan.module.course"],
        ["""UPDATE "CanvasModuleItem" SET "ModuleId" = 999, "LocalEdits" = 'x'"""] = ["orphan.module_item.module"],
        ["""DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'assignment' AND "ObjectId" = 5"""] = ["status.missing.assignment"],
        ["""DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'course'"""] = ["status.missing.course"],
        ["""DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'user' AND "ObjectId" = 11"""] = ["status.missing.user"],
        ["""DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'section'"""] = ["status.missing.section"],
        ["""DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'assignment_group'"""] = ["status.missing.assignment_group"],
        ["""DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'module'"""] = ["status.missing.module"],
        ["""DELETE FROM "CanvasEnrollmentStatus" WHERE "EnrollmentId" = 21"""] = ["status.missing.enrollment"],
        ["""DELETE FROM "CanvasModule" WHERE "Id" = 6"""] = ["status.orphan.module", "orphan.module_item.module"],
        ["""DELETE FROM "CanvasEnrollment" WHERE "Id" = 21"""] = ["status.orphan.enrollment"],
        ["""UPDATE "CanvasModule" SET "MissingSince" = "SyncedAt" """] = ["status.state.module"],
        ["""UPDATE "CanvasObjectStatus" SET "Decision" = 'deleted' WHERE "ObjectType" = 'section'"""] = ["status.state.section"],
        ["""UPDATE "CanvasEnrollment" SET "MissingSince" = "SyncedAt" WHERE "Id" = 21"""] = ["status.state.enrollment"],
        ["""UPDATE "CanvasAssignmentScoreHistory" SET "SubmissionId" = 999"""] = ["history.orphan.score"],
        ["""UPDATE "CanvasGradeHistory" SET "EnrollmentId" = 999"""] = ["history.orphan.grade"],
        ["""UPDATE "CanvasAssignmentScoreHistory" SET "Score" = 1 WHERE "Id" = (SELECT MAX("Id") FROM "CanvasAssignmentScoreHistory")"""] = ["history.last.score"],
        ["""UPDATE "CanvasGradeHistory" SET "CurrentScore" = 1 WHERE "Id" = (SELECT MAX("Id") FROM "CanvasGradeHistory")"""] = ["history.last.grade"],
        ["""UPDATE "CanvasAssignment" SET "Name" = 'Changed by SQL' WHERE "Id" = 5"""] = ["hash.CanvasAssignment"],
        ["""UPDATE "CanvasUser" SET "Name" = NULL WHERE "Id" = 11"""] = ["hash.CanvasUser"],
        ["""UPDATE "CanvasSubmission" SET "Score" = 3 WHERE "Id" = 30"""] = ["hash.CanvasSubmission", "history.last.score"],
        ["""UPDATE "CanvasNote" SET "TargetId" = 999 WHERE "TargetType" = 'assignment'"""] = ["target.note"],
        ["""UPDATE "CanvasTagLink" SET "TargetId" = 999 WHERE "TargetType" = 'assignment'"""] = ["target.tag"],
        ["""UPDATE "CanvasCustomFieldValue" SET "TargetId" = 999"""] = ["target.custom_field"],
        ["""UPDATE "CanvasStudentMetadata" SET "UserId" = 999"""] = ["target.student_metadata"],
        ["""UPDATE "CanvasAssignmentMetadata" SET "AssignmentId" = 999"""] = ["target.assignment_metadata"],
        ["""UPDATE "CanvasCourseMetadata" SET "CourseId" = 999"""] = ["target.course_metadata"],
        ["""UPDATE "CanvasEnrollment" SET "UserId" = 10, "LocalEdits" = 'x' WHERE "Id" = 21"""] = ["duplicate.enrollment"],
    };

    public static TheoryData<Provider> OnBothServers() => [Provider.Sqlite, Provider.PostgreSql];

    public static TheoryData<Provider> OnEachProvider() => [.. TestStore.Providers];

    [Theory]
    [MemberData(nameof(OnBothServers))]
    public async Task FindEachFaultByItsCheckAlone(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store);
        (await CheckAsync(host)).Findings.Should().BeEmpty("nothing is wrong yet");

        foreach (var (sql, checks) in Faults)
        {
            var found = await host.UseAsync(async (SchoolContext context) =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync();
                (await context.Database.ExecuteSqlRawAsync(sql)).Should().BePositive(sql);
                await using var scope = host.Services.CreateAsyncScope();
                var inner = scope.ServiceProvider.GetRequiredService<SchoolContext>();
                inner.Database.SetDbConnection(context.Database.GetDbConnection());
                await inner.Database.UseTransactionAsync(Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction));
                return (await scope.ServiceProvider.GetRequiredService<IIntegrityChecker>().CheckAsync(new IntegrityRequest { StoreMetrics = false })).Findings.ToList();
            });

            found.Select(finding => finding.Check.Name).Should().BeEquivalentTo(checks, sql);
            found.Should().OnlyContain(finding => finding.ExampleIds.Count > 0 && finding.RowsChecked > 0, sql);
        }
    }

    [Theory]
    [MemberData(nameof(OnEachProvider))]
    public async Task RunWhereverTheTablesAre(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store);

        var report = await CheckAsync(host, new IntegrityRequest { AgainstCanvas = true });

        report.Findings.Should().BeEmpty();
        report.IsClean.Should().BeTrue();
        report.Results.Select(result => result.Check).Should().BeEquivalentTo(await host.UseAsync((IIntegrityChecker checker) => Task.FromResult(checker.Checks)));
        JsonSerializer.Serialize(report).Should().Contain("\"RunId\"");
        var metrics = await host.UseAsync((IIntegrityChecker checker) => checker.ListMetricsAsync("hash.CanvasSubmission"));
        metrics.Rows.Should().ContainSingle().Which.Should().Be(new QualityMetric(report.RunId, report.At, "hash.CanvasSubmission", 0, 4));
    }

    internal static async Task<TestHost<SchoolContext>> StartAsync(TestStore store, Action<DbContextOptionsBuilder>? context = null)
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        var host = await LifecycleSchool.StartAsync(canvas, store, context: context);
        course.Submissions.Clear();
        course.AddSubmission(30, 4, 10, ""","score":7""").AddSubmission(31, 4, 11).AddSubmission(32, 5, 10).AddSubmission(33, 5, 11);
        course.Enrollments.Clear();
        course.Enroll(20, 10, ""","grades":{"current_score":70}""", section: 2).Enroll(21, 11, section: 2);
        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().ContainSingle();
        (await host.RowsAsync<CanvasGradeHistory>()).Should().ContainSingle();
        return host;
    }

    private static Task<IntegrityReport> CheckAsync(TestHost<SchoolContext> host, IntegrityRequest? request = null) => host.UseAsync((IIntegrityChecker checker) => checker.CheckAsync(request));
}
