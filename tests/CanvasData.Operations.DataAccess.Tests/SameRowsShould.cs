using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>The same school over REST and over Canvas Data 2.</summary>
public sealed partial class SameRowsShould
{
    [Fact]
    public async Task DifferFromThoseOfRestInWhatTheDocsList()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 8, Students = 30, AssignmentsPerCourse = 12, RealShapes = true });
        Change(canvas.School);
        using var rest = await TestStore.CreateAsync(Provider.Sqlite);
        using var data = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = new TestFolder();
        await using var overRest = await SyncHost.StartAsync(canvas, rest);
        await using var overTables = await DataAccessHost.StartAsync(canvas, data, folder);

        (await overRest.Bridge.SyncAllCoursesAsync()).FailedCourses.Should().BeEmpty();
        var report = await overTables.RunAsync();

        report.Sync!.FailedCourses.Should().BeEmpty();
        report.PendingCourses.Should().Be(0);
        report.Tables.Should().OnlyContain(table => table.Unreadable == 0 && table.Reading == TableReading.Snapshot);
        Differences.Between(await Mirror.ReadAsync(overRest), await Mirror.ReadAsync(overTables)).Should().BeEquivalentTo(Listed());
    }

    private static void Change(SimulatedSchool school)
    {
        var course = school.Courses.First(one => one is { AccessRestrictedByDate: false, WorkflowState: "available", GradingStandardId: not null });
        var (id, student) = (course.Id, school.Enrollments(course.Id).First(one => one.Type == "StudentEnrollment" && one.State == "active"));
        var assignments = school.Assignments(id).Where(one => one.WorkflowState == "published" && one.ExpectsSubmission && !one.OnlyVisibleToOverrides).ToList();
        school.OverrideFinalGrade(student.Id, 88);
        school.SetCheckpoints(id, assignments[0].Id, 5, null, 5, null);
        school.SetLatePolicyStatus(id, assignments[1].Id, student.UserId, "late", 90);
        school.SetLatePolicyStatus(id, assignments[2].Id, student.UserId, "missing");
        school.Excuse(id, assignments[3].Id, student.UserId);
        school.DeleteAssignment(id, assignments[4].Id);
        school.DeleteEnrollment(school.Enrollments(id).Last(one => one.Type == "StudentEnrollment" && one.State == "active").Id);
    }

    private static IEnumerable<string> Listed([CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/canvas-data-2.md"));
        var table = text[text.IndexOf("<!-- differences -->", StringComparison.Ordinal)..text.IndexOf("<!-- /differences -->", StringComparison.Ordinal)];
        return FirstCell().Matches(table).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex("^\\| `([A-Za-z.]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
