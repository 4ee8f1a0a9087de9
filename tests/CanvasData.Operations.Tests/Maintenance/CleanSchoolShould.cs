using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Maintenance;

/// <summary>Checks of a school that only syncs have written.</summary>
public class CleanSchoolShould
{
    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.InMemory, false)]
    public async Task PassEveryCheckAsItLives(Provider provider, bool real)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = real ? 20 : 6, Students = 60, AssignmentsPerCourse = 14, RealShapes = real });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        foreach (var days in (int[])[1, 7, 30])
        {
            canvas.School.Advance(TimeSpan.FromDays(days));
            await host.SyncAsync();

            var report = await host.UseAsync((IIntegrityChecker checker) => checker.CheckAsync(new IntegrityRequest { AgainstCanvas = true }));

            report.Findings.Select(finding => $"{finding.Check.Name}: {finding.Found} ({string.Join(", ", finding.ExampleIds)})").Should().BeEmpty("nothing but syncs wrote, {0} days later", days);
            report.Failures.Should().BeEmpty();
            report.Requests.Should().BeGreaterThanOrEqualTo(canvas.School.Courses.Count(course => !course.AccessRestrictedByDate));
        }
    }
}
