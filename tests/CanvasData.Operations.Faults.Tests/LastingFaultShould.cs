using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Each fault of the simulator alone, in every request of one course.</summary>
public sealed class LastingFaultShould
{
    public static TheoryData<string> Faults => KnownFaults.Names;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task FailOneCourseAndSyncTheOthers(string name)
    {
        await using var school = await FaultySchool.StartAsync(Provider.Sqlite, patience: name == "stall-body" ? 5 : 15);
        var (fault, kind) = KnownFaults.All[name];
        var victim = school.Canvas.School.Courses[1].Id;
        school.Strike(fault, path => path.Contains($"/courses/{victim}/", StringComparison.Ordinal));

        var report = await school.Host.Bridge.SyncAllCoursesAsync();

        var course = report.Courses.Single(each => each.CourseId == victim);
        course.Failure?.Kind.Should().Be(kind);
        course.Outcome.Should().Be(kind is null ? CourseSyncOutcome.Succeeded : CourseSyncOutcome.Failed);
        if (kind is not null)
        {
            course.Failure!.Message.Should().Contain($"/courses/{victim}");
            course.Failure.Remedy.Should().NotBeNullOrWhiteSpace();
            course.RowsWritten.Should().Be(0);
        }

        if (kind == KnownFaults.Authentication)
        {
            report.Failure!.Kind.Should().Be(KnownFaults.Authentication, "a refused token stops the run");
        }
        else
        {
            report.Failure.Should().BeNull();
            report.Courses.Where(each => each != course).Should().OnlyContain(each => each.Outcome == CourseSyncOutcome.Succeeded);
        }

        await school.Host.ShouldMissNothingOfAsync(school.Canvas.School, name);
        await school.RepairAsync(name);
    }
}
