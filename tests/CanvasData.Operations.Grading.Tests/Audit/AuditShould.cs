using CanvasData.Operations.Auditing;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Grading.Tests.Audit;

/// <summary>The simulator computes its totals by code of its own: that both agree is a test of both.</summary>
public sealed class AuditShould
{
    [Theory]
    [InlineData(Provider.Sqlite, 1)]
    [InlineData(Provider.PostgreSql, 2)]
    public async Task AgreeWithEveryNumberOfASchool(Provider provider, int seed)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 13, Students = 240, AssignmentsPerCourse = 24, Seed = seed });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await host.Bridge.SyncAllCoursesAsync();
        var first = await AuditAsync(canvas, host);

        canvas.School.Advance(TimeSpan.FromDays(30));
        await host.Bridge.SyncAllCoursesAsync();
        var second = await AuditAsync(canvas, host);

        first.SelectMany(report => report.Examples).Select(Line).Should().BeEmpty();
        first.Should().HaveCount(13).And.AllSatisfy(report => report.NumbersInAgreement.Should().Be(report.Students * 4));
        second.Sum(report => report.Numbers).Should().BeGreaterThan(4_000);
        second.SelectMany(report => report.Examples).Where(audit => audit.Reason is not { Cause: GradeDifferenceCause.Concluded }).Select(Line)
            .Should().BeEmpty("only concluded students are not computed again");
        second.Sum(report => report.Causes.GetValueOrDefault(GradeDifferenceCause.Concluded)).Should().BePositive();
    }

    private static async Task<List<GradeAuditReport>> AuditAsync(CanvasSimulator canvas, SyncHost host)
    {
        var reports = new List<GradeAuditReport>();
        await using var scope = host.Services.CreateAsyncScope();
        foreach (var course in canvas.School.Courses.Where(course => !course.AccessRestrictedByDate))
        {
            reports.Add(await scope.ServiceProvider.GetRequiredService<IGradeAudit>().SummarizeAsync(course.Id, examples: 1_000));
        }

        return reports;
    }

    private static string Line(StudentGradeAudit audit) =>
        $"{audit.StudentId}: {audit.Reason} {string.Join(' ', audit.Reason!.AssignmentIds)}: {string.Join("; ", audit.Differences)}";
}
