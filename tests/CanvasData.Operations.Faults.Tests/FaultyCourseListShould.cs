using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Each fault of the simulator alone, in the list of courses.</summary>
public sealed class FaultyCourseListShould
{
    public static TheoryData<string> Faults => KnownFaults.Names;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task MarkNoCourseMissingWhenTheirListIsFaulty(string name)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite, patience: name == "stall-body" ? 5 : 15);
        var (fault, kind) = KnownFaults.All[name];
        school.Strike(fault, path => path.StartsWith("/api/v1/courses?", StringComparison.Ordinal));

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        report.Failure?.Kind.Should().Be(kind);
        (report.Failure is null).Should().Be(kind is null);
        if (kind is not null)
        {
            report.Failure!.Remedy.Should().NotBeNullOrWhiteSpace();
            report.RowsWritten.Should().Be(0);
        }

        report.MissingCourses.Should().Be(0);
        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, name);
        await school.RepairAsync(name);
    }
}
